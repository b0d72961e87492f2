import { seeded } from '../world/random'

/** Whole numbers, the same for the same seed. */
interface Random {
  integer(below: number): number
}

export function randomOf(seed: number): Random {
  const next = seeded(seed)
  return { integer: (below) => Math.floor(next() * below) }
}

export interface Target {
  readonly port: number
  readonly token: string
  /** Each as `GET /api/environments/{environmentId}`. */
  readonly operations: readonly string[]
  readonly environmentId: string
  readonly productDeploymentId: string
}

/** One of thousands: never one that is allowed to change anything. */
export function malformedRequest(random: Random, target: Target): Buffer {
  const kind = random.integer(100)
  if (kind < 4) return garbage(random)
  if (kind < 5) return half(random, target)
  const [method = 'GET', template = '/'] = pick(random, target.operations).split(' ')
  const verb = random.integer(4) === 0 ? pick(random, methods) : method
  const path = random.integer(6) === 0 ? pick(random, oddPaths) : pathOf(random, template, target)
  const body = pick(random, bodies)(random)
  const lines = [
    `${verb} ${path}${random.integer(3) === 0 ? pick(random, queries) : ''} HTTP/1.1`,
    ...(random.integer(12) === 0 ? pick(random, hosts) : [`Host: 127.0.0.1:${target.port}`]),
    ...(random.integer(5) === 0
      ? [pick(random, tokens)]
      : [`Authorization: Bearer ${target.token}`]),
    ...(random.integer(4) === 0 ? [pick(random, headers)(random)] : []),
    `Content-Type: ${random.integer(3) === 0 ? pick(random, types) : 'application/json'}`,
    ...framing(random, body),
    'Connection: close',
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body])
}

function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[random.integer(from.length)]
  if (picked === undefined) throw new Error('Nothing to pick from')
  return picked
}

const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'LOCK',
]

const names = [
  ...[
    '..',
    '.',
    '%2e%2e',
    '%2E%2E%2F',
    '..%5c',
    '%252e%252e',
    '%00',
    'a%00b',
    '%',
    '%zz',
    '%c0%af',
  ],
  ...[
    '%ff',
    '%F0%9F%92%A5',
    ';a=b',
    '*',
    '__proto__',
    'constructor',
    'toString',
    'null',
    '0',
    '-1',
  ],
  ...[
    'a'.repeat(199),
    'a'.repeat(201),
    'a'.repeat(5000),
    'A',
    'a_b',
    ' ',
    '%20',
    '$where',
    "'--",
    '{{7*7}}',
  ],
]

const oddPaths = [
  ...['/', '//', '/api', '/api/', '//api/environments', '/api//environments', '/API/environments'],
  ...[
    '/api/../api/environments',
    '/api/./environments',
    '/%61pi/environments',
    '/api/docs/../../etc/passwd',
  ],
  ...[
    '/api/docs/..%2f..%2fpackage.json',
    '/api/openapi.json/',
    '*',
    'http://evil.example/',
    '/\\evil',
    '/?',
    '/#',
  ],
]

const queries = [
  ...[
    '?',
    '?mode=',
    '?mode=Off',
    '?mode=Normal&mode=Maintenance',
    '?limit=-1',
    '?limit=1e999',
    '?offset=NaN',
  ],
  ...[
    '?limit[]=1',
    '?__proto__[a]=1',
    '?a=%zz',
    '?%00',
    `?${'a=1&'.repeat(1000)}`,
    '?limit=0x10',
    '?mode=%FF',
  ],
]

const hosts = [
  ['Host: evil.example'],
  [],
  ['Host: 127.0.0.1'],
  ['Host: localhost', 'Host: evil.example'],
  ['Host:'],
]

const tokens = [
  ...[
    'Authorization: Bearer wrong',
    'Authorization: Basic YTpi',
    'Authorization: Bearer',
    'X-None: 1',
  ],
  ...[
    'Authorization: Bearer \u00ff',
    `Authorization: Bearer ${'x'.repeat(4000)}`,
    'Authorization: bearer  a b',
  ],
]

const types = [
  ...[
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16',
    'multipart/form-data; boundary=x',
  ],
  ...[
    'application/x-www-form-urlencoded',
    'application/json;;;',
    '*/*',
    '',
    'application/json, text/plain',
  ],
]

