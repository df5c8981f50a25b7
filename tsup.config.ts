import { defineConfig } from 'tsup'

/** What package.json exports. */
const PUBLIC = {
  entry: {
    index: 'src/index.ts',
    'batch/index': 'src/batch/index.ts',
    'report/index': 'src/report/index.ts',
    'tenant/index': 'src/tenant/index.ts',
    'evaluate/index': 'src/evaluate/index.ts',
    'dmarc/index': 'src/dmarc/index.ts',
    mailparser: 'src/mailparser.ts',
  },
}

export default defineConfig({
  entry: {
    ...PUBLIC.entry,
    'cli/main': 'src/cli/main.ts',
    // where a worker's module is looked for is said beside the entry point that starts it
    'batch/analyzer-worker': 'src/batch/analyzer-worker.ts',
    'batch/msg-worker': 'src/batch/msg-worker.ts',
  },
  format: 'esm',
  target: 'node20',
  platform: 'neutral',
  splitting: true,
  clean: true,
  // The sources are not shipped, so maps would only weigh.
  sourcemap: false,
  dts: PUBLIC,
})
