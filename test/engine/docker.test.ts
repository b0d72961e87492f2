import { inject } from 'vitest'
import { connectionContract } from './contract/connection'
import { engineContract } from './contract/engine'
import { eventContract } from './contract/events'
import { tagContract } from './contract/tags'

/** The daemon of this run. */
const socket = inject('dockerSocket')

connectionContract('Docker', socket)
engineContract('Docker', socket)
eventContract('Docker', socket)
tagContract('Docker', socket)
