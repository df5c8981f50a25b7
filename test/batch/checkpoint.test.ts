import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CheckpointError, openCheckpoint } from '../../src/batch/checkpoint.ts'
import { runs } from '../helpers/runs.ts'
import { scratch } from '../helpers/scratch.ts'

const { dir, remove } = scratch()
afterAll(remove)

let made = 0
const fresh = (): string => join(dir, `${made++}.checkpoint`)

async function* source(...paths: string[]): AsyncGenerator<{ path: string }> {
  for (const path of paths) yield { path }
}

async function rest(items: AsyncIterable<{ path: string }>): Promise<string[]> {
  const paths: string[] = []
  for await (const { path } of items) paths.push(path)
  return paths
}

describe('a checkpoint', () => {
  it('is begun where there is none, and leaves nothing out', async () => {
    const checkpoint = openCheckpoint(fresh(), 'settings')
    expect(checkpoint.resumed).toBeUndefined()
    expect(await rest(checkpoint.rest(source('a', 'b')))).toEqual(['a', 'b'])
  })

  it('tells what was not done, however often a scan is ended', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '/') }), { maxLength: 20 }),
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }),
        async (paths, runs) => {
          const file = fresh()
          const done: string[] = []
          for (const count of [...runs, paths.length]) {
            const checkpoint = openCheckpoint<number>(file, 's')
            expect(checkpoint.resumed?.counts ?? 0).toBe(done.length)
            let left = count
            for await (const { path } of checkpoint.rest(source(...paths))) {
              if (left-- === 0) break
              checkpoint.done(path)
              done.push(path)
            }
            checkpoint.save(done.length * 10, done.length)
          }
          expect(done).toEqual(paths)
          expect(openCheckpoint(file, 's').resumed?.bytes).toBe(paths.length * 10)
        },
      ),
      runs(30),
    )
  })

  it.each([
    ['another name', ['a', 'c', 'd']],
    ['names cut elsewhere', ['ab', '', 'd']],
    ['fewer than were done', ['a']],
    ['one more before', ['0', 'a', 'b']],
  ])('refuses a source with %s', async (_, paths) => {
    const file = fresh()
    const first = openCheckpoint(file, 's')
    for (const path of ['a', 'b']) first.done(path)
    first.save(0, 0)
    await expect(rest(openCheckpoint(file, 's').rest(source(...paths)))).rejects.toThrow(CheckpointError)
  })

  it('can be stopped while it passes over what was done, and loses nothing', async () => {
    const file = fresh()
    const first = openCheckpoint<string>(file, 's')
    for (const path of ['a', 'b', 'c']) first.done(path)
    first.save(30, 'three')
    const second = openCheckpoint<string>(file, 's')
    let asked = 0
    expect(await rest(second.rest(source('a', 'b', 'c', 'd'), () => asked++ === 1))).toEqual([])
    second.save(0, 'none')
    expect(openCheckpoint(file, 's').resumed).toMatchObject({ items: 3, bytes: 30, counts: 'three' })
  })

  it('refuses other settings, and what is no checkpoint', () => {
    const file = fresh()
    openCheckpoint(file, 'a').save(0, 0)
    expect(() => openCheckpoint(file, 'b')).toThrow('other paths, options or another version')
    for (const text of ['', '{', '{}', 'null', '[1]']) {
      writeFileSync(file, text)
      expect(() => openCheckpoint(file, 'a')).toThrow('is no checkpoint of backstamp')
    }
    expect(() => openCheckpoint(dir, 'a')).toThrow('EISDIR')
  })

  it('leaves one file, and none once it is removed', () => {
    const file = fresh()
    const checkpoint = openCheckpoint(file, 'a')
    checkpoint.save(5, 0)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ bytes: 5, items: 0 })
    expect(existsSync(`${file}.next`)).toBe(false)
    checkpoint.remove()
    expect(existsSync(file)).toBe(false)
  })
})
