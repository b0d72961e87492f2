/**
 * `npm run bench:scale [-- quick]`: what Tagout, as built, takes for many hosts and many containers.
 */
import { benchInApp } from './steps/bench-in-app.js'
import { main } from './steps/report.js'

const quick = process.argv.includes('quick') ? '1' : undefined

await main(() => benchInApp('bench-scale', { TAGOUT_BENCH_QUICK: quick }))
