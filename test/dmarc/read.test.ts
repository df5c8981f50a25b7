import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_DMARC_LIMITS,
  DMARC_PROBLEMS,
  type DmarcOptions,
  type DmarcReading,
  type DmarcReport,
  readDmarcReports,
} from '../../src/dmarc/index.ts'
import { bytesOf, carrierMail, recordXml, reportXml, sample } from '../helpers/dmarc.ts'

const trusted: DmarcOptions = { trustedHosts: ['mx.example.net'] }

/** The one report in an input. */
function only(input: string | Uint8Array, options?: DmarcOptions) {
  const [reading, ...others] = readDmarcReports(typeof input === 'string' ? bytesOf(input) : input, options)
  expect(others).toEqual([])
  if (reading?.kind !== 'aggregate') expect.fail(`no report: ${JSON.stringify(reading)}`)
  return reading
}

/** Why an input is not read. */
function reasonsOf(input: string | Uint8Array, options?: DmarcOptions): string[] {
  const readings = readDmarcReports(typeof input === 'string' ? bytesOf(input) : input, options)
  return readings.flatMap((reading) => (reading.kind === 'unread' ? [reading.reason] : []))
}

describe('samples', () => {
  it('reads a report of RFC 7489', () => {
    const { report, problems } = only(sample('rfc7489.xml'))
    expect(problems).toEqual([])
    expect(report).toMatchObject({
      schema: 'rfc7489',
      orgName: 'receiver.example.org',
      reportId: '2026-11-02.example.net',
      begin: '2026-11-02T00:00:00Z',
      end: '2026-11-02T23:59:59Z',
      policy: { domain: 'example.net', p: 'quarantine', pct: 100, adkim: 'r', fo: '1' },
    })
    expect(report.records).toHaveLength(3)
    expect(report.records[1]).toMatchObject({
      number: 2,
      sourceIp: '40.107.22.81',
      count: 38,
      disposition: 'quarantine',
      dkim: 'fail',
      spf: 'fail',
      headerFrom: 'example.net',
      envelopeFrom: 'lottery-desk.onmicrosoft.com',
      dkimResults: [{ domain: 'lottery-desk.onmicrosoft.com', result: 'pass' }],
    })
    expect(report.records[2].reasons).toEqual([{ type: 'mailing_list', comment: 'list.example.com' }])
  })

  it('reads a report of RFC 9990', () => {
    const { report, problems } = only(sample('rfc9990.xml'))
    expect(problems).toEqual([])
    expect(report).toMatchObject({
      schema: 'rfc9990',
      generator: 'inbox-dmarc 3.1',
      errors: ['DNS timed out for 2 messages'],
      policy: { np: 'reject', testing: 'n', discoveryMethod: 'treewalk' },
    })
    expect(report.records.map(({ disposition }) => disposition)).toEqual(['pass', 'quarantine', 'none'])
    expect(report.records[2].envelopeFrom).toBe('')
  })

  it('reads what is broken, says what was, and leaves out only the record that is cut off', () => {
    const { report, problems } = only(sample('broken.xml'))
    expect(report).toMatchObject({
      orgName: 'old.example.org',
      email: '<postmaster@old.example.org>',
      reportId: '77-1@old.example.org',
      begin: '2026-11-02T00:00:00Z',
      end: '2026-11-02T23:59:59Z',
      policy: { domain: 'example.net', adkim: 'r', p: 'none' },
    })
    expect(report.records).toMatchObject([
      { sourceIp: '192.0.2.10', count: 3, dkim: 'pass', reasons: [] },
      { count: 2, headerFrom: 'a < b & c', envelopeFrom: '' },
    ])
    expect(report.records[0].spfResults.map(({ result }) => result)).toEqual(['fail', 'permerror'])
    expect(problems.map(({ code }) => code).sort()).toMatchInlineSnapshot(`
      [
        "bad-alignment",
        "bad-pct",
        "bracketed-report-id",
        "cut-off",
        "element-case",
        "element-order",
        "empty-envelope-from",
        "empty-reason",
        "iso-date",
        "mapped-source",
        "milliseconds",
        "no-disposition",
        "no-selector",
        "no-version",
        "not-well-formed",
        "old-result",
        "result-case",
        "signed-count",
        "wrapped-root",
      ]
    `)
  })

  it('reads nothing where a document type is defined', () => {
    expect(reasonsOf(sample('hostile.xml'))).toEqual([
      'a document type definition in it, which no report needs: not read',
    ])
  })

  it('gives the bytes of each record', () => {
    const bytes = sample('rfc7489.xml')
    for (const { evidence, sourceIp } of only(bytes).report.records) {
      const text = new TextDecoder().decode(bytes.subarray(evidence.start, evidence.end))
      expect(text).toMatch(/^<record>[\s\S]*<\/record>$/)
      expect(text).toContain(`<source_ip>${sourceIp}</source_ip>`)
    }
  })
})