const headers: readonly ((random: Random) => string)[] = [
  () => 'Origin: https://evil.example',
  () => 'Origin: null',
  () => 'Content-Encoding: gzip',
  () => 'Expect: wonders',
  () => 'Prefer: respond-async, wait=-1; a="',
  () => 'Upgrade: websocket\r\nConnection: Upgrade',
  () => 'X-HTTP-Method-Override: DELETE',
  () => 'Accept: text/html;q=x',
  () => 'Cookie: a=b',
  () => 'Range: bytes=0-',
  (random) =>
    Array.from({ length: 50 + random.integer(200) }, (_, at) => `X-${at}: ${at}`).join('\r\n'),
  (random) => `X-Long: ${'x'.repeat(1000 + random.integer(30_000))}`,
]

/** None of these is a request that may be carried out. */
const bodies: readonly ((random: Random) => Buffer)[] = [
  () => Buffer.alloc(0),
  (random) => Buffer.from(JSON.stringify(oddValue(random, 4))),
  (random) => Buffer.from(JSON.stringify({ mode: oddValue(random, 2) })),
  (random) =>
    Buffer.from(JSON.stringify({ mode: 'Maintenance', reason: { of: oddValue(random, 2) } })),
  (random) =>
    Buffer.from(JSON.stringify({ mode: 'Maintenance', acknowledged: `${random.integer(9)}` })),
  (random) => Buffer.from(JSON.stringify({ mode: 'Maintenance', [`x${random.integer(99)}`]: 1 })),
  () => Buffer.from('{"mode":"Maintenance","__proto__":{"acknowledged":true}}'),
  () => Buffer.from('{"mode":"Maintenance","constructor":{"prototype":{"a":1}}}'),
  () => Buffer.from('{"mode":"Maintenance"'),
  () => Buffer.from('{"mode":"Maintenance"}garbage'),
  () => Buffer.from('{"mode":"Main\u0000tenance"}'),
  () => Buffer.from('\ufeff{"mode":"maintenance"}'),
  () => Buffer.from('{"mode":"Maintenance","reason":1}', 'utf16le'),
  () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  (random) =>
    Buffer.from(
      JSON.stringify({ mode: 'Maintenance', reason: 'x'.repeat(1001 + random.integer(500)) }),
    ),
  (random) => Buffer.from('['.repeat(10_000 + random.integer(20_000))),
  (random) => Buffer.from(JSON.stringify({ mode: 'x'.repeat(60_000 + random.integer(200_000)) })),
  (random) => Buffer.from(Array.from({ length: random.integer(200) }, () => random.integer(256))),
]

function oddValue(random: Random, depth: number): unknown {
  const odd = [
    null,
    true,
    -0,
    1e308,
    '',
    'maintenance',
    '\ud800',
    [],
    {},
    'Maintenance ',
    'NORMAL',
  ] as const
  const kind = random.integer(4)
  if (depth === 0 || kind < 2) return pick(random, odd)
  return kind === 2
    ? [oddValue(random, depth - 1), oddValue(random, depth - 1)]
    : { [pick(random, ['mode', 'reason', 'toString', 'a'])]: oddValue(random, depth - 1) }
}

function pathOf(random: Random, template: string, target: Target): string {
  return template
    .replace('{environmentId}', () =>
      random.integer(4) === 0 ? pick(random, names) : target.environmentId,
    )
    .replace('{productDeploymentId}', () =>
      random.integer(4) === 0 ? pick(random, names) : target.productDeploymentId,
    )
}

/** How long the body is said to be: mostly truly. */
function framing(random: Random, body: Buffer): readonly string[] {
  switch (random.integer(14)) {
    case 0:
      return ['Content-Length: -1']
    case 1:
      return ['Content-Length: 1', 'Content-Length: 2']
    case 2:
      return [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked']
    case 3:
      return ['Transfer-Encoding: gzip, chunked, x']
    case 4:
      return ['Content-Length: 99999999999999999999']
    default:
      return [`Content-Length: ${body.length}`]
  }
}

function garbage(random: Random): Buffer {
  return pick(random, [
    Buffer.from('\r\n\r\n\r\n'),
    Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5, 0x01]),
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    Buffer.from('GET\r\n\r\n'),
    Buffer.from('GET / HTTP/9.9\r\n\r\n'),
    Buffer.from(`GET /${'a'.repeat(40_000)} HTTP/1.1\r\n\r\n`),
    Buffer.from(Array.from({ length: 500 }, () => random.integer(256))),
  ])
}

function half(random: Random, { port, token }: Target): Buffer {
  const head = `PUT /api/environments HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n`
  return Buffer.from(
    pick(random, [
      'G',
      'GET / HTTP/1.1\r\nHos',
      `${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"mode":`,
      `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"mo`,
      `${head}Expect: 100-continue\r\nContent-Length: 10\r\n\r\n`,
    ]),
  )
}
