import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tar, zip } from '../../helpers/archives.ts'
import { runs } from '../../helpers/runs.ts'
import { listedIn } from '../../helpers/sources.ts'

const MAIL = 'Subject: x\n\nSee you.\n'
const BOX = `From ann@example.org Mon Mar  2 10:00:00 2026\n${MAIL}\n`.repeat(3)
const FILES = {
  'a.eml': MAIL,
  'd/box.mbox': BOX,
  'n.tar': await tar({ 'b.eml': MAIL, 'n.gz': gzipSync(MAIL) }),
}
const ENTRIES = Object.entries(FILES).map(([name, content]) => ({ name, content }))

const ARCHIVES: [string, Buffer][] = [
  ['tar', await tar(FILES)],
  ['tar.gz', gzipSync(await tar(FILES), { level: 0 })],
  ['zip', zip(ENTRIES)],
  ['zip, stored', zip(ENTRIES.map((entry) => ({ ...entry, method: 0 })))],
  ['mbox', Buffer.from(BOX)],
]

it.each(ARCHIVES)('a damaged %s gives messages and reasons, never an exception', async (_, archive) => {
  const change = fc.record({
    at: fc.nat(archive.length - 1),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 4 }),
      fc.option(fc.nat(archive.length), { nil: archive.length }),
      async (changes, length) => {
        const damaged = Buffer.from(archive)
        for (const { at, bytes } of changes) damaged.set(bytes.subarray(0, damaged.length - at), at)
        const { lines } = await listedIn(damaged.subarray(0, length))
        expect(lines.length).toBeGreaterThan(0)
        expect(lines.length).toBeLessThan(20)
      },
    ),
    runs(200),
  )
})