describe('deviations: each is read, and named', () => {
  const record = (parts: Parameters<typeof recordXml>[0]) => reportXml({ records: recordXml(parts) })
  const spf = (result: string) =>
    record({ results: `<spf><domain>a.example</domain><result>${result}</result></spf>` })
  const plain = reportXml()

  it('finds nothing in a report without fault', () => {
    expect(only(plain).problems).toEqual([])
  })

  it.each<[code: string, xml: string, read: object]>([
    ['no-version', reportXml({ head: '' }), {}],
    ['bad-version', reportXml({ head: '<version>2.0</version>' }), { version: '2.0' }],
    ['no-namespace', reportXml({ policy: '<p>none</p><testing>y</testing>' }), { schema: 'rfc9990' }],
    [
      'other-namespace',
      reportXml({ root: '<feedback xmlns="urn:x">' }),
      { namespace: 'urn:x', schema: 'rfc7489' },
    ],
    ['prefixed-elements', plain.replaceAll(/<(\/?)(?=[a-z])/g, '<$1d:'), { reportId: 'r1' }],
    ['element-case', plain.replaceAll('record>', 'Record>'), { records: [{ count: 1 }] }],
    ['wrapped-root', `<xs:schema>${plain}`, { reportId: 'r1' }],
    ['text-before', `\n-- report --\n${plain}`, { reportId: 'r1' }],
    ['unknown-entity', reportXml({ org: 'a &eacute; b.example' }), { orgName: 'a &eacute; b.example' }],
    [
      'element-order',
      plain.replace(/(<policy_published>.*<\/policy_published>)\n(.*\n)/, '$2$1'),
      { policy: { domain: 'example.net' } },
    ],
    [
      'unknown-element',
      reportXml({ policy: '<p>none</p><pct>100</pct><x>1</x>' }),
      { policy: { p: 'none' } },
    ],
    [
      'repeated-element',
      reportXml({ policy: '<p>none</p><p>reject</p><pct>1</pct>' }),
      { policy: { p: 'none' } },
    ],
    ['no-org-name', reportXml({ org: '' }), { reportId: 'r1' }],
    ['no-report-id', reportXml({ id: '' }), { orgName: 'receiver.example.org' }],
    ['bracketed-report-id', reportXml({ id: '&lt;a@b&gt;' }), { reportId: 'a@b' }],
    ['no-domain', reportXml({ domain: '' }), {}],
    [
      'bad-date',
      reportXml({ range: '<begin>soon</begin><end>1793663999</end>' }),
      { end: '2026-11-02T23:59:59Z' },
    ],
    [
      'milliseconds',
      reportXml({ range: '<begin>1793577600000</begin><end>1793663999000</end>' }),
      { begin: '2026-11-02T00:00:00Z' },
    ],
    [
      'iso-date',
      reportXml({ range: '<begin>2026-11-02T01:00:00+01:00</begin><end>2026-11-02 23:59:59</end>' }),
      { begin: '2026-11-02T00:00:00Z', end: '2026-11-02T23:59:59Z' },
    ],
    [
      'date-order',
      reportXml({ range: '<begin>1793663999</begin><end>1793577600</end>' }),
      { begin: '2026-11-02T23:59:59Z' },
    ],
    [
      'long-range',
      reportXml({ range: '<begin>1793577600</begin><end>1794182399</end>' }),
      { end: '2026-11-08T23:59:59Z' },
    ],
    [
      'bad-alignment',
      reportXml({ policy: '<adkim>strict</adkim><aspf></aspf><p>none</p>' }),
      { policy: { adkim: 's' } },
    ],
    ['bad-pct', reportXml({ policy: '<p>none</p><pct></pct>' }), { policy: { p: 'none' } }],
    ['bad-policy', reportXml({ policy: '<p>Block</p>' }), { policy: { p: 'block' } }],
    ['no-source', record({ ip: '' }), { records: [{ count: 1 }] }],
    ['bad-source', record({ ip: '192.0.2.256' }), { records: [{ sourceIp: '192.0.2.256' }] }],
    ['mapped-source', record({ ip: '::ffff:192.0.2.9' }), { records: [{ sourceIp: '192.0.2.9' }] }],
    ['bad-count', record({ count: 'many' }), { records: [{ count: 0 }] }],
    ['signed-count', record({ count: '+7' }), { records: [{ count: 7 }] }],
    ['zero-count', record({ count: 0 }), { records: [{ count: 0 }] }],
    ['no-disposition', record({ disposition: '' }), { records: [{ dkim: 'pass' }] }],
    ['bad-disposition', record({ disposition: 'dropped' }), { records: [{ disposition: 'dropped' }] }],
    ['no-result', record({ dkim: '' }), { records: [{ spf: 'pass' }] }],
    ['result-case', record({ dkim: 'PASS' }), { records: [{ dkim: 'pass' }] }],
    ['old-result', spf('hardfail'), { records: [{ spfResults: [{ result: 'fail' }] }] }],
    ['unknown-result', spf('bestguesspass'), { records: [{ spfResults: [{ result: 'bestguesspass' }] }] }],
    ['empty-reason', record({ reason: '<reason><type/></reason>' }), { records: [{ reasons: [] }] }],
    [
      'unknown-reason',
      record({ reason: '<reason><type>arc</type></reason>' }),
      { records: [{ reasons: [{ type: 'arc' }] }] },
    ],
    [
      'escaped-comment',
      record({ reason: '<reason><type>other</type><comment>a &amp;lt;b&amp;gt;</comment></reason>' }),
      { records: [{ reasons: [{ type: 'other', comment: 'a &lt;b&gt;' }] }] },
    ],
    ['no-header-from', record({ from: '' }), { records: [{ count: 1 }] }],
    ['empty-envelope-from', record({ envelope: '<envelope_from/>' }), { records: [{ envelopeFrom: '' }] }],
    [
      'no-selector',
      record({ results: '<dkim><domain>a.example</domain><selector/><result>pass</result></dkim>' }),
      { records: [{ dkimResults: [{ domain: 'a.example', result: 'pass' }] }] },
    ],
    [
      'several-spf',
      reportXml({
        root: '<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">',
        policy: '',
        records: recordXml({ results: '<spf><result>none</result></spf><spf><result>pass</result></spf>' }),
      }),
      { records: [{ spfResults: [{ result: 'none' }, { result: 'pass' }] }] },
    ],
    ['not-well-formed', plain.replace('</source_ip>', ''), { records: [{ headerFrom: 'example.net' }] }],
    ['not-well-formed', record({ from: 'a<b.example' }), { records: [{ headerFrom: 'a<b.example' }] }],
    ['cut-off', plain.replace('</feedback>', ''), { records: [{ count: 1 }] }],
    ['more-reports', plain + plain.slice(22), { records: [{ count: 1 }] }],
  ])('%s', (code, xml, read) => {
    const { report, problems } = only(xml)
    expect(Object.keys(DMARC_PROBLEMS)).toContain(code)
    expect(problems.map((problem) => problem.code)).toContain(code)
    expect(report).toMatchObject(read)
  })

  it.each<[code: string, bytes: Uint8Array, orgName: string]>([
    ['bad-utf8', bytesOf(plain).with(plain.indexOf('receiver'), 0xff), '\ufffdeceiver.example.org'],
    ['charset', new Uint8Array(Buffer.from(`\ufeff${plain}`, 'utf16le')), 'receiver.example.org'],
    [
      'charset',
      Uint8Array.from(
        Buffer.from(reportXml({ org: 'caf\xe9' }).replace('?>', ' encoding="iso-8859-1"?>'), 'latin1'),
      ),
      'café',
    ],
    ['unknown-charset', bytesOf(plain.replace('?>', ' encoding="klingon"?>')), 'receiver.example.org'],
  ])('%s', (code, bytes, orgName) => {
    const { report, problems } = only(bytes)
    expect(problems.map((problem) => problem.code)).toContain(code)
    expect(report.orgName).toBe(orgName)
  })

  it('counts each kind once, with the first record that has it', () => {
    const records = recordXml() + recordXml({ count: 0 }) + recordXml({ count: 0 })
    expect(only(reportXml({ records })).problems).toMatchObject([
      { code: 'zero-count', count: 2, record: 2, evidence: { start: expect.any(Number) } },
    ])
  })

  it('reads references, CDATA and comments as XML has them, and nothing else', () => {
    const org = 'a&amp;b &#x41;&#66; <![CDATA[<c> & d]]><!-- <org_name>x</org_name> -->'
    expect(only(reportXml({ org })).report.orgName).toBe('a&b AB <c> & d')
  })

  it('takes names that mean something to JavaScript for names', () => {
    const { report } = only(
      reportXml({ policy: '<__proto__><p>reject</p></__proto__><constructor/><p>none</p>' }),
    )
    expect(report.policy).toEqual({ domain: 'example.net', p: 'none' })
    expect(({} as { p?: string }).p).toBeUndefined()
  })
})

