import { defineConfig } from 'vitest/config'

/** The same tests for each dockerd. */
const engineTests = {
  include: ['test/engine/**/*.test.ts'],
  exclude: ['test/engine/podman.test.ts'],
  globalSetup: ['test/support/dockerd-global.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  fileParallelism: false,
}
/** Beside the system's. */
const newer = process.env.TAGOUT_TEST_DOCKERD

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx,js}'],
          // They wait for nothing but the processor, which may be busy elsewhere.
          testTimeout: 60_000,
          // Vitest would leave a core to itself, of two.
          maxWorkers: '100%',
        },
      },
      { test: { ...engineTests, name: 'engine' } },
      ...(newer === undefined
        ? []
        : [{ test: { ...engineTests, name: 'newer-engine', env: { TAGOUT_DOCKERD: newer } } }]),
      {
        test: {
          name: 'podman',
          include: ['docker', 'kinds', 'podman'].map((name) => `test/engine/${name}.test.ts`),
          globalSetup: ['test/support/podman-global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'sources',
          include: ['test/sources/**/*.test.ts'],
          globalSetup: ['test/sources/databases-global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          globalSetup: ['test/chaos/bundle-global.ts'],
          testTimeout: 900_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['test/bench/*.bench.ts'],
          globalSetup: ['test/support/dockerd-global.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'bench-scale',
          include: ['test/bench/scale/*.bench.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'bench-start',
          include: ['test/bench/start/*.bench.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
