/** The user's word that nothing more is begun, nor waited for. */
export interface Cancellation {
  readonly isThere: () => boolean
  readonly came: Promise<void>
  readonly cancel: () => void
}

export function createCancellation(): Cancellation {
  let isThere = false
  let tell: () => void = () => undefined
  const came = new Promise<void>((resolve) => {
    tell = resolve
  })
  return {
    isThere: () => isThere,
    came,
    cancel: () => {
      isThere = true
      tell()
    },
  }
}
