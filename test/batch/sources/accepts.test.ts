import { join } from 'node:path'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { afterAll, expect, it } from 'vitest'
import { type Found, type Missed, readSources } from '../../../src/batch/sources/index.ts'
import { scratch } from '../../helpers/scratch.ts'

const xml = strToU8('<feedback/>')
const made = scratch({
  'a.xml': xml,
  'b.xml.gz': gzipSync(xml),
  'c.zip': zipSync({ 'c.xml': xml, 'c.png': strToU8('\x89PNG') }),
  'large.xml.gz': gzipSync(strToU8(`<feedback>${' '.repeat(200_000)}`)),
  'letter.eml': 'From: ann@example.org\r\n\r\nhello\r\n',
})
afterAll(() => made.remove())

async function namesOf(accepts?: (head: Uint8Array) => boolean): Promise<string[]> {
  const out: string[] = []
  const items: AsyncIterable<Found | Missed> = readSources([made.dir], { accepts })
  for await (const item of items) {
    let size = 0
    if (item.kind === 'message') for await (const chunk of item.chunks ?? [item.bytes]) size += chunk.length
    out.push(`${item.path.slice(join(made.dir, '/').length)} ${item.kind} ${size}`)
  }
  return out
}

it('yields what is no mail only where it is asked for', async () => {
  expect(await namesOf((head) => head[0] === 0x3c)).toEqual([
    'a.xml message 11',
    'b.xml.gz message 11',
    'c.zip!/c.xml message 11',
    'c.zip!/c.png skipped 0',
    'large.xml.gz message 200010',
    'letter.eml message 32',
  ])
  expect((await namesOf()).filter((line) => line.includes('message'))).toEqual(['letter.eml message 32'])
})
