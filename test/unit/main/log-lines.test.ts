import { describe, expect, it } from 'vitest'
import { linesBetween } from '../../../src/main/serve/log-lines'
import type { Shown } from '../../../src/main/shown'
import type { ProductView } from '../../../src/shared/product'
import { usualServing, usualSettings } from '../../support/settings'
import {
  aChange,
  aDrift,
  aMember,
  anObserver,
  aProduct,
  aStack,
  byAnna,
  local,
  maintained,
  remote,
} from '../renderer/fixtures'

const environment = {
  id: local,
  name: 'default',
  address: 'unix:///var/run/docker.sock',
  attempts: [],
  reach: { kind: 'current' },
  givenName: null,
} as const
const connected = { state: 'connected', engine: 'Docker 20.10.24', apiVersion: '1.41' } as const

function shown(products: readonly ProductView[], over: Partial<Shown> = {}): Shown {
  return {
    environments: [{ ...environment, connection: connected }],
    areEnvironmentsChosen: true,
    products,
    unassigned: { [local]: [] },
    notices: [],
    settings: usualSettings,
    historyRevision: 7,
    ...usualServing,
    ...over,
  }
}

const texts = (before: Shown | null, after: Shown) =>
  linesBetween(before, after).map(({ level, text }) => `${level} ${text}`)

describe('a run without a window says', () => {
  it('nothing when nothing differs', () => {
    const world = shown([aProduct('shop', { name: 'Shop', maintenance: maintained })])

    expect(texts(world, structuredClone(world))).toEqual([])
  })

  it('at the start what is connected and what is in maintenance, of all that there is', () => {
    const world = shown([
      aProduct('shop', { name: 'Shop', maintenance: maintained }),
      aProduct('wiki'),
    ])

    expect(texts(null, world)).toEqual([
      'info default (unix:///var/run/docker.sock): connected to Docker 20.10.24, API 1.41',
      'info Shop: in maintenance (Manual, anna@desk: migration)',
    ])
  })

  it('which environment goes and which comes, one without an address by its name alone', () => {
    const demo = { ...environment, name: 'Demo', address: '', connection: connected }

    expect(
      texts(shown([]), shown([], { environments: [{ ...demo, id: remote }], unassigned: {} })),
    ).toEqual([
      'info Demo: connected to Docker 20.10.24, API 1.41',
      'info default (unix:///var/run/docker.sock): is none of the environments any more',
    ])
  })

  it('what is only remembered not as if it were so, and once it is known', () => {
    const now = aProduct('shop', { name: 'Shop', maintenance: maintained })
    const then = shown([{ ...now, asOf: '2026-11-22T20:00:00Z' }])

    expect([texts(shown([]), then), texts(then, shown([now]))]).toEqual([
      [],
      ['info Shop: in maintenance (Manual, anna@desk: migration)'],
    ])
  })

  it('a change that the connection was lost in the middle of, once', () => {
    const change = aChange({ state: 'incomplete', problem: { code: 'went-offline' } })
    const gone = { name: 'Shop', maintenance: maintained, asOf: '2026-11-22T20:00:00Z' } as const
    const before = shown([aProduct('shop', { ...gone, change: aChange(), asOf: null })])
    const after = shown([aProduct('shop', { ...gone, change })])

    expect([texts(before, after), texts(after, after)]).toEqual([
      [
        'warning Shop: the connection was lost while it was entering maintenance, which goes on when it is back',
      ],
      [],
    ])
  })

  it('how a product comes into maintenance and back', () => {
    const owned = { trigger: byAnna, takenOverFrom: null }
    const modes = [
      { mode: 'Entering', ...owned },
      maintained,
      { mode: 'Exiting', exit: { ...byAnna, reason: '' }, ...owned },
      { mode: 'Normal' },
    ] as const
    const worlds = modes.map((maintenance) =>
      shown([aProduct('shop', { name: 'Shop', maintenance })]),
    )

    const said = worlds.flatMap((after, at) => texts(worlds[at - 1] ?? shown([]), after))

    expect(said).toEqual([
      'info Shop: entering maintenance (Manual, anna@desk: migration)',
      'info Shop: in maintenance (Manual, anna@desk: migration)',
      'info Shop: leaving maintenance (Manual, anna@desk)',
      'info Shop: normal operation',
    ])
  })

  it('what runs although it should not, once', () => {
    const stacks = [aStack('shop', aMember('db'), aMember('web'))]
    const drifting = (...names: readonly string[]) =>
      shown([
        aProduct('shop', {
          name: 'Shop',
          stacks,
          maintenance: maintained,
          drift: names.map((name) => aDrift(aMember(name), 'in-snapshot')),
        }),
      ])

    expect(texts(drifting('db'), drifting('db', 'web'))).toEqual([
      'warning Shop: web runs although the product is in maintenance',
    ])
  })

  it('that an observer can’t tell, once, and that it can again', () => {
    const failing = (detail: string) =>
      shown([
        aProduct('shop', {
          name: 'Shop',
          observer: anObserver({
            failingSince: '2026-11-22T20:00:00Z',
            lastCheck: {
              at: '2026-11-22T20:00:00Z',
              reading: { says: 'nothing', problem: { code: 'source-unreachable', detail } },
            },
          }),
        }),
      ])
    const fine = shown([aProduct('shop', { name: 'Shop', observer: anObserver() })])
    const worlds = [fine, failing('port 4711'), failing('port 4712'), fine]

    expect(worlds.slice(1).flatMap((after, at) => texts(worlds[at] ?? null, after))).toEqual([
      'warning Shop: the observer of https://erp.local/api/maintenance can’t tell (source-unreachable), so that nothing changes',
      'info Shop: the observer of https://erp.local/api/maintenance can tell again',
    ])
  })

  it('where the API listens, that it can’t, and what becomes of files', () => {
    const { api } = usualServing
    const failure = { port: 7457, detail: 'EADDRINUSE' }
    const notice = { id: 'n', code: 'file-not-written', file: 'f.json', detail: 'full' } as const

    expect([
      texts(
        shown([]),
        shown([], { api: { ...api, state: 'listening', address: 'http://127.0.0.1:7457' } }),
      ),
      texts(shown([]), shown([], { api: { ...api, state: 'failed', failure } })),
      texts(shown([]), shown([], { notices: [notice] })),
    ]).toEqual([
      ['info The REST API listens at http://127.0.0.1:7457'],
      ['error The REST API can’t listen on port 7457: EADDRINUSE'],
      ['error f.json could not be written: full'],
    ])
  })

  it('a line each, whatever a name holds', () => {
    const world = shown([aProduct('shop', { name: 'Shop\n<3>\u{1b}[2J', maintenance: maintained })])

    expect(texts(shown([]), world)).toEqual([
      'info Shop\\u{a}<3>\\u{1b}[2J: in maintenance (Manual, anna@desk: migration)',
    ])
  })
})
