import { describe, expect, it } from 'vitest'
import { eventIn } from '../../../src/main/docker/events'
import { createLineReader } from '../../../src/main/docker/lines'

describe('Lines that come in chunks', () => {
  it.each([1, 2, 3, 5, 7, 1000])('are whole again after chunks of %i bytes', (size) => {
    const lines: string[] = []
    const read = createLineReader((line) => lines.push(line))
    const bytes = new TextEncoder().encode('{"a":"größer"}\n{"b":"🏷️"}\n\nlast\nunfinished')

    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size))

    expect(lines).toEqual(['{"a":"größer"}', '{"b":"🏷️"}', '', 'last'])
  })
})

describe('A line of the event stream', () => {
  const event = (Type: string, Action: string, ID: string) =>
    JSON.stringify({ Type, Action, Actor: { ID, Attributes: {} }, scope: 'local', time: 1 })
  const podmans = (Type: string, Action: string, ID: string, name: string) =>
    JSON.stringify({ status: Action, Type, Action, Actor: { ID, Attributes: { name } }, time: 1 })

  it.each([
    [event('container', 'start', 'abc'), { type: 'container', action: 'start', container: 'abc' }],
    [
      event('container', 'health_status: healthy', 'abc'),
      { type: 'container', action: 'health_status: healthy', container: 'abc' },
    ],
    [
      event('volume', 'create', 'tagout.shop'),
      { type: 'tag', action: 'create', productDeploymentId: 'shop', volume: 'tagout.shop' },
    ],
    [
      event('volume', 'destroy', 'tagout.shop.exit'),
      { type: 'tag', action: 'destroy', productDeploymentId: 'shop', volume: 'tagout.shop.exit' },
    ],
    [
      podmans('volume', 'create', '', 'tagout.shop'),
      { type: 'tag', action: 'create', productDeploymentId: 'shop', volume: 'tagout.shop' },
    ],
    [
      podmans('volume', 'remove', '', 'tagout.shop'),
      { type: 'tag', action: 'destroy', productDeploymentId: 'shop', volume: 'tagout.shop' },
    ],
    [
      podmans('container', 'remove', 'abc', 'web'),
      { type: 'container', action: 'destroy', container: 'abc' },
    ],
    [
      podmans('container', 'died', 'abc', 'web'),
      { type: 'container', action: 'die', container: 'abc' },
    ],
    [podmans('volume', 'remove', '', 'data'), null],
    [event('volume', 'mount', 'tagout.shop'), null],
    [event('volume', 'create', 'data'), null],
    [event('container', 'start', ''), null],
    [event('network', 'connect', 'abc'), null],
    ['', null],
    ['{"Type":"container"', null],
    ['{"errorDetail":{"message":"no"}}', null],
    ['null', null],
  ])('%s is understood, or passed over', (line, expected) => {
    expect(eventIn(line)).toEqual(expected)
  })
})
