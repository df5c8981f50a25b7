import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync, inflateRawSync } from 'node:zlib'
import { simpleParser } from 'mailparser'
import { extract } from 'tar-stream'
import { beforeAll, describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import { type DmarcReading, readDmarcReports } from '../../src/dmarc/index.ts'
import { ROOT } from '../helpers/build.ts'

/** Reports of real receivers, which may not be published: tests on them are extra. */
const ARCHIVE = join(ROOT, '../shared/corpus/dmarc.tar.gz')

async function filesIn(archive: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const tar = Readable.from([gunzipSync(readFileSync(archive))]).pipe(extract())
  for await (const entry of tar) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    if (entry.header.type === 'file') files.set(entry.header.name, new Uint8Array(Buffer.concat(chunks)))
  }
  return files
}

/** All XML in a file, unpacked by other means than ours. */
async function xmlIn(bytes: Uint8Array): Promise<string[]> {
  const buffer = Buffer.from(bytes)
  if (bytes[0] === 0x1f) {
    // one of them has more bytes behind its data, which zlib takes for a second header
    const name = bytes[3] & 8 ? buffer.indexOf(0, 10) + 1 : 10
    return xmlIn(inflateRawSync(buffer.subarray(name)))
  }
  if (buffer.subarray(0, 2).toString() === 'PK') {
    const out: string[] = []
    const archive = await yauzl.fromBufferPromise(buffer, { lazyEntries: true })
    for await (const entry of archive.eachEntry()) {
      const chunks: Buffer[] = []
      for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
      out.push(...(await xmlIn(Buffer.concat(chunks))))
    }
    return out
  }
  const text = buffer.toString()
  if (/^\s*</.test(text)) return text.includes('<feedback') ? [text] : []
  if (/^\s*[[{]/.test(text)) return []
  const { attachments } = await simpleParser(buffer)
  return (await Promise.all(attachments.map(({ content }) => xmlIn(content)))).flat()
}

interface Figures {
  records: number
  messages: number
  dkim: number
  spf: number
}

/** By plain searching in the text. */
function plainFigures(xml: string): Figures {
  const records = xml.match(/<record>[\s\S]*?<\/record>/g) ?? []
  const evaluated = (record: string, what: string): boolean =>
    /<policy_evaluated>([\s\S]*)<\/policy_evaluated>/
      .exec(record)![1]
      .replaceAll(/\s/g, '')
      .toLowerCase()
      .includes(`<${what}>pass</${what}>`)
  return {
    records: records.length,
    messages: records.reduce((sum, record) => sum + Number(/<count>\s*(\d+)/.exec(record)![1]), 0),
    dkim: records.filter((record) => evaluated(record, 'dkim')).length,
    spf: records.filter((record) => evaluated(record, 'spf')).length,
  }
}

const figuresOf = (readings: DmarcReading[]): Figures[] =>
  readings.flatMap((reading) => {
    if (reading.kind !== 'aggregate') return []
    const { records } = reading.report
    return {
      records: records.length,
      messages: records.reduce((sum, { count }) => sum + count, 0),
      dkim: records.filter(({ dkim }) => dkim === 'pass').length,
      spf: records.filter(({ spf }) => spf === 'pass').length,
    }
  })

describe.skipIf(!existsSync(ARCHIVE))('real reports', () => {
  let files = new Map<string, Uint8Array>()
  beforeAll(async () => {
    files = await filesIn(ARCHIVE)
  })

  it('gives the figures that plain searching gives', async () => {
    let reports = 0
    for (const [name, bytes] of files) {
      if (/\.(?:png|json)$|\/(?:failure|smtp_tls)\//.test(name)) continue
      const figures = figuresOf(readDmarcReports(bytes))
      expect(figures, name).toEqual((await xmlIn(bytes)).map(plainFigures))
      expect(figures, name).toHaveLength(1)
      reports++
    }
    expect(reports).toBeGreaterThan(20)
  })

  it('reads failure reports, and names TLS reports and what has no report in it', () => {
    const kinds = [...files]
      .filter(([name]) => /\/(?:failure|smtp_tls)\//.test(name))
      .flatMap(([, bytes]) => readDmarcReports(bytes))
      .map((reading) => (reading.kind === 'unread' ? reading.reason : reading.kind))
    expect(kinds.sort()).toEqual([
      ...Array(4).fill('a TLS report (RFC 8460), not a DMARC one'),
      'a message without a DMARC report',
      ...Array(3).fill('failure'),
    ])
  })
})
