import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { OpenAPIV3_1 } from 'openapi-types'
import type { Answer } from './ask'

type Document = OpenAPIV3_1.Document

/** Holds answers against the document that the server itself gives away. */
export interface Conforming {
  readonly document: Document
  /** Each operation as `GET /api/environments/{environmentId}`. */
  readonly operations: readonly string[]
  /** What is not as the document says; none when it is. */
  faults(method: string, path: string, answer: Answer): readonly string[]
}

export function conformingTo(text: string): Conforming {
  const document = JSON.parse(text) as Document
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats })
  ajv.addSchema({ ...document, $id: 'document' })
  const paths = Object.entries(document.paths ?? {})
  const patterns = paths.map(([template, item]) => {
    return { template, item, pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`) }
  })

  return {
    document,
    operations: paths.flatMap(([template, item]) =>
      (['get', 'put', 'post', 'delete', 'patch'] as const)
        .filter((method) => item?.[method] !== undefined)
        .map((method) => `${method.toUpperCase()} ${template}`),
    ),
    faults: (method, path, { status, headers, text }) => {
      const found = patterns.find(({ pattern }) => pattern.test(path.split('?')[0] ?? ''))
      const verb = method.toLowerCase() as 'get'
      if (found?.item?.[verb] === undefined) return [`${method} ${path} is not in the document`]
      const response = found.item[verb].responses[status] as OpenAPIV3_1.ResponseObject | undefined
      if (response === undefined) return [`${method} ${found.template} may not answer ${status}`]
      const type = (headers['content-type'] ?? '').split(';')[0] ?? ''
      if (response.content?.[type] === undefined) {
        return [`${method} ${found.template} may not answer ${status} with ${type}`]
      }
      const pointer = ['paths', found.template, verb, 'responses', String(status), 'content', type]
      const reference = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      const schema = `document#/${reference.map(encodeURIComponent).join('/')}/schema`
      const validate = ajv.compile({ $ref: schema })
      if (validate(JSON.parse(text))) return []
      return (validate.errors ?? []).map(
        ({ instancePath, message }) => `${instancePath} ${message}`,
      )
    },
  }
}
