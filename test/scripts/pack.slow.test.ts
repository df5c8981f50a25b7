import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../helpers/build.ts'

/** A clone, as somebody has it who would publish. */
const dir = mkdtempSync(join(tmpdir(), 'backstamp-clone-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
beforeAll(() => {
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${ROOT}`, dir])
})

const npm = (...args: string[]) => spawnSync('npm', args, { cwd: dir, encoding: 'utf8' })
const tarballs = (): string[] => readdirSync(dir).filter((name) => name.endsWith('.tgz'))

describe('npm pack in a fresh clone', () => {
  it('makes no package where it cannot build', () => {
    expect(npm('pack').status).not.toBe(0)
    expect(npm('publish', '--dry-run').status).not.toBe(0)
    expect(tarballs()).toEqual([])
  })

  it('builds what it packs, whatever the user has said of scripts elsewhere', () => {
    symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'))
    const { status, stderr } = npm('pack', '--userconfig', join(ROOT, 'test/scripts/no-scripts.npmrc'))
    expect(status, stderr).toBe(0)
    const [name] = tarballs()
    const files = execFileSync('tar', ['-tzf', name], { cwd: dir, encoding: 'utf8' }).split('\n')
    expect(files).toEqual(
      expect.arrayContaining([
        'package/dist/index.js',
        'package/dist/index.d.ts',
        'package/dist/cli/main.js',
      ]),
    )
  }, 600_000)
})
