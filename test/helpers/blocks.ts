import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { ROOT } from './build.ts'
import { runnable } from './documents.ts'
import { duckdb } from './duckdb.ts'
import { MAIN, PACKAGE } from './package.ts'

/**
 * Declares that what these documents show works. Blocks of `sh` and `ts` run in a folder with `message.eml` (clean) and
 * `quarantine/` (with a hostile message), unless their info string says `ignore: reason`. `exit=N` states another exit status
 * than 0. Blocks of `sql` run in DuckDB over the files that the commands have written. `jq` is there. A block `text output` must
 * be what the block before it prints.
 */
export function describeBlocks(documents: readonly string[]): void {
  const dir = mkdtempSync(join(tmpdir(), 'backstamp-docs-'))
  const blocks = (language: string) =>
    runnable(language).filter((block) => documents.includes(block.document))
  beforeAll(() => furnish(dir))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  const env = {
    ...process.env,
    PATH: `${join(dir, 'bin')}:${process.env.PATH}`,
    NO_COLOR: '1',
  }

  describe('commands', () => {
    it.each(blocks('sh'))('$name', ({ info, code, output }) => {
      const status = Number(/^exit=(\d)$/.exec(info)?.[1] ?? 0)
      const run = spawnSync('bash', ['-ec', code], { cwd: dir, env, encoding: 'utf8' })
      expect(run.status, run.stderr).toBe(status)
      expect(run.stdout + run.stderr).not.toBe('')
      if (output !== undefined) expect(run.stdout).toBe(output)
    })
  })

  describe.skipIf(blocks('sql').length === 0)('SQL', () => {
    it.each(blocks('sql'))('$name', async ({ code }) => {
      const rows = await duckdb(
        `set file_search_path = '${dir}'; ${code.replaceAll(/(?<=\bTO ')/gi, `${dir}/`)}`,
      )
      expect(rows).not.toEqual([])
    })
  })

  describe('TypeScript', () => {
    const snippets = blocks('ts').map((block, i) => ({ ...block, file: join(dir, `snippet-${i}.mjs`) }))

    it.each(snippets)('$name', async ({ file, code, output }) => {
      writeFileSync(file, (await transform(code, { loader: 'ts' })).code)
      const printed = execFileSync(process.execPath, [file], { cwd: dir, encoding: 'utf8' })
      expect(printed).not.toBe('')
      if (output !== undefined) expect(printed).toBe(output)
    })
  })
}

/** Puts the files there that the documents speak of. */
function furnish(dir: string): void {
  const analyzer = createAnalyzer()
  const samples = new Map<string, string>()
  const corpus = join(ROOT, 'corpus/messages')
  for (const name of readdirSync(corpus, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.eml')) continue
    const { verdict } = analyzer.analyze(readFileSync(join(corpus, name)))
    if (!samples.has(verdict)) samples.set(verdict, join(corpus, name))
  }
  mkdirSync(join(dir, 'quarantine'))
  cpSync(samples.get('clean')!, join(dir, 'message.eml'))
  for (const [verdict, file] of samples) cpSync(file, join(dir, `quarantine/${verdict}.eml`))
  cpSync(corpus, join(dir, 'corpus/messages'), { recursive: true })
  cpSync(join(ROOT, 'corpus/dmarc'), join(dir, 'corpus/dmarc'), { recursive: true })
  cpSync(join(ROOT, 'corpus/labels.tsv'), join(dir, 'corpus/labels.tsv'))
  cpSync(join(ROOT, 'corpus/tenant'), join(dir, 'corpus/tenant'), { recursive: true })

  mkdirSync(join(dir, 'node_modules'))
  for (const name of ['mailparser', '@types'])
    symlinkSync(join(ROOT, 'node_modules', name), join(dir, 'node_modules', name))
  symlinkSync(PACKAGE, join(dir, 'node_modules/backstamp'))
  mkdirSync(join(dir, 'bin'))
  writeFileSync(join(dir, 'bin/backstamp'), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`)
  const jq = join(ROOT, 'test/helpers/jq.mjs')
  writeFileSync(join(dir, 'bin/jq'), `#!/bin/sh\nexec "${process.execPath}" "${jq}" "$@"\n`)
  for (const name of ['backstamp', 'jq']) chmodSync(join(dir, 'bin', name), 0o755)
}
