import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { DEFAULT_DMARC_LIMITS } from '../../src/dmarc/limits.ts'
import { isZip, zipMembers } from '../../src/dmarc/zip.ts'
import { type ZipEntry, zip } from '../helpers/archives.ts'
import { bytesOf } from '../helpers/dmarc.ts'

/** What is in each member, or why it cannot be unpacked. */
function contents(archive: Uint8Array, inflatedBytes = DEFAULT_DMARC_LIMITS.inflatedBytes): string[] {
  const meter = { limits: { ...DEFAULT_DMARC_LIMITS, inflatedBytes }, unpacked: 0 }
  return [...zipMembers(archive, meter)].map(({ name, read }) => {
    try {
      const { bytes, damaged } = read()
      return `${name}: ${new TextDecoder().decode(bytes)}${damaged ? ' (damaged)' : ''}`
    } catch (error) {
      return `${name}: ${(error as Error).message}`
    }
  })
}

const TWO: ZipEntry[] = [
  { name: 'a.xml', content: 'one' },
  { name: 'd/b.xml', content: 'two' },
]

/** The archive with some bytes of it written over. */
function written(archive: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const copy = new Uint8Array(archive)
  copy.set(values, at < 0 ? copy.length + at : at)
  return copy
}

describe('isZip', () => {
  it.each<[string, number[], boolean]>([
    ['a member first', [0x50, 0x4b, 3, 4], true],
    ['no member', [0x50, 0x4b, 5, 6], true],
    ['gzip', [0x1f, 0x8b, 8, 0], false],
    ['the letters alone', [0x50, 0x4b], false],
    ['a word', [0x50, 0x4b, 0x47, 0x20], false],
    ['nothing', [], false],
  ])('%s', (_, bytes, expected) => {
    expect(isZip(Uint8Array.from(bytes))).toBe(expected)
  })
})

describe('zipMembers', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['in the order of the directory', zip(TWO), ['a.xml: one', 'd/b.xml: two']],
    ['stored', zip(TWO.map((entry) => ({ ...entry, method: 0 }))), ['a.xml: one', 'd/b.xml: two']],
    ['as another program packs them', zipSync({ 'a.xml': bytesOf('one') }), ['a.xml: one']],
    ['but no folders', zip([{ name: 'd/', content: '' }, TWO[1]]), ['d/b.xml: two']],
    ['with names in UTF-8', zip([{ name: 'größe.xml', content: 'x' }]), ['größe.xml: x']],
    ['of none', zip([]), []],
    [
      'behind other bytes',
      Buffer.concat([zip(TWO), bytesOf('a comment of the archive')]),
      ['a.xml: one', 'd/b.xml: two'],
    ],
    [
      'and why others cannot be unpacked',
      zip([
        { name: 'a', content: 'x', encrypted: true },
        { name: 'b', content: 'x', method: 12 },
        { name: 'c', content: 'x' },
      ]),
      ['a: encrypted', 'b: compressed by method 12, which is not read', 'c: x'],
    ],
  ])('lists members %s', (_, archive, expected) => {
    expect(contents(archive)).toEqual(expected)
  })

  it('reads a name that is not marked as UTF-8 byte by byte', () => {
    const archive = zip([{ name: Uint8Array.of(0xe4, 0x2e, 0x78), content: 'x' }])
    const directory = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    expect(contents(written(archive, directory + 9, 0))).toEqual(['ä.x: x'])
  })

  it('gives what comes before damage, and says so', () => {
    const content = 'word '.repeat(5000)
    const archive = zip([{ name: 'a', content: Buffer.from(content), method: 0 }])
    const directory = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    // the directory promises more than there is
    const [found] = contents(written(archive, directory + 20, 0xff, 0xff, 0xff, 0x7f))
    expect(found.startsWith(`a: ${content}`)).toBe(true)
    expect(found.endsWith(' (damaged)')).toBe(true)
  })

  it.each<[string, number[], string]>([
    ['is outside of the archive', [0xff, 0xff, 0xff, 0x7f], 'its place in the ZIP archive is wrong'],
    ['is that of no member', [1, 0, 0, 0], 'its place in the ZIP archive is wrong'],
  ])('reads no member whose place %s', (_, place, reason) => {
    const archive = zip([{ name: 'a', content: 'x' }])
    const directory = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    expect(contents(written(archive, directory + 42, ...place))).toEqual([`a: ${reason}`])
  })

  it('stops at the end of a directory that promises more', () => {
    expect(contents(zip(TWO, { declared: 9 }))).toEqual(['a.xml: one', 'd/b.xml: two'])
  })

  it('counts what all members together unpack to, shared bytes too', () => {
    const stored = TWO.map((entry) => ({ ...entry, method: 0 }))
    for (const archive of [zip(TWO), zip(stored)])
      expect(contents(archive, 5)).toEqual([
        'a.xml: one',
        'd/b.xml: unpacks to more than 5 bytes (limit inflatedBytes)',
      ])
  })

  it.each([
    ['none', bytesOf('PK\x03\x04')],
    ['one that is cut off', zip(TWO).subarray(0, -1)],
  ])('needs a directory, and there is %s', (_, bytes) => {
    expect(() => contents(bytes)).toThrow('a ZIP archive without its directory')
  })
})
