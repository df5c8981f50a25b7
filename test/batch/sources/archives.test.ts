import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readSources } from '../../../src/batch/sources/index.ts'
import { tar, zip } from '../../helpers/archives.ts'
import { scratch } from '../../helpers/scratch.ts'
import { listed, listedIn } from '../../helpers/sources.ts'

const ENVELOPE = 'From ann@example.org Mon Mar  2 10:00:00 2026\n'
const mail = (subject: string, body = 'See you.\n'): string =>
  `From: Ann <ann@example.com>\nSubject: ${subject}\n\n${body}`
const BOX = `${ENVELOPE}${mail('one')}\n${ENVELOPE}${mail('two')}`
/** Larger than what is kept in memory, and hard to compress. */
const LARGE = mail(
  'large',
  `${Array.from({ length: 800_000 }, (_, i) => (i * 7919) % 999_983).join(' words\n')}\n`,
)

const { dir, remove } = scratch()
afterAll(remove)

/** What a file of that name and content gives. */
function inFile(name: string, content: Uint8Array, options = {}) {
  writeFileSync(join(dir, name), content)
  return listed(readSources([join(dir, name)], options), dir)
}

const entries = (files: Record<string, string | Uint8Array>) =>
  Object.entries(files).map(([name, content]) => ({ name, content }))

