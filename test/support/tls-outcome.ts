import type { Endpoint } from '../../src/main/docker/endpoint'
import { connectEndpoint } from '../../src/main/environments/connect-endpoint'

/** What comes of connecting, without the words of the TLS libraries of either side. */
export async function outcomeOf(endpoint: Endpoint): Promise<object> {
  const connected = await connectEndpoint(endpoint)
  if (!connected.ok) {
    const facts = Object.entries(connected.problem)
    return Object.fromEntries(facts.filter(([name]) => name !== 'detail' && name !== 'reason'))
  }
  const listed = await connected.value.list()
  connected.value.close()
  return { connected: listed.ok }
}
