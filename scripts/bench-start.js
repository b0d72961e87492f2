/** `npm run bench:start`: how long Tagout, as built, takes to start, beside an empty window. */
import { benchInApp } from './steps/bench-in-app.js'
import { main } from './steps/report.js'

await main(() => benchInApp('bench-start'))
