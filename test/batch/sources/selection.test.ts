import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSources, type SourceOptions } from '../../../src/batch/sources/index.ts'
import { namesIn } from '../../../src/batch/sources/list.ts'
import { tar } from '../../helpers/archives.ts'
import { scratch } from '../../helpers/scratch.ts'
import { listed } from '../../helpers/sources.ts'

const MAIL = 'Subject: x\n\nSee you.\n'
const NAMES = [
  'a.eml',
  'b.eml',
  'draft.eml',
  'd/c.eml',
  'd/e/f.eml',
  'd/e/draft.eml',
  'keep/d/g.eml',
  '[x].eml',
]
const { dir, remove } = scratch(Object.fromEntries(NAMES.map((name) => [name, MAIL])))
afterAll(remove)
writeFileSync(join(dir, 'mail.tar'), await tar(Object.fromEntries(NAMES.map((name) => [name, MAIL]))))
symlinkSync('..', join(dir, 'd/up'))

const found = async (path: string | Uint8Array, options: SourceOptions = {}): Promise<string[]> => {
  const full = typeof path === 'string' ? join(dir, path) : path
  return (await listed(readSources([full], options), dir)).lines
}

describe('a path that is a pattern', () => {
  it.each([
    ['?.eml', ['a.eml', 'b.eml']],
    ['*/c.eml', ['d/c.eml']],
    ['**/draft.eml', ['draft.eml', 'd/e/draft.eml']],
    ['**/d/**/*.eml', ['d/c.eml', 'd/e/draft.eml', 'd/e/f.eml', 'keep/d/g.eml']],
    ['k*', ['keep/d/g.eml']],
    ['[x].eml', ['[x].eml']],
    ['\\[x*', ['[x].eml']],
    ['z*.eml', ['z*.eml: failed, no file matches this pattern']],
  ])('%s', async (pattern, paths) => {
    expect(await found(pattern)).toEqual(paths)
  })

  it('is a name where it is given as bytes', async () => {
    expect(await found(Buffer.from(join(dir, '*.eml')))).toEqual(['*.eml: failed, no such file or folder'])
  })
})

describe('ignore', () => {
  it.each([
    [['draft.eml'], ['[x].eml', 'a.eml', 'b.eml', 'd/c.eml', 'd/e/f.eml', 'keep/d/g.eml']],
    [['d/'], ['[x].eml', 'a.eml', 'b.eml', 'draft.eml']],
    [['/d'], ['[x].eml', 'a.eml', 'b.eml', 'draft.eml', 'keep/d/g.eml']],
    [['d/e'], ['[x].eml', 'a.eml', 'b.eml', 'd/c.eml', 'draft.eml', 'keep/d/g.eml']],
    [
      ['**/e/*.eml', '[[ab]*'],
      ['d/c.eml', 'draft.eml', 'keep/d/g.eml'],
    ],
    [['*.eml', '!a.eml'], ['a.eml']],
  ])('%j leaves out the same of a folder and of an archive', async (ignore, paths) => {
    const patterns = [...ignore, 'mail.tar', 'up']
    expect(await found('', { ignore: patterns })).toEqual(paths)
    const archived = await found('mail.tar', { ignore: patterns })
    expect(archived.sort()).toEqual(paths.map((path) => `mail.tar!/${path}`))
  })

  it('leaves out what patterns stand for, and nothing that is named', async () => {
    expect(await found('*.eml', { ignore: ['draft.*', '[[]*'] })).toEqual(['a.eml', 'b.eml'])
    expect(await found('draft.eml', { ignore: ['draft.eml'] })).toEqual(['draft.eml'])
  })

  it.each(['', '/', '!'])('has no pattern that matches nothing: %j', async (pattern) => {
    await expect(readSources([], { ignore: [pattern] }).next()).rejects.toThrow('matches nothing')
  })
})

describe('a list of files', () => {
  const names = (list: string): string[] => [...namesIn(Buffer.from(list))].map(String)

  it('has a name a line, or each with a NUL behind it', () => {
    expect(names('a.eml\r\n\n b c.eml\nlast')).toEqual(['a.eml', ' b c.eml', 'last'])
    expect(names('a\nb.eml\0\0c.eml\r\0')).toEqual(['a\nb.eml', 'c.eml\r'])
    expect(names('')).toEqual([])
  })
})
