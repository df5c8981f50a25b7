import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createMeter, DEFAULT_SOURCE_LIMITS, type SourceLimits } from '../../../src/batch/sources/limits.ts'
import { zipMembers } from '../../../src/batch/sources/zip.ts'
import { type ZipEntry, zip } from '../../helpers/archives.ts'

/** What is in each member, or why it cannot be read. */
async function contents(archive: Uint8Array, limits: Partial<SourceLimits> = {}): Promise<string[]> {
  const found: string[] = []
  const meter = createMeter({ ...DEFAULT_SOURCE_LIMITS, ...limits })
  for await (const { name, failure, chunks } of zipMembers(Buffer.from(archive), meter)) {
    if (failure !== undefined) {
      found.push(`${name}: ${failure}`)
      continue
    }
    const read: Uint8Array[] = []
    try {
      for await (const chunk of chunks()) read.push(chunk)
      found.push(`${name}: ${Buffer.concat(read)}`)
    } catch (error) {
      found.push(`${name}: ${(error as Error).message}`)
    }
  }
  return found
}

const TWO: ZipEntry[] = [
  { name: 'a.eml', content: 'one' },
  { name: 'd/b.eml', content: 'two' },
]

describe('zipMembers', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['in the order of the directory', zip(TWO), ['a.eml: one', 'd/b.eml: two']],
    ['stored', zip(TWO.map((entry) => ({ ...entry, method: 0 }))), ['a.eml: one', 'd/b.eml: two']],
    ['as another program packs them', zipSync({ 'a.eml': Buffer.from('one') }), ['a.eml: one']],
    ['but no folders', zip([{ name: 'd/', content: '' }, TWO[1]]), ['d/b.eml: two']],
    ['with names in UTF-8', zip([{ name: 'größe.eml', content: 'x' }]), ['größe.eml: x']],
    ['with names that no file system takes', zip([{ name: 'a\0b', content: 'x' }]), ['a\ufffdb: x']],
    ['of none', zip([]), []],
    [
      'and why others cannot be read',
      zip([
        { name: 'a', content: 'x', encrypted: true },
        { name: 'b', content: 'x', method: 12 },
        { name: 'c', content: 'x', crc: 1 },
        { name: 'd', content: 'x' },
      ]),
      [
        'a: encrypted',
        'b: compressed by method 12, which is not read',
        'c: damaged: its checksum is another',
        'd: x',
      ],
    ],
  ])('lists members %s', async (_, archive, expected) => {
    expect(await contents(archive)).toEqual(expected)
  })

  it('says of a member how many bytes it has in the archive', async () => {
    const archive = zip([{ name: 'a', content: 'x'.repeat(1000), method: 0 }])
    for await (const { packed } of zipMembers(archive, createMeter(DEFAULT_SOURCE_LIMITS)))
      expect(packed).toBe(1000)
  })

  it('counts what all members together unpack to, shared bytes too', async () => {
    for (const method of [0, 8])
      expect(await contents(zip(TWO.map((entry) => ({ ...entry, method }))), { unpackedBytes: 5 })).toEqual([
        'a.eml: one',
        'd/b.eml: unpacks to more than 5 bytes (limit unpackedBytes)',
      ])
  })

  it.each([
    ['none', Buffer.from('PK\x03\x04')],
    ['one that is cut off', zip(TWO).subarray(0, -1)],
    ['one that promises more', zip(TWO, { declared: 9 })],
  ])('needs a directory, and there is %s', async (_, bytes) => {
    await expect(contents(bytes)).rejects.toThrow('its directory cannot be read: ')
  })
})
