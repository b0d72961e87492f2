import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ApiStatus } from '../../shared/api-status'
import { openJsonFile } from '../storage/json-file'
import type { JsonFilePorts } from '../storage/json-file'
import { hashOf, isHash } from './token-hash'

const time = z.iso.datetime()

const tokensFile = z.object({
  version: z.literal(1),
  tokens: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** SHA-256, in hexadecimal digits. */
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      createdAt: time,
      lastUsedAt: time.nullable(),
    }),
  ),
})
type TokensFile = z.infer<typeof tokensFile>

/** Who asks: the token by its name, and by an id that tells when it is revoked. */
export interface Caller {
  readonly id: string
  readonly name: string
}

/** The tokens of the REST API. What they are is known to whoever made them, and kept as a hash. */
export interface Tokens {
  list(): ApiStatus['tokens']
  create(name: string): { readonly id: string; readonly token: string }
  revoke(id: string): void
  /** Whose token it is; null when it is nobody's. Notes that it was used. */
  callerOf(token: string): Caller | null
}

/** A token that is not in the file: of this run only. */
export interface GivenToken extends Caller {
  readonly token: string
}

interface TokensPorts {
  readonly file: JsonFilePorts
  readonly given: readonly GivenToken[]
  /** `list` yields something else now. */
  readonly changed: () => void
}

/** Milliseconds within which further uses are not written down. */
const useWrittenEvery = 60_000

/** 256 random bits, and a beginning that scanners for secrets can know. */
export function newToken(): string {
  return `tagout_${randomBytes(32).toString('base64url')}`
}

export function openTokens({ file, given, changed }: TokensPorts): Tokens {
  const fresh = (): TokensFile => ({ version: 1, tokens: [] })
  const kept = openJsonFile<TokensFile>('tokens', tokensFile, fresh, file)
  const ofThisRun = given.map(({ token, ...caller }) => ({ ...caller, hash: hashOf(token) }))

  function put(tokens: TokensFile['tokens']): void {
    kept.set({ ...kept.get(), tokens })
    changed()
  }

  function noteUse(id: string): void {
    const now = file.now()
    const { tokens } = kept.get()
    const used = tokens.find((each) => each.id === id)
    if (used === undefined) return
    const since =
      used.lastUsedAt === null ? Infinity : Date.parse(now) - Date.parse(used.lastUsedAt)
    if (since >= 0 && since < useWrittenEvery) return
    put(tokens.map((each) => (each.id === id ? { ...each, lastUsedAt: now } : each)))
  }

  return {
    list: () =>
      kept
        .get()
        .tokens.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    create: (name) => {
      const [id, token] = [randomUUID(), newToken()]
      const made = { id, name, hash: hashOf(token), createdAt: file.now(), lastUsedAt: null }
      put([...kept.get().tokens, made])
      return { id, token }
    },
    revoke: (id) => put(kept.get().tokens.filter((each) => each.id !== id)),
    callerOf: (token) => {
      const hash = hashOf(token)
      // All are looked at, so that how long it takes says nothing of which it is.
      const matching = [...ofThisRun, ...kept.get().tokens].filter((each) =>
        isHash(each.hash, hash),
      )
      const found = matching[0]
      if (found === undefined) return null
      noteUse(found.id)
      return { id: found.id, name: found.name }
    },
  }
}
