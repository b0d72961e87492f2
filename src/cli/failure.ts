/** What a script can go by; documented in the help and in the README. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  'no-tagout': 3,
  'not-found': 4,
  refused: 5,
  incomplete: 6,
  offline: 7,
  unauthorized: 8,
  interrupted: 130,
} as const

export const exitCodesText = `Exit codes:
  0  done, or so already          5  refused, nothing was changed
  1  another failure              6  begun and incomplete: the same command again goes on
  2  wrong usage                  7  the environment is offline, nothing was changed
  3  no Tagout to be reached      8  the token is missing or wrong
  4  no such product or environment`

/** Why a command did not do what it was asked; caught at the top alone. */
export class CommandFailure extends Error {
  constructor(
    readonly exit: keyof typeof exitCodes,
    message: string,
    /** What to do about it. */
    readonly todo: string | null = null,
    /** The API's own answer, for `--json`. */
    readonly answer: unknown = null,
  ) {
    super(message)
  }
}
