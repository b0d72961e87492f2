import type { Automating } from '../observers/automating'
import type { MaintenanceService } from '../maintenance/service'
import type { RecordedHistory } from '../history/history'
import type { Shown } from '../shown'
import type { EventHub } from './event-hub'
import type { ModeRequests } from './mode-requests'
import type { Caller } from './tokens'

/** What the API goes through: the same as the window does. */
export interface ApiPorts {
  readonly service: Pick<MaintenanceService, 'preview' | 'change' | 'changeOf'>
  readonly history: Pick<RecordedHistory, 'list'>
  readonly automating: Pick<Automating, 'check'>
  readonly shown: () => Shown
}

/** What the routes answer from. */
export interface Answering extends ApiPorts {
  readonly requests: ModeRequests
  readonly events: EventHub
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
  interface FastifyContextConfig {
    /** Answered without a token: nothing of it is secret. */
    readonly isOpenToAll?: boolean
  }
}
