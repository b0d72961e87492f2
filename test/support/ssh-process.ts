import { endpointAt } from '../../src/main/docker/address'
import { connectEndpoint } from '../../src/main/environments/connect-endpoint'

/** Connects through SSH to the address in its arguments, says so, and stays until it is killed. */
const endpoint = endpointAt(process.argv[2] ?? '', null)
if (endpoint === null) throw new Error('No address')
const connected = await connectEndpoint(endpoint)
process.stdout.write(connected.ok ? 'connected\n' : `${JSON.stringify(connected.problem)}\n`)
setInterval(() => undefined, 60_000)
