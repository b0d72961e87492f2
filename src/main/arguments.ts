import { parseArgs } from 'node:util'

/** What Tagout was started for. */
export type Asked =
  | {
      readonly for: 'window' | 'serve'
      /** The REST API is on for this run, and listens there. */
      readonly apiPort: number | null
    }
  | { readonly for: 'command'; readonly args: readonly string[] }
  | { readonly for: 'nothing'; readonly fault: string }

const options = { serve: { type: 'boolean' }, 'api-port': { type: 'string' } } as const

/** Of the command line (src/cli), which the app has in it. */
const commands: readonly string[] = [
  ...['list', 'status', 'enter', 'exit', 'preview', 'history'],
  ...['completion', 'complete', 'help'],
]

/** Chromium takes hundreds of switches, so that unknown ones are its own; these would be ours. */
const looksLikeOurs = /^(serv|api)/i

/**
 * What the command line asks for. Switches of Chromium and Electron are passed over.
 * @param argv as the process got it
 * @param isDefaultApp Electron was told which app to open, so that this stands there, too
 */
export function askedFor(argv: readonly string[], isDefaultApp: boolean): Asked {
  const args = isDefaultApp ? afterTheApp(argv.slice(1)) : argv.slice(1)
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true })
  let asked: Extract<Asked, { apiPort: unknown }> = { for: 'window', apiPort: null }
  for (const token of tokens) {
    if (token.kind === 'positional') {
      return commands.includes(token.value)
        ? { for: 'command', args: args.slice(token.index) }
        : nothing(`I don’t know what ${token.value} means. \`tagout help\` tells what there is.`)
    }
    if (token.kind !== 'option') continue
    if (token.name === 'help' || token.name === 'version') {
      return { for: 'command', args: [token.rawName] }
    }
    if (token.name === 'serve') {
      if (token.value !== undefined) return nothing('--serve takes no value.')
      asked = { ...asked, for: 'serve' }
    } else if (token.name === 'api-port') {
      const port = portIn(token.value)
      if (port === null) {
        return nothing(`--api-port takes a port from 1 to 65535, as in --api-port 7457.`)
      }
      asked = { ...asked, apiPort: port }
    } else if (looksLikeOurs.test(token.name)) {
      return nothing(`There is no ${token.rawName}. There are --serve and --api-port.`)
    }
  }
  return asked
}

/** As Electron reads its command line: `-r` takes a module, and the first word beside is the app. */
function afterTheApp(args: readonly string[]): string[] {
  const own = args.filter((_, at) => !['-r', '--require'].includes(args[at - 1] ?? ''))
  const app = own.findIndex((arg) => !arg.startsWith('-'))
  return own.filter((_, at) => at !== app)
}

/** No zod here: the window comes first, and waits for nothing that loads. */
function portIn(value: string | undefined): number | null {
  const port = /^\d{1,5}$/.test(value ?? '') ? Number(value) : 0
  return port >= 1 && port <= 65_535 ? port : null
}

function nothing(fault: string): Asked {
  return { for: 'nothing', fault }
}
