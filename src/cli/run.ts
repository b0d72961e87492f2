import { CommanderError } from 'commander'
import { plainText } from '../shared/plain-text'
import { createClient } from './client'
import { addCompletion } from './completion'
import { CommandFailure, exitCodes } from './failure'
import { findTagout, here } from './find'
import { programOf } from './program'
import { createTerminal } from './terminal'

/**
 * The command line, from its arguments to its exit code.
 * @param version of this Tagout
 */
export async function runCommandLine(args: readonly string[], version: string): Promise<number> {
  const { stdout, stderr, env } = process
  // As `tagout list | head -1` ends it.
  stdout.on('error', () => process.exit(exitCodes.done))
  const terminal = createTerminal(stderr, env)
  const say = (text: string): void => terminal.line(text.split('\n').map(plainText).join('\n'))
  const connect = (wanted: Parameters<typeof findTagout>[0]) => {
    if (wanted.token !== undefined) {
      say('Others on this machine can see --token. Better: --token-file, or TAGOUT_API_TOKEN.')
    }
    return createClient(findTagout(wanted, here))
  }
  const print = (json: unknown): void => {
    stdout.write(`${JSON.stringify(json, null, 2)}\n`)
  }
  const program = programOf({
    version,
    connect,
    terminal,
    answer: ({ json, lines }, asJson) => {
      if (asJson) print(json)
      else stdout.write(`${lines.map(plainText).join('\n')}\n`)
    },
  })
  const isChange = args[0] === 'enter' || args[0] === 'exit'
  process.once('SIGINT', () => {
    terminal.clear()
    if (isChange) say('The change goes on in Tagout. `tagout status` tells how.')
    process.exit(exitCodes.interrupted)
  })
  try {
    await addCompletion(program, args, () => connect({}))
    await program.parseAsync(args, { from: 'user' })
    return exitCodes.done
  } catch (error) {
    terminal.clear()
    // Commander has said it already, or has printed what it was asked for.
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    }
    if (!(error instanceof CommandFailure)) throw error
    if (error.answer !== null && args.includes('--json')) print(error.answer)
    say(`tagout: ${error.message}`)
    if (error.todo !== null) say(error.todo)
    return exitCodes[error.exit]
  }
}
