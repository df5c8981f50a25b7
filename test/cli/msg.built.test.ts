import { afterAll, expect, it } from 'vitest'
import { msg, tar } from '../helpers/archives.ts'
import { program } from '../helpers/cli.ts'
import { scratch } from '../helpers/scratch.ts'

const HEADER =
  'Received: from a.example.org by mx.example.net; Mon, 2 Mar 2026 10:00:00 +0000\r\nFrom: Ann <ann@example.org>\r\nSubject: kept'
const file = msg({ '001A': 'IPM.Note', '007D': HEADER, '1000': 'See you.' })
const bare = msg({ '001A': 'IPM.Note', '0037': 'bare', '1000': 'See you.' })

const { dir: cwd, remove } = scratch({
  'a.msg': file,
  'b/contact.msg': msg({ '001A': 'IPM.Contact' }),
  'c.tar': await tar({ 'bare.msg': bare }),
})
afterAll(remove)

it("reads Outlook's .msg in folders and archives, and says how", async () => {
  const { stdout, stderr, status } = await program(['scan', '--format', 'ndjson', '.'], { cwd })
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ path, member, message }) => [path, member, message.subject])).toEqual([
    ['./a.msg', undefined, 'kept'],
    ['./c.tar', 'bare.msg', 'bare'],
  ])
  expect(stderr).toContain('a.msg: warning, made again of an Outlook .msg with the header that it came with')
  expect(stderr).toContain(
    'c.tar!/bare.msg: warning, made again of an Outlook .msg without transport headers',
  )
  expect(stderr).toContain('b/contact.msg: skipped, not mail but an Outlook item of the class IPM.Contact')
  expect(status).toBe(0)
})

it('explains one, and says so', async () => {
  const { stdout, stderr } = await program(['explain', 'a.msg'], { cwd })
  expect(stdout).toContain('subject  kept')
  expect(stderr).toContain('a.msg: warning, made again of an Outlook .msg')
})
