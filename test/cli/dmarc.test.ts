import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { backstamp } from '../helpers/cli.ts'
import { carrierMail, recordXml, reportXml, sample } from '../helpers/dmarc.ts'
import { scratch } from '../helpers/scratch.ts'

const xml = (id: string, records = recordXml({ count: 7 })): Uint8Array => strToU8(reportXml({ id, records }))
const long = xml('long', Array.from({ length: 2000 }, (_, i) => recordXml({ count: i + 1 })).join(''))

const made = scratch({
  'clean/a.xml': xml('a'),
  'clean/b.xml.gz': gzipSync(xml('b')),
  'clean/c.zip': zipSync({ 'c.xml': xml('c'), 'd.xml': xml('d') }),
  'clean/mail.eml': carrierMail(gzipSync(xml('e')), { from: 'dmarc@receiver.example.org' }),
  'clean/again.xml': xml('a'),
  'found/rfc7489.xml': sample('rfc7489.xml'),
  'other/tls.json': '{"organization-name":"a","policies":[]}',
  'other/page.html': '<html></html>',
  'other/letter.eml': 'From: ann@example.org\r\n\r\nhello\r\n',
  'broken/hostile.xml': sample('hostile.xml'),
  'cut.xml.gz': gzipSync(long).subarray(0, 4000),
  'nasty.xml': reportXml({
    org: '=cmd\u001b[31m\u202e',
    domain: '@sum;x.example',
    records: recordXml({ from: '-1\nb.example' }),
  }),
})
const cwd = made.dir
afterAll(() => made.remove())

const dmarc = (...args: string[]) => backstamp(['dmarc', ...args], { cwd })
const lines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('backstamp dmarc', () => {
  it('reads files, archives, compressed files and mail, each report once', async () => {
    const { stdout, stderr, status } = await dmarc('clean')
    expect(stdout).toContain('5 reports, 2026-11-02: 35 messages, 35 passed DMARC (100 %)')
    expect(stderr).toContain('5 reports counted, 1 duplicate,')
    expect(status).toBe(0)
  })

  it('shows findings with the records that they rest on, and exits with 1', async () => {
    const { stdout, status } = await dmarc('found')
    expect(stdout).toMatch(/^Findings\n {2}foreign-tenant\n {4}38 messages/m)
    expect(stdout).toContain('found/rfc7489.xml record 2, bytes ')
    expect(status).toBe(1)
    expect((await dmarc('--own-tenant', 'lottery-desk', 'found')).status).toBe(0)
  })

  it('counts only what a verified message brought, where that is asked for', async () => {
    const { stdout, stderr } = await dmarc('--verified-only', '--trusted-host', 'mx.example.net', 'clean')
    expect(stdout).toContain('1 report, 2026-11-02: 7 messages')
    expect(stderr).toContain('5 not verified')
  })

  it('names what is no report, and exits with 2 where there is none', async () => {
    const { stderr, status } = await dmarc('other')
    expect(stderr).toContain('other/tls.json: skipped, a TLS report (RFC 8460), not a DMARC one')
    expect(stderr).toContain('other/page.html: skipped, XML, but no DMARC report: its first element is html')
    expect(stderr).toContain('other/letter.eml: skipped, a message without a DMARC report')
    expect(stderr).toContain('found no DMARC report')
    expect(status).toBe(2)
  })

  it('names what cannot be read, goes on, and exits with 2', async () => {
    const { stdout, stderr, status } = await dmarc('broken', 'found')
    expect(stderr).toContain('broken/hostile.xml: a document type definition')
    expect(stdout).toContain('1 report,')
    expect(status).toBe(2)
  })

  it('reads what comes before the damage of a file', async () => {
    const { stdout, stderr, status } = await dmarc('--format', 'ndjson', 'cut.xml.gz')
    expect((lines(stdout)[0].report as { records: unknown[] }).records.length).toBeGreaterThan(100)
    expect(stderr).toContain('cut.xml.gz: read, with damaged-archive, cut-off')
    expect(status).toBe(0)
  })

  it('reads standard input', async () => {
    const { stdout } = await backstamp(['dmarc', '-'], { cwd, input: gzipSync(xml('a')) })
    expect(stdout).toContain('1 report, 2026-11-02: 7 messages')
  })
})

describe('formats', () => {
  it('json: the whole summary', async () => {
    const { stdout } = await dmarc('--format', 'json', 'clean')
    expect(JSON.parse(stdout)).toMatchObject({
      messages: 35,
      domains: [{ domain: 'example.net', reports: 5 }],
    })
  })

  it('ndjson: a line a reading, and what became of it', async () => {
    const readings = lines((await dmarc('--format', 'ndjson', 'clean', 'other')).stdout)
    expect(readings.map(({ path, kind, added }) => `${path} ${kind} ${added}`).sort()).toEqual([
      'clean/a.xml aggregate counted',
      'clean/again.xml aggregate duplicate',
      'clean/b.xml.gz aggregate counted',
      'clean/c.zip!/c.xml aggregate counted',
      'clean/c.zip!/d.xml aggregate counted',
      'clean/mail.eml!/receiver.example.org!example.net!1793577600!1793663999.xml.gz aggregate counted',
      'other/letter.eml unread unread',
      'other/page.html unread unread',
      'other/tls.json unread unread',
    ])
  })

  it('csv: a row a record, into a file', async () => {
    const { stdout } = await dmarc('--format', 'csv', '--output', 'out.csv', 'found')
    expect(stdout).toBe('')
    const rows = readFileSync(join(cwd, 'out.csv'), 'utf8').trimEnd().split('\r\n')
    expect(rows).toHaveLength(4)
    expect(rows[0]).toMatch(/^path,record,org_name,report_id,/)
    expect(rows[2]).toContain('found/rfc7489.xml,2,receiver.example.org,')
  })

  it.each(['table', 'json', 'ndjson', 'csv'])(
    '%s: nothing that acts on a terminal or a spreadsheet',
    async (format) => {
      const { stdout, stderr } = await dmarc('--format', format, 'nasty.xml')
      expect(stdout + stderr).not.toMatch(/[\u001b\u202e]/)
      if (format === 'csv') expect(stdout.split('\r\n')[1]).not.toMatch(/(?:^|[,;])"?[=@-]/)
    },
  )
})

describe('arguments', () => {
  it.each<[string[], string]>([
    [[], 'nothing to read'],
    [['--format', 'xml', 'clean'], '--format must be one of table, json, ndjson, csv'],
    [['--own-tenant', 'contoso.com', 'clean'], 'must look like contoso.onmicrosoft.com'],
    [['--limit', 'recods=1', 'clean'], '--limit knows no recods (did you mean records?)'],
    [['--limit', 'depth=1000', 'clean'], 'limits.depth must be an integer from 1 to 256'],
    [['--trusted-network', 'x', 'clean'], 'trustedNetworks[0] is neither'],
    [['nowhere'], 'nowhere: no such file or folder'],
  ])('%j', async (args, message) => {
    const { stderr, status } = await dmarc(...args)
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })

  it('takes limits', async () => {
    const { stderr } = await dmarc('--limit', 'records=1', 'found')
    expect(stderr).toContain('too-many-records (2)')
  })
})
