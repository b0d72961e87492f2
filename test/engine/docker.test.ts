import { inject } from 'vitest'
import { connectionContract } from './contract/connection'
import { engineContract } from './contract/engine'
import { eventContract } from './contract/events'
import { tagContract } from './contract/tags'

/** The engine of this run. */
const socket = inject('dockerSocket')
const engine = inject('engine')

connectionContract(engine, socket)
engineContract(engine, socket)
eventContract(engine, socket)
tagContract(engine, socket)
