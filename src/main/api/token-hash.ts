import { createHash, timingSafeEqual } from 'node:crypto'

/** Of a random token, which nobody can guess: a slow hash would protect nothing more. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Takes as long whether they differ early or late. */
export function isHash(hash: string, of: string): boolean {
  const [one, other] = [Buffer.from(hash, 'hex'), Buffer.from(of, 'hex')]
  return one.length === other.length && timingSafeEqual(one, other)
}