describe('containers, by content', () => {
  const xml = strToU8(reportXml())
  const other = strToU8(reportXml({ id: 'r2' }))

  it.each<[string, Uint8Array, [path: string, id: string | undefined][]]>([
    ['XML', xml, [['in', 'r1']]],
    ['gzip', gzipSync(xml), [['in', 'r1']]],
    ['gzip twice', gzipSync(gzipSync(xml)), [['in', 'r1']]],
    [
      'gzip in members',
      Buffer.concat([gzipSync(xml.subarray(0, 99)), gzipSync(xml.subarray(99))]),
      [['in', 'r1']],
    ],
    [
      'ZIP',
      zipSync({ 'a.xml': xml, 'folder/': new Uint8Array(), 'b.dat': other }),
      [
        ['in!/a.xml', 'r1'],
        ['in!/b.dat', 'r2'],
      ],
    ],
    ['ZIP, stored', zipSync({ 'a.xml': [xml, { level: 0 }] }), [['in!/a.xml', 'r1']]],
    ['ZIP of gzip', zipSync({ 'a.gz': gzipSync(xml) }), [['in!/a.gz', 'r1']]],
    [
      'ZIP in ZIP',
      zipSync({ 'a.zip': zipSync({ 'b.xml': xml }), 'c.xml': xml }),
      [
        ['in!/a.zip', undefined],
        ['in!/c.xml', 'r1'],
      ],
    ],
  ])('%s', (_, bytes, expected) => {
    const readings = readDmarcReports(new Uint8Array(bytes), { path: 'in' })
    expect(
      readings.map((reading) => [
        reading.path,
        reading.kind === 'aggregate' ? reading.report.reportId : undefined,
      ]),
    ).toEqual(expected)
  })

  it.each<[reason: string, input: string | Uint8Array]>([
    ['empty', ''],
    ['neither XML, gzip, ZIP nor mail', 'hello'],
    ['XML, but no DMARC report: its first element is html', '<!-- x --><html><body/></html>'],
    ['no XML element in it', '<<<'],
    ['a DMARC report with nothing in it', '<feedback/>'],
    ['a TLS report (RFC 8460), not a DMARC one', '{"organization-name":"a","policies":[]}'],
    ['JSON, which no DMARC report is', '[1]'],
    ['a ZIP archive without its directory', 'PK\x03\x04'],
    ['its compressed data is damaged', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff])],
    ['compressed more than twice', gzipSync(gzipSync(gzipSync(xml)))],
  ])('says why not: %s', (reason, input) => {
    expect(reasonsOf(input)).toEqual([reason])
  })

  it('reads what comes before damage, however little that is', () => {
    const cut = gzipSync(strToU8(reportXml({ records: recordXml().repeat(50) })))
    expect(only(cut.subarray(0, -30)).report.records.length).toBeGreaterThan(10)
  })

  it('reads what comes before damage of much', () => {
    const records = Array.from({ length: 3000 }, (_, i) =>
      recordXml({ ip: `192.0.${i >> 8}.${i & 255}`, count: i }),
    ).join('')
    const packed = gzipSync(strToU8(reportXml({ records })))
    const { report, problems } = only(packed.subarray(0, packed.length / 2))
    expect(report.records.length).toBeGreaterThan(1000)
    expect(problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['damaged-archive', 'cut-off']))
  })
})

