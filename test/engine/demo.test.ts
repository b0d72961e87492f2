import { afterAll } from 'vitest'
import { serveEmptyHost } from '../support/demo/host'
import { connectionContract } from './contract/connection'
import { engineContract } from './contract/engine'
import { eventContract } from './contract/events'
import { tagContract } from './contract/tags'
import { verbContract } from './contract/verbs'

const demo = await serveEmptyHost()
afterAll(() => demo.close())

connectionContract('The demo engine', demo.socket)
engineContract('The demo engine', demo.socket)
eventContract('The demo engine', demo.socket)
tagContract('The demo engine', demo.socket)
verbContract('The demo engine', demo.socket)
