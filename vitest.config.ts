import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** What a test needs stands in its name; CONTRIBUTING.md says which kinds there are. */
const named = (kind: string): string => `test/**/*.${kind}.test.ts`

/** Tests of laws: they ask how often a law is to be tried. */
const LAWS = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/${name}`)
  .filter((path) => /\b(?:runs|hostile)\(/.test(readFileSync(path, 'utf8')))

/** Files share what they import: most of the time of small tests would go there. Only what hangs takes so many milliseconds. */
const COMMON = { isolate: false, maxWorkers: '100%', testTimeout: 600_000, hookTimeout: 600_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...COMMON,
          name: 'spec',
          include: ['test/**/*.test.ts'],
          exclude: ['built', 'slow', 'system', 'pairs'].map(named),
        },
      },
      {
        test: { ...COMMON, name: 'built', include: [named('built')], globalSetup: 'test/helpers/package.ts' },
      },
      {
        test: {
          ...COMMON,
          name: 'slow',
          include: [named('slow')],
          globalSetup: ['test/helpers/build.ts', 'test/helpers/package.ts'],
        },
      },
      { test: { ...COMMON, name: 'pairs', include: [named('pairs')] } },
      { test: { ...COMMON, name: 'laws', include: LAWS, env: { BACKSTAMP_RUNS: 'all' } } },
      {
        test: {
          ...COMMON,
          name: 'system',
          include: [named('system')],
          globalSetup: 'test/helpers/install.ts',
        },
      },
    ],
  },
})
