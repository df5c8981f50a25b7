import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'report/index': 'src/report/index.ts',
    'evaluate/index': 'src/evaluate/index.ts',
    mailparser: 'src/mailparser.ts',
    'cli/main': 'src/cli/main.ts',
  },
  format: 'esm',
  target: 'node20',
  platform: 'neutral',
  splitting: true,
  clean: true,
  // The sources are not shipped, so maps would only weigh.
  sourcemap: false,
  dts: {
    entry: {
      index: 'src/index.ts',
      'report/index': 'src/report/index.ts',
      'evaluate/index': 'src/evaluate/index.ts',
      mailparser: 'src/mailparser.ts',
    },
  },
})
