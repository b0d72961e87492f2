import { openAutomatedTagout } from './tagout'

/**
 * Tagout in a process of its own, which enters maintenance as soon as it sees the product, and is
 * killed meanwhile: `<socket> <profile's folder> <product>`.
 */
const [socket = '', folder = '', product = ''] = process.argv.slice(2)
const desk = await openAutomatedTagout(socket, folder)
const ref = await desk.product(product)
await desk.tagout.service.change(ref, {
  to: 'Maintenance',
  source: 'Manual',
  reason: 'patch night',
  acknowledged: false,
})
