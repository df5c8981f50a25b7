import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readSources, type SourceLimits } from '../../../src/batch/sources/index.ts'
import { tar, zip } from '../../helpers/archives.ts'
import { listedIn } from '../../helpers/sources.ts'

const mail = (subject: string, body = 'See you.\n'): string => `Subject: ${subject}\n\n${body}`
const BOMB = Buffer.concat([Buffer.from(mail('bomb')), Buffer.alloc(70 << 20)])
const PACKED = gzipSync(BOMB)

const lines = async (content: Uint8Array, limits: Partial<SourceLimits> = {}): Promise<string[]> =>
  (await listedIn(content, { limits })).lines

describe('limits', () => {
  it('end a gzip bomb by what comes out for what went in', async () => {
    const ratio = 'unpacks to more than 250 times its size (limit unpackedRatio)'
    expect(await lines(PACKED)).toEqual([`-: cut, ${ratio}`])
    expect(
      await lines(gzipSync(await tar({ 'a.eml': mail('a'), 'bomb.eml': BOMB, 'b.eml': mail('b') }))),
    ).toEqual(['-!/a.eml', `-!/bomb.eml: cut, ${ratio}`, `-: failed, ${ratio}`])
  })

  it('count what members of a ZIP archive unpack to together, and in archives within it', async () => {
    const ratio = 'unpacks to more than 250 times its size (limit unpackedRatio)'
    const nested = zip([
      { name: 'a.eml', content: mail('a') },
      { name: 'bomb.gz', content: PACKED },
    ])
    expect(await lines(nested)).toEqual(['-!/a.eml', `-!/bomb.gz: cut, ${ratio}`])
    const part = BOMB.subarray(0, 30 << 20)
    const several = zip(['1', '2', '3', '4'].map((name) => ({ name, content: part })))
    expect(await lines(several)).toEqual(['-!/1', '-!/2', `-!/3: failed, ${ratio}`, `-: failed, ${ratio}`])
  })

  it('bound members, their bytes, and bytes in all', async () => {
    const files = { 'a.eml': mail('a'), 'b.eml': mail('b', 'x'.repeat(100_000)), 'c.eml': mail('c') }
    const tarball = gzipSync(await tar(files))
    expect(await lines(tarball, { members: 2 })).toEqual([
      '-!/a.eml',
      '-!/b.eml',
      '-: failed, more than 2 members (limit members)',
    ])
    expect(await lines(await tar(files), { memberBytes: 50_000 })).toEqual([
      '-!/a.eml',
      '-!/b.eml: failed, more than 50000 bytes (limit memberBytes)',
      '-!/c.eml',
    ])
    expect(await lines(gzipSync(mail('a', 'x'.repeat(100_000))), { memberBytes: 50_000 })).toEqual([
      '-: failed, more than 50000 bytes (limit memberBytes)',
    ])
    expect((await lines(tarball, { unpackedBytes: 50_000 })).at(-1)).toBe(
      '-: failed, unpacks to more than 50000 bytes (limit unpackedBytes)',
    )
    const archive = zip([{ name: 'a.eml', content: mail('a') }])
    expect(await lines(Buffer.concat([archive, Buffer.alloc(9 << 20)]), { streamedZipBytes: 1000 })).toEqual([
      '-: failed, a ZIP archive in a stream is read into memory, and this one has more than 1000 bytes (limit streamedZipBytes)',
    ])
  })

  it('name a thousand members that are no mail, and count the others', async () => {
    const files = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`${i}.txt`, 'none']))
    const named = await lines(await tar({ ...files, 'a.eml': mail('a') }))
    expect(named.length).toBe(1002)
    expect(named.slice(-2)).toEqual([
      '-!/a.eml',
      '-: skipped, 500 more of its members, which are no mail either',
    ])
  })

  it('do not let a name or attributes take memory', async () => {
    const long = await tar([{ name: 'x', pax: { comment: 'c'.repeat(2 << 20) }, content: mail('a') }])
    expect(await lines(long)).toEqual(['-: failed, a name or attributes of more than 1048576 bytes'])
  })

  it.each([
    [{ member: 1 }, 'limits.member is not a limit; there are members'],
    [{ members: 0 }, 'limits.members must be an integer from 1 to 9007199254740991, not 0'],
    [{ members: '1' }, 'limits.members must be a number'],
  ])('are checked: %j', async (limits, message) => {
    await expect(readSources([], { limits: limits as Partial<SourceLimits> }).next()).rejects.toThrow(message)
  })
})
