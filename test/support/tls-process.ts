import { text } from 'node:stream/consumers'
import type { Endpoint } from '../../src/main/docker/endpoint'
import { outcomeOf } from './tls-outcome'

/** Connects to each of the endpoints that come on stdin, and tells on stdout what came of it. */
const endpoints = JSON.parse(await text(process.stdin)) as readonly Endpoint[]
const outcomes: object[] = []
for (const endpoint of endpoints) outcomes.push(await outcomeOf(endpoint))
process.stdout.write(JSON.stringify(outcomes))
