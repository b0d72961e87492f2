import type { DemoHost } from '../host/host'
import { refusal } from './answer'
import type { Answer } from './answer'

export interface Asked {
  readonly host: DemoHost
  /** Of the path, where its pattern has `{…}`. */
  readonly parameters: readonly string[]
  readonly query: URLSearchParams
  /** Of JSON; undefined: there was none. */
  readonly body: unknown
}

export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  /** Of the path behind the version, e.g. `/containers/{id}/json`. */
  readonly path: string
  readonly answer: (asked: Asked) => Answer | Promise<Answer>
}

export type Router = (
  method: string,
  path: string,
) => { readonly route: Route; readonly parameters: readonly string[] } | null

export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({
    route,
    pattern: new RegExp(`^(?:/v[0-9.]+)?${route.path.replace(/\{\w+\}/g, '(.+)')}$`),
  }))
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      if (route.method !== method) continue
      const match = pattern.exec(path)
      if (match !== null) {
        return { route, parameters: match.slice(1).map((part) => decodeURIComponent(part)) }
      }
    }
    return null
  }
}

export function pageNotFound(): Answer {
  return refusal({ status: 404, message: 'page not found' })
}