describe('archives', () => {
  const FILES = { 'a.eml': mail('a'), 'd/b.eml': mail('b'), 'd/box.mbox': BOX, 'notes.txt': 'none' }
  const LINES = ['a.eml', 'd/b.eml', 'd/box.mbox#1', 'd/box.mbox#2']
  const NOTES = 'notes.txt: skipped, not mail: it begins with no header field'

  it.each([
    ['a.tar', async () => tar(FILES)],
    ['a.tar.gz', async () => gzipSync(await tar(FILES))],
    ['no-extension', async () => gzipSync(await tar(FILES))],
    ['a.zip', async () => zip(entries(FILES))],
    ['stored.zip', async () => zip(entries(FILES).map((entry) => ({ ...entry, method: 0 })))],
  ])('are read by what they are: %s', async (name, make) => {
    const archive = await make()
    const { lines, messages } = await inFile(name, archive)
    expect(lines).toEqual([...LINES, NOTES].map((line) => `${name}!/${line}`))
    expect(String(messages.get(`${name}!/d/b.eml`))).toBe(mail('b'))
    expect(String(messages.get(`${name}!/d/box.mbox#2`))).toBe(mail('two'))
    expect((await listedIn(archive)).lines).toEqual([...LINES, NOTES].map((line) => `-!/${line}`))
  })

  it('may be as many chunks as bytes', async () => {
    const archive = gzipSync(await tar(FILES))
    expect((await listedIn(archive, {}, 1)).lines).toEqual((await listedIn(archive)).lines)
  })

  it('are opened within an archive, but no deeper', async () => {
    const inner = gzipSync(await tar({ 'c.eml': mail('c'), 'd.eml.gz': gzipSync(mail('d')), 'e.mbox': BOX }))
    const archive = zip(
      entries({ 'x.eml.gz': gzipSync(mail('x')), 'in.tgz': inner, 'box.gz': gzipSync(BOX) }),
    )
    expect((await inFile('nested.zip', archive)).lines).toEqual(
      [
        'x.eml.gz',
        'in.tgz!/c.eml',
        'in.tgz!/d.eml.gz: skipped, an archive more than one level down in another',
        'in.tgz!/e.mbox#1',
        'in.tgz!/e.mbox#2',
        'box.gz#1',
        'box.gz#2',
      ].map((line) => `nested.zip!/${line}`),
    )
  })

  it('may hold messages that are streamed', async () => {
    const files = { 'large.eml': LARGE, 'small.eml': mail('small') }
    const box = `${ENVELOPE}${LARGE}\n${ENVELOPE}${mail('small')}`
    for (const [name, content, large, small] of [
      ['large.tgz', gzipSync(await tar(files)), 'large.tgz!/large.eml', 'large.tgz!/small.eml'],
      ['large.zip', zip(entries(files)), 'large.zip!/large.eml', 'large.zip!/small.eml'],
      ['stored.zip', zip([{ name: 'large.eml', content: LARGE, method: 0 }]), 'stored.zip!/large.eml'],
      ['large.mbox', Buffer.from(box), 'large.mbox#1', 'large.mbox#2'],
      ['large.mbox.gz', gzipSync(box), 'large.mbox.gz#1', 'large.mbox.gz#2'],
      ['large.eml.gz', gzipSync(LARGE), 'large.eml.gz'],
    ] as const) {
      const { lines, messages } = await inFile(name, content)
      expect(lines).toEqual([large, small].filter((line) => line !== undefined))
      expect(messages.get(large)?.equals(Buffer.from(LARGE))).toBe(true)
    }
  })

  it('need no message to be read before the next one', async () => {
    writeFileSync(join(dir, 'unread.tar'), await tar({ 'large.eml': LARGE, 'small.eml': mail('small') }))
    const paths: string[] = []
    for await (const { path } of readSources([join(dir, 'unread.tar')]))
      paths.push(path.slice(dir.length + 1))
    expect(paths).toEqual(['unread.tar!/large.eml', 'unread.tar!/small.eml'])
  })

  it('are passed over where they are documents', async () => {
    const docx = zip(entries({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>' }))
    expect((await inFile('a.docx', docx)).lines).toEqual(['a.docx: skipped, not mail but an Office document'])
  })
})

describe('names in archives', () => {
  const LONG = `${'folder/'.repeat(40)}${'n'.repeat(120)}.eml`
  const NAMES = ['/etc/passwd', '../../up.eml', 'C:\\a\\b.eml', 'new\nline\x1b[2J.eml', 'ä.eml', LONG]

  it('are only names, whatever they are', async () => {
    const files = Object.fromEntries(NAMES.map((name) => [name, mail(name.slice(0, 5).trim())]))
    expect((await listedIn(await tar(files))).lines).toEqual(NAMES.map((name) => `-!/${name}`))
    expect((await listedIn(zip(entries(files)))).lines).toEqual(
      NAMES.map((name) => `-!/${name.replaceAll('\\', '/')}`),
    )
  })

  it('hold no NUL, and no ./ in front', async () => {
    expect((await listedIn(zip(entries({ 'a\0b.eml': mail('a'), './c.eml': mail('c') })))).lines).toEqual([
      '-!/a\ufffdb.eml',
      '-!/c.eml',
    ])
    const pax = { path: 'a\0b.eml' }
    expect((await listedIn(await tar([{ name: 'x', pax, content: mail('a') }]))).lines).toEqual(['-!/a'])
  })

  it('of links, devices and folders are told or passed over', async () => {
    const archive = await tar([
      { name: 'd', type: 'directory' },
      { name: 'link.eml', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'hard.eml', type: 'link', linkname: 'a.eml' },
      { name: 'fifo', type: 'fifo' },
      { name: 'a.eml', content: mail('a') },
    ])
    expect((await listedIn(archive)).lines).toEqual([
      '-!/link.eml: skipped, a symbolic link within the archive',
      '-!/hard.eml: skipped, a link within the archive',
      '-!/fifo: skipped, a pipe',
      '-!/a.eml',
    ])
  })
})

describe('damaged archives', () => {
  it('give what stands before the damage', async () => {
    const archive = await tar({ 'a.eml': mail('a'), 'b.eml': LARGE, 'c.eml': mail('c') })
    expect((await listedIn(archive.subarray(0, archive.length / 2))).lines).toEqual([
      '-!/a.eml',
      '-!/b.eml: failed, the archive ends too early',
      '-: failed, the archive ends too early',
    ])
    archive.fill(0x41, 512 + 512, 1024 + 512)
    expect((await listedIn(archive)).lines).toEqual(['-!/a.eml', '-: failed, damaged behind 1 headers'])
  })

  it.each([0.3, 0.6, 0.999])('are named where they are cut: %d', async (share) => {
    const packed = gzipSync(await tar({ 'a.eml': mail('a'), 'b.eml': LARGE }))
    const { lines } = await listedIn(packed.subarray(0, packed.length * share))
    expect(lines[0]).toBe('-!/a.eml')
    expect(lines.at(-1)).toBe('-: failed, its compressed data ends too early')
  })

  it('name an mbox that is cut, behind the messages that are whole', async () => {
    const packed = gzipSync(`${BOX}\n${ENVELOPE}${LARGE}`)
    const { lines } = await listedIn(packed.subarray(0, packed.length / 2))
    expect(lines).toEqual(['-#1', '-#2', '-: failed, its compressed data ends too early'])
  })

  it('fail member by member in a ZIP archive', async () => {
    const archive = zip([
      { name: 'secret.eml', content: mail('secret'), encrypted: true },
      { name: 'lzma.eml', content: mail('lzma'), method: 14 },
      { name: 'changed.eml', content: mail('changed'), crc: 1 },
      { name: 'damaged.eml', content: mail('damaged') },
      { name: 'ok.eml', content: mail('ok') },
    ])
    archive.fill(0xff, archive.indexOf('damaged.eml') + 11, archive.indexOf('damaged.eml') + 31)
    expect((await inFile('bad.zip', archive)).lines).toEqual([
      'bad.zip!/secret.eml: failed, encrypted',
      'bad.zip!/lzma.eml: failed, compressed by method 14, which is not read',
      'bad.zip!/changed.eml: failed, damaged: its checksum is another',
      'bad.zip!/damaged.eml: failed, its compressed data is damaged',
      'bad.zip!/ok.eml',
    ])
  })

  it('need a directory that fits', async () => {
    const archive = zip(entries({ 'a.eml': mail('a') }), { declared: 10_000 })
    expect((await inFile('declared.zip', archive)).lines).toEqual([
      'declared.zip!/a.eml',
      expect.stringMatching(/^declared\.zip: failed, its directory cannot be read/),
    ])
    expect((await inFile('cut.zip', archive.subarray(0, -10))).lines).toEqual([
      expect.stringMatching(
        /^cut\.zip: failed, its directory cannot be read: End of central directory record signature not found/,
      ),
    ])
  })
})
