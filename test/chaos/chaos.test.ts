import { describe } from 'vitest'
import { useArena } from './arena'
import { inCompany } from './company'
import { connectionCut } from './connection'
import { daemonGone } from './daemon'
import { diskAiling } from './disk'
import { tagoutKilled } from './killed'

describe('Chaos', () => {
  const arena = useArena()
  tagoutKilled(arena)
  connectionCut(arena)
  diskAiling(arena)
  daemonGone(arena)
  inCompany(arena)
})
