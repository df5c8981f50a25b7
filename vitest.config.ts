import { defineConfig } from 'vitest/config'

/** Milliseconds; only what hangs takes so long, however busy the machine is. */
const HANGS = 600_000

/** What a test needs stands in its name: `x.built.test.ts`, `x.slow.test.ts` and `x.system.test.ts`; the others need nothing. */
const named = (kind: string): string => `test/**/*.${kind}.test.ts`
const BUILD = 'test/helpers/build.ts'

export default defineConfig({
  test: {
    projects: [
      // npm test
      {
        test: {
          name: 'spec',
          include: ['test/**/*.test.ts'],
          exclude: [named('built'), named('slow'), named('system'), 'test/cli/**'],
          testTimeout: HANGS,
          hookTimeout: HANGS,
        },
      },
      {
        test: {
          name: 'built',
          include: [named('built'), 'test/cli/**/*.test.ts'],
          globalSetup: BUILD,
          testTimeout: HANGS,
          hookTimeout: HANGS,
        },
      },
      // npm run test:slow
      {
        test: {
          name: 'slow',
          include: [named('slow')],
          globalSetup: BUILD,
          testTimeout: HANGS,
          hookTimeout: HANGS,
        },
      },
      // npm run test:system
      {
        test: {
          name: 'system',
          include: [named('system')],
          globalSetup: 'test/helpers/install.ts',
          testTimeout: HANGS,
          hookTimeout: HANGS,
        },
      },
    ],
  },
})
