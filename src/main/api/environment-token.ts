import type { GivenToken } from './tokens'

export const tokenVariable = 'TAGOUT_API_TOKEN'
const shortest = 24

/** The token for scripts, when the environment has one that is worth something. */
export function environmentToken(
  given: string | undefined,
  complain: (text: string) => void,
): readonly GivenToken[] {
  if (given === undefined || given === '') return []
  if (/^[\x21-\x7e]{24,500}$/.test(given)) {
    return [{ id: tokenVariable, name: tokenVariable, token: given }]
  }
  complain(
    `${tokenVariable} is not used: a token has ${shortest} to 500 letters, digits and signs, and no ` +
      'spaces. `openssl rand -hex 32` makes a good one.',
  )
  return []
}
