import { describe } from 'vitest'
import { useArena } from './arena'
import { connectionCut } from './connection'
import { tagoutKilled } from './killed'

describe('Chaos', () => {
  const arena = useArena()
  tagoutKilled(arena)
  connectionCut(arena)
})
