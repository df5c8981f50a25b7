import { defineConfig } from 'vitest/config'

/** Tests of what is shipped; they need a build. */
const BUILT = [
  'test/batch/analyzer-pool.test.ts',
  'test/cli/**/*.test.ts',
  'test/consumer.test.ts',
  'test/docs.test.ts',
  'test/memory.test.ts',
]

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'source',
          testTimeout: 30_000,
          include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
          exclude: BUILT,
        },
      },
      {
        test: {
          name: 'built',
          include: BUILT,
          globalSetup: 'test/helpers/build.ts',
          testTimeout: 30_000,
        },
      },
    ],
  },
})
