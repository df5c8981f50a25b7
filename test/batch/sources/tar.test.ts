import { describe, expect, it } from 'vitest'
import { isTar } from '../../../src/batch/sources/tar.ts'
import { listedIn } from '../../helpers/sources.ts'

const MAIL = 'Subject: x\n\nSee you.\n'

interface Raw {
  name?: string
  type?: string
  magic?: string
  size?: Uint8Array | string
  prefix?: string
}

/** A header as old and foreign programs write it, with what belongs to it. */
function member(
  content: string,
  { name = 'a.eml', type = '0', magic = 'ustar\x0000', prefix = '', size }: Raw = {},
) {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.set(Buffer.from((size ?? content.length.toString(8).padStart(11, '0')) as Uint8Array), 124)
  header.write(type, 156)
  header.write(magic, 257, 'latin1')
  header.write(prefix, 345)
  header.fill(0x20, 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)])
}

const lines = async (...members: Uint8Array[]): Promise<string[]> =>
  (await listedIn(Buffer.concat([...members, Buffer.alloc(1024)]))).lines

describe('tar', () => {
  it('is told by its checksum', () => {
    const archive = member(MAIL)
    expect(isTar(archive)).toBe(true)
    expect(isTar(archive.subarray(0, 511))).toBe(false)
    archive[0]++
    expect(isTar(archive)).toBe(false)
    expect(isTar(Buffer.alloc(512))).toBe(false)
  })

  it('may be of V7, POSIX or GNU', async () => {
    const long = `${'d/'.repeat(100)}long.eml`
    expect(
      await lines(
        member(MAIL, { magic: '', type: '\0' }),
        member(MAIL, { prefix: 'folder' }),
        member(MAIL, { magic: 'ustar  \0', prefix: 'times of GNU' }),
        member(`${long}\0`, { name: '././@LongLink', type: 'L', magic: 'ustar  \0' }),
        member(MAIL, { name: long.slice(0, 100), magic: 'ustar  \0' }),
        member('', { name: 'folder/', type: '5' }),
        member('', { name: 'folder/', type: '\0', magic: '' }),
        member(MAIL, { size: Uint8Array.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, MAIL.length]) }),
        member(MAIL, { name: 'sparse', type: 'S' }),
      ),
    ).toEqual([
      '-!/a.eml',
      '-!/folder/a.eml',
      '-!/a.eml',
      `-!/${long}`,
      '-!/a.eml',
      '-!/sparse: skipped, a file with holes, which is not read',
    ])
  })

  it.each(['777777777777', 'none       ', Uint8Array.from([0xff, ...Array(11).fill(0xff)])])(
    'with a size that cannot be is read until there: %s',
    async (size) => {
      const found = await lines(member(MAIL), member(MAIL, { name: 'b.eml', size }))
      expect(found[0]).toBe('-!/a.eml')
      expect(found.at(-1)).toMatch(/^-: failed, (?:a member has no valid size|the archive ends too early)$/)
    },
  )
})
