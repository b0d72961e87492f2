import type { ApiStatus } from '../../shared/api-status'

/** The REST API, switched on and off, and its tokens. */
export interface Serving {
  status(): ApiStatus
  createToken(name: string): { readonly id: string; readonly token: string }
  revokeToken(id: string): void
  close(): void
}

export function createServing(): Serving {
  return {
    status: () => ({
      state: 'off',
      address: null,
      failure: null,
      byCommandLine: false,
      tokens: [],
    }),
    createToken: () => {
      throw new Error('Not there')
    },
    revokeToken: () => undefined,
    close: () => undefined,
  }
}
