// What Electron runs when it isn't told what else: opens the app on its command line, as the one
// that comes with Electron does.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const usage = `Usage: electron [options] <app> [arguments]

  <app>                   a folder with a package.json or an index.js, or a JavaScript file
  -r, --require <module>  loads a module before the app
  -v, --version           prints Electron's version
  -a, --abi               prints the version of Node's binary interface
  -h, --help              prints this
`

/** sysexits.h: wrong usage. */
const wrongUsage = 64

/**
 * @param {readonly string[]} args
 * @returns {{ app?: string, modules: readonly string[], print?: string }}
 */
function parse(args) {
  const modules = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '-v' || arg === '--version')
      return { modules, print: `v${process.versions.electron}\n` }
    if (arg === '-a' || arg === '--abi') return { modules, print: `${process.versions.modules}\n` }
    if (arg === '-h' || arg === '--help') return { modules, print: usage }
    if (arg === '-r' || arg === '--require') modules.push(args[++at] ?? '')
    else if (!arg.startsWith('-')) return { modules, app: arg }
  }
  return { modules }
}

/**
 * Makes Electron present itself as the app, and finds the file it begins with.
 * @param {string} place
 */
function become(place) {
  if (!existsSync(place)) throw new Error(`there is no such file or folder: ${place}`)
  if (!statSync(place).isDirectory()) {
    app.setAppPath(path.dirname(place))
    return place
  }
  const description = path.join(place, 'package.json')
  const { name, productName, version, desktopName } = existsSync(description)
    ? JSON.parse(readFileSync(description, 'utf8'))
    : {}
  if (version) app.setVersion(version)
  if (productName ?? name) app.setName(productName ?? name)
  app.setDesktopName(desktopName ?? `${app.name}.desktop`)
  app.setAppPath(place)
  return createRequire(description).resolve(place)
}

const asked = parse(process.argv.slice(1))
if (asked.print !== undefined) {
  process.stdout.write(asked.print)
  app.exit(0)
} else if (asked.app === undefined) {
  process.stderr.write(`Electron has no app to open.\n\n${usage}`)
  app.exit(wrongUsage)
} else {
  try {
    const requireFromHere = createRequire(path.join(process.cwd(), 'electron'))
    asked.modules.forEach((module) => requireFromHere(module))
    Object.defineProperty(process, 'defaultApp', {
      value: true,
      enumerable: true,
      configurable: false,
    })
    await import(pathToFileURL(become(path.resolve(asked.app))).href)
  } catch (cause) {
    console.error(`Electron could not open ${asked.app}:`, cause)
    app.exit(1)
  }
}
