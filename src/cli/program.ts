import { Command, Option } from 'commander'
import { environments } from '../shared/api/environments'
import { history } from '../shared/api/history'
import { preview } from '../shared/api/operation-mode'
import { productDeploymentDetails } from '../shared/api/products'
import { changeMode } from './change-mode'
import type { ModeChange, Told } from './change-mode'
import { chooseProduct, landscapeOf, pathOf } from './choose'
import type { Client } from './client'
import { exitCodesText } from './failure'
import type { Wanted } from './find'
import { environmentLines, historyLines, listText, previewLines, statusLines } from './show'
import type { Terminal } from './terminal'

export interface ProgramPorts {
  readonly version: string
  /** The Tagout that these options name. */
  readonly connect: (wanted: Wanted) => Client
  readonly terminal: Terminal
  readonly answer: (told: Told, asJson: boolean) => void
}

interface Everywhere extends Wanted {
  readonly json?: true
  readonly environment?: string
}

/** Every command of the command line; each a thin client of the API. */
export function programOf({ version, connect, terminal, answer }: ProgramPorts): Command {
  const program = new Command('tagout')
    .description('Puts product deployments into maintenance and back, by a Tagout that runs.')
    .version(version)
    .addHelpText('after', `\n${exitCodesText}`)
    .exitOverride()

  function command(usage: string, description: string): Command {
    return program
      .command(usage)
      .description(description)
      .option('--environment <name>', 'by name or id, where a product is in several')
      .option('--json', 'what the API answers')
      .option('--url <address>', 'of a Tagout elsewhere (also TAGOUT_API_URL)')
      .addOption(
        new Option('--token <token>', 'others on this machine see it: better by --token-file'),
      )
      .option('--token-file <file>', 'with the token in it; - is stdin (also TAGOUT_API_TOKEN)')
      .option('--profile <folder>', 'of the Tagout of this machine')
  }

  command('list', 'every product deployment, its mode and status').action(
    async (options: Everywhere) => {
      const landscape = await landscapeOf(connect(options), options.environment)
      answer({ json: landscape, lines: listText(landscape) }, options.json === true)
    },
  )

  command('environments', 'every environment, and how it is connected').action(
    async (options: Everywhere) => {
      const { value, json } = await connect(options).get('environments', environments)
      answer({ json, lines: environmentLines(value.environments) }, options.json === true)
    },
  )

  command('status [product]', 'one product deployment with its containers, or all').action(
    async (product: string | undefined, options: Everywhere) => {
      const client = connect(options)
      const landscape = await landscapeOf(client, options.environment)
      if (product === undefined) {
        answer({ json: landscape, lines: listText(landscape) }, options.json === true)
        return
      }
      const chosen = chooseProduct(landscape, product)
      const { value, json } = await client.get(pathOf(chosen), productDeploymentDetails)
      answer({ json, lines: statusLines(value) }, options.json === true)
    },
  )

  type Changing = Everywhere & { readonly wait: boolean; readonly reason?: string; yes?: true }
  const changed = async (
    options: Changing,
    change: Pick<ModeChange, 'product' | 'request'>,
  ): Promise<void> => {
    const { environment, wait, json } = options
    const showsProgress = json !== true
    const whole = { ...change, environment, wait, showsProgress }
    answer(await changeMode(connect(options), whole, terminal), json === true)
  }

  command('enter <product>', 'puts it into maintenance')
    .option('--reason <text>', 'that stays on record')
    .option('--yes', 'containers that a stop deletes (--rm) may be deleted')
    .option('--no-wait', 'answers as soon as it has begun')
    .action((product: string, options: Changing) => {
      const { reason, yes } = options
      const request = {
        mode: 'Maintenance',
        ...(reason === undefined ? {} : { reason }),
        ...(yes === undefined ? {} : { acknowledged: yes }),
      } as const
      return changed(options, { product, request })
    })

  command('exit <product>', 'brings it back exactly as it was')
    .option('--reason <text>', 'that stays on record')
    .option('--no-wait', 'answers as soon as it has begun')
    .action((product: string, options: Changing) => {
      const { reason } = options
      const request = { mode: 'Normal', ...(reason === undefined ? {} : { reason }) } as const
      return changed(options, { product, request })
    })

  command('preview <product>', 'what a change would do, step by step; changes nothing')
    .addOption(
      new Option('--mode <mode>', 'by default the one that it is not in').choices([
        'Maintenance',
        'Normal',
      ]),
    )
    .action(async (product: string, options: Everywhere & { readonly mode?: string }) => {
      const client = connect(options)
      const chosen = chooseProduct(await landscapeOf(client, options.environment), product)
      const mode = options.mode ?? (chosen.operationMode === 'Normal' ? 'Maintenance' : 'Normal')
      const path = `${pathOf(chosen)}/operation-mode/preview?mode=${mode}`
      const { value, json } = await client.get(path, preview)
      answer({ json, lines: previewLines(value) }, options.json === true)
    })

  command('history [product]', 'what happened, newest first')
    .option('--limit <count>', 'at most so many', '50')
    .action(
      async (product: string | undefined, options: Everywhere & { readonly limit: string }) => {
        const client = connect(options)
        const landscape = await landscapeOf(client, options.environment)
        const chosen =
          product === undefined ? landscape.productDeployments : [chooseProduct(landscape, product)]
        const limit = encodeURIComponent(options.limit)
        const pages = await Promise.all(
          chosen.map((each) => client.get(`${pathOf(each)}/history?limit=${limit}`, history)),
        )
        const entries = pages
          .flatMap(({ value }) => value.entries)
          .sort((one, other) => other.at.localeCompare(one.at))
          .slice(0, Number(options.limit))
        answer({ json: { entries }, lines: historyLines(entries) }, options.json === true)
      },
    )
  return program
}
