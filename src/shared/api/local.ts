import { z } from 'zod'

/** Lies in the profile's folder while the API listens, readable by its user alone. */
export const localApiFile = 'api.json'

/** How the command line finds the Tagout of this machine's user. */
export const localApi = z.object({
  version: z.literal(1),
  /** Without a path: `http://127.0.0.1:7457`. */
  url: z.url(),
  /** Of this run only. */
  token: z.string(),
  /** Of the Tagout that wrote it: one that is gone has left it behind. */
  pid: z.int(),
})
export type LocalApi = z.infer<typeof localApi>