describe('in mail', () => {
  const attachment = gzipSync(strToU8(reportXml()))

  it.each<[string, Parameters<typeof carrierMail>[1], DmarcOptions, boolean | undefined, string]>([
    ['it passed for the reporter', {}, trusted, true, 'passed DMARC for receiver.example.org'],
    ['it failed', { dmarc: 'fail' }, trusted, false, 'did not pass DMARC'],
    [
      'it passed for somebody else',
      { from: 'a@other.example' },
      trusted,
      false,
      'but the report names example.org',
    ],
    ['nobody says', { results: false }, trusted, undefined, "nothing that the recipient's side wrote says"],
    [
      'somebody else says',
      {},
      { trustedHosts: ['mx.example.com'] },
      undefined,
      "nothing that the recipient's side wrote",
    ],
  ])('says whether the carrier can be trusted: %s', (_, mail, options, verified, reason) => {
    const { carrier, path, report } = only(carrierMail(attachment, mail), { ...options, path: 'in.eml' })
    expect(report.reportId).toBe('r1')
    expect(path).toBe('in.eml!/receiver.example.org!example.net!1793577600!1793663999.xml.gz')
    expect(carrier).toMatchObject({ from: mail!.from ?? 'dmarc@receiver.example.org', verified })
    expect(carrier!.reason).toContain(reason)
  })

  it('goes by content rather than by media type', () => {
    for (const type of ['application/octet-stream', 'image/png', 'text/plain'])
      expect(only(carrierMail(attachment, { type })).report.reportId).toBe('r1')
    expect(only(carrierMail(bytesOf(reportXml()), { type: 'text/plain' })).report.reportId).toBe('r1')
  })

  it('names what is no DMARC report', () => {
    const tls = gzipSync(strToU8('{"organization-name":"a","policies":[]}'))
    expect(reasonsOf(carrierMail(tls))).toEqual(['a TLS report (RFC 8460), not a DMARC one'])
    expect(reasonsOf(carrierMail(bytesOf('<html>'), { type: 'text/html' }))).toEqual([
      'a message without a DMARC report',
    ])
  })
})

