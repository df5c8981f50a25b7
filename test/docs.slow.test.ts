import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { describeBlocks } from './helpers/blocks.ts'
import { ROOT } from './helpers/build.ts'
import { DOCUMENTS, runnable } from './helpers/documents.ts'

const dir = mkdtempSync(join(tmpdir(), 'backstamp-types-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

it('the TypeScript of the documents has valid types', () => {
  mkdirSync(join(dir, 'node_modules'))
  for (const name of ['@types', 'mailparser'])
    symlinkSync(join(ROOT, 'node_modules', name), join(dir, 'node_modules', name))
  symlinkSync(ROOT, join(dir, 'node_modules/backstamp'))
  const files = runnable('ts').map(({ code }, i) => {
    writeFileSync(join(dir, `snippet-${i}.mts`), `${code}export {}\n`)
    return `snippet-${i}.mts`
  })
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  }
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  expect(spawnSync(process.execPath, [tsc, '-p', dir], { encoding: 'utf8' }).stdout).toBe('')
})

describeBlocks(DOCUMENTS.filter((name) => name.startsWith('docs/')))
