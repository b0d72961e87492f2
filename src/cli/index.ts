#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { runCommandLine } from './run'

/** It lies in `out/main`, in the checkout as in a package. */
const description = new URL('../../package.json', import.meta.url)
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(description, 'utf8')))

process.exitCode = await runCommandLine(process.argv.slice(2), version)