describe('arguments', () => {
  it.each<[string, unknown, unknown, new (message: string) => Error]>([
    ['input must be a Uint8Array', 'text', {}, TypeError],
    ['options must be an object', new Uint8Array(), null, TypeError],
    ['pth is not an option', new Uint8Array(), { pth: 'a' }, TypeError],
    ['path must be a string', new Uint8Array(), { path: 1 }, TypeError],
    ['limits.recods is not a limit', new Uint8Array(), { limits: { recods: 1 } }, TypeError],
    ['limits.records must be a number', new Uint8Array(), { limits: { records: '1' } }, TypeError],
    ['limits.records must be an integer from 1', new Uint8Array(), { limits: { records: 0 } }, RangeError],
    [
      'limits.depth must be an integer from 1 to 256',
      new Uint8Array(),
      { limits: { depth: 257 } },
      RangeError,
    ],
    ['trustedNetworks[0] is neither', new Uint8Array(), { trustedNetworks: ['x'] }, RangeError],
  ])('%s', (message, input, options, type) => {
    const call = (): DmarcReading[] => readDmarcReports(input as Uint8Array, options as DmarcOptions)
    expect(call).toThrow(type)
    expect(call).toThrow(message)
  })

  it('has limits that can be set one by one', () => {
    const records = recordXml().repeat(5)
    const report: DmarcReport = only(reportXml({ records }), { limits: { records: 2 } }).report
    expect(report.records).toHaveLength(2)
    expect(DEFAULT_DMARC_LIMITS.inflatedBytes).toBe(50 * 2 ** 20)
  })
})
