import type { FastifyInstance, FastifyReply } from 'fastify'

/** The documents of the API: open to all, since nothing in them is secret. */
export function addDocs(app: FastifyInstance): void {
  const open = { schema: { hide: true }, config: { isOpenToAll: true } }
  app.get('/api/openapi.json', open, () => app.swagger())
  app.get('/api/docs', open, (_, reply) =>
    reply.header('Content-Security-Policy', policy).type('text/html; charset=utf-8').send(page),
  )
  app.get('/api/docs/start.js', open, (_, reply) => script(reply, start))
  app.get('/api/docs/swagger-ui.js', open, async (_, reply) => {
    const { default: text } = await import('swagger-ui-dist/swagger-ui-bundle.js?raw')
    return script(reply, text)
  })
  app.get('/api/docs/swagger-ui.css', open, async (_, reply) => {
    const { default: text } = await import('swagger-ui-dist/swagger-ui.css?raw')
    return reply.type('text/css; charset=utf-8').send(text)
  })
}

function script(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/javascript; charset=utf-8').send(text)
}

/** Swagger UI sets styles on elements and has its icons in its style sheet. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tagout’s REST API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <main id="docs"></main>
    <script src="/api/docs/swagger-ui.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`

const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  validatorUrl: null,
})
`
