import { afterAll, expect, it } from 'vitest'
import { msg } from '../helpers/archives.ts'
import { program } from '../helpers/cli.ts'
import { scratch } from '../helpers/scratch.ts'

/** A file whose sectors follow themselves. */
function circular(): Buffer {
  const circle = Buffer.from(msg({ '001A': 'IPM.Note', '1000': 'x'.repeat(9000) }))
  const table = 512 * (1 + circle.readUInt32LE(76))
  for (let i = 0; i < 128; i++) circle.writeUInt32LE(i, table + 4 * i)
  return circle
}

const { dir: cwd, remove } = scratch({
  'a/circle.msg': circular(),
  'b.msg': msg({ '001A': 'IPM.Note', '0037': 'after', '1000': 'See you.' }),
})
afterAll(remove)

it('goes on after an Outlook .msg that leads in circles', async () => {
  const { stdout, stderr, status } = await program(['scan', '--format', 'ndjson', '.'], { cwd })
  expect(JSON.parse(stdout)).toMatchObject({ path: './b.msg', message: { subject: 'after' } })
  expect(stderr).toContain('a/circle.msg: an Outlook .msg that cannot be read: the worker stopped')
  expect(status).toBe(2)
})
