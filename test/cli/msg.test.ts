import { afterAll, expect, it } from 'vitest'
import { msg, tar } from '../helpers/archives.ts'
import { backstamp, scratch } from '../helpers/cli.ts'

const HEADER =
  'Received: from a.example.org by mx.example.net; Mon, 2 Mar 2026 10:00:00 +0000\r\nFrom: Ann <ann@example.org>\r\nSubject: kept'
const file = msg({ '001A': 'IPM.Note', '007D': HEADER, '1000': 'See you.' })
const bare = msg({ '001A': 'IPM.Note', '0037': 'bare', '1000': 'See you.' })

/** A file whose sectors follow themselves. */
function circular(): Buffer {
  const circle = Buffer.from(msg({ '001A': 'IPM.Note', '1000': 'x'.repeat(9000) }))
  const table = 512 * (1 + circle.readUInt32LE(76))
  for (let i = 0; i < 128; i++) circle.writeUInt32LE(i, table + 4 * i)
  return circle
}

const { dir: cwd, remove } = scratch({
  'a.msg': file,
  'b/circle.msg': circular(),
  'b/contact.msg': msg({ '001A': 'IPM.Contact' }),
  'c.tar': await tar({ 'bare.msg': bare }),
})
afterAll(remove)

it("reads Outlook's .msg in folders and archives, says how, and goes on after one that leads in circles", async () => {
  const { stdout, stderr, status } = await backstamp(['scan', '--format', 'ndjson', '.'], { cwd })
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ path, message }) => [path, message.subject])).toEqual([
    ['./a.msg', 'kept'],
    ['./c.tar!/bare.msg', 'bare'],
  ])
  expect(stderr).toContain('a.msg: warning, made again of an Outlook .msg with the header that it came with')
  expect(stderr).toContain(
    'c.tar!/bare.msg: warning, made again of an Outlook .msg without transport headers',
  )
  expect(stderr).toContain('b/contact.msg: skipped, not mail but an Outlook item of the class IPM.Contact')
  expect(stderr).toContain('b/circle.msg: an Outlook .msg that cannot be read: the worker stopped')
  expect(status).toBe(2)
}, 60_000)

it('explains one, and says so', async () => {
  const { stdout, stderr } = await backstamp(['explain', 'a.msg'], { cwd })
  expect(stdout).toContain('subject  kept')
  expect(stderr).toContain('a.msg: warning, made again of an Outlook .msg')
})
