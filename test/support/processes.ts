import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Those with that text in their command line. */
export async function processesWith(text: string): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args='])
  const lines = stdout.split('\n').filter((line) => line.includes(text))
  return lines.map((line) => Number.parseInt(line, 10))
}
