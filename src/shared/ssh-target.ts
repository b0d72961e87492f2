import { z } from 'zod'

/**
 * `user@host`, `host`, or a name that stands in the SSH configuration. No character of it means
 * anything to a shell or to `ssh`: what a `ProxyCommand` or a `Match exec` makes of `%h` and `%r`
 * goes through a shell (CVE-2023-51385).
 */
export const sshDestination = z
  .string()
  .max(255)
  .regex(
    /^(?!-)(?:[\p{L}\p{N}._+=,#~@%\\-]*[\p{L}\p{N}._+=,#~@%-]@)?(?!-)[\p{L}\p{N}._:%+=,#~-]+$/u,
  )

/** Of the engine's socket on that host. `ssh -L` parts its argument by colons, and expands `%` and `$`. */
export const remoteSocketPath = z
  .string()
  .max(107)
  .regex(/^\/[\p{L}\p{N}._+=,@#~/-]*$/u)

/** Where the engine listens on a host of Linux, unless it is said otherwise. */
export const usualRemoteSocket = '/var/run/docker.sock'
