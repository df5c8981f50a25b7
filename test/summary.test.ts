import { describe, expect, it } from 'vitest'
import type { Limits } from '../src/mime/limits.ts'
import type { Report } from '../src/schema.ts'
import { summarize } from '../src/summary.ts'
import { messageOf } from './helpers/message.ts'
import { reportOf } from './helpers/report.ts'

interface Options {
  limits?: Partial<Limits>
  headerOnly?: boolean
  hosts?: string[]
}

/** The report on a message of which nothing was found. */
function summaryOf(text: string, { limits, headerOnly = false, hosts = [] }: Options = {}): Report {
  const message = messageOf(text, { limits, trust: { hosts, networks: [] } })
  const { expected, assessments, findings, dismissed, score, verdict, engine } = reportOf()
  const judged = { expected, assessments, findings, dismissed, score, verdict, engine }
  return summarize(message, { ...judged, sha256: 'ab', limitHits: [], headerOnly })
}

const hop = (from: string, by: string, at: string): string =>
  `Received: from ${from} by ${by} with ESMTPS id x1; Mon, 2 Mar 2026 ${at} +0000\n`
const MX = hop('out.example.org (out.example.org [203.0.113.9])', 'mx.example.net', '10:00:05')
const OUT = hop('laptop (unknown [10.1.2.3])', 'out.example.org', '10:00:00')
const html = (body: string, head = ''): string => `${head}Content-Type: text/html; charset=utf-8\n\n${body}\n`

describe('the message', () => {
  it('is told by its identifying fields', () => {
    const text =
      'From: "Ann" <ann@example.org>, bob@example.org\nSubject: =?utf-8?Q?caf=C3=A9?=\nDate: Mon, 2 Mar 2026 11:00:00 +0100\nMessage-ID: <1@example.org>\n\n'
    expect(summaryOf(text).message).toEqual({
      sha256: 'ab',
      size: text.replaceAll('\n', '\r\n').length,
      id: '1@example.org',
      from: [{ name: 'Ann', address: 'ann@example.org' }, { address: 'bob@example.org' }],
      subject: 'café',
      date: '2026-03-02T10:00:00Z',
    })
  })

  it('has no more than is there', () => {
    const { message, route, body, authentication, completeness } = summaryOf('X-A: b\n\n')
    expect(JSON.parse(JSON.stringify(message))).toEqual({ sha256: 'ab', size: 10 })
    expect(route).toEqual({ hops: [], traces: [], operators: [] })
    expect(authentication).toEqual({ claimed: [], signatures: [] })
    expect(body).toMatchObject({ hiddenText: [], images: [], links: { count: 0, domains: [] } })
    expect(completeness).toEqual({ complete: true, limits: [] })
  })

  it('tells an empty field from none', () => {
    expect(summaryOf('Subject:\nFrom:\n\n').message).toMatchObject({ subject: '', from: [] })
  })
})

describe('the route', () => {
  it('has its hops with what each says, newest first', () => {
    const { hops } = summaryOf(MX + OUT, { hosts: ['mx.example.net'] }).route
    expect(hops).toMatchObject([
      {
        side: 'recipient',
        from: { helo: 'out.example.org', rdns: 'out.example.org', ip: '203.0.113.9' },
        by: 'mx.example.net',
        with: 'ESMTPS',
        id: 'x1',
        tls: true,
        time: '2026-03-02T10:00:05Z',
        delay: 5,
        link: 'host',
        scope: 'public',
      },
      { side: 'sender', by: 'out.example.org', scope: 'private', time: '2026-03-02T10:00:00Z' },
    ])
    expect(hops[0].evidence).toEqual({ start: 0, end: MX.length - 1 })
  })

  it('has the boundary where a hop can be trusted', () => {
    expect(summaryOf(MX + OUT, { hosts: ['mx.example.net'] }).route.boundary).toEqual({
      hop: 0,
      how: 'configured',
      evidence: { start: 0, end: MX.length - 1 },
    })
    expect(summaryOf('Subject: x\n\n').route).not.toHaveProperty('boundary')
  })

  it('names each operator once, newest first', () => {
    const google = hop('a.example.org', 'mx.google.com', '10:00:09')
    const outlook = hop('b.example.org', 'AM6PR02MB4721.eurprd02.prod.outlook.com', '10:00:08')
    expect(summaryOf(google + google + outlook + google + OUT).route.operators).toEqual([
      'Gmail',
      'Exchange Online',
    ])
  })
})

describe('the origin', () => {
  const client = 'X-Originating-IP: [198.51.100.7]\n'
  const connecting =
    'X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=6f0c8a1e-1c1b-4a53-9a57-2f6c8f1f9d11;Ip=[198.51.100.20];Helo=[mail.example.com]\n'
  const exchange = hop(
    'AM6PR02MB4721.eurprd02.prod.outlook.com (2603:10a6:10::1)',
    'AM7PR02MB4722.eurprd02.prod.outlook.com (2603:10a6:20::1)',
    '10:00:04',
  )
  it.each<[string, string, object | undefined]>([
    [
      'the client that Exchange Online recorded',
      MX + connecting + exchange + OUT,
      { ip: '198.51.100.20', host: 'mail.example.com' },
    ],
    [
      'the oldest hop of a public address',
      MX + OUT,
      { ip: '203.0.113.9', host: 'out.example.org', field: 'Received' },
    ],
    [
      'the program of the author, where no hop has one',
      OUT + client,
      { ip: '198.51.100.7', field: 'X-Originating-IP' },
    ],
    ['not that program where a hop has one', MX + client, { ip: '203.0.113.9' }],
    [
      'a hop without an address, where it handed over',
      hop('out.example.org', 'mx.example.net', '10:00:00'),
      { host: 'out.example.org' },
    ],
    ['nothing', 'Subject: x\n', undefined],
  ])('is %s', (_, header, expected) => {
    const { origin } = summaryOf(`${header}\n`, { hosts: ['mx.example.net'] }).route
    if (expected === undefined) expect(origin).toBeUndefined()
    else expect(origin).toMatchObject(expected)
  })
})

describe('authentication', () => {
  it('has every claim, in the order of the fields, with its side and bytes', () => {
    const above = 'Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@example.org; dkim=none\n'
    const below =
      'Received-SPF: fail client-ip=192.0.2.1;\nAuthentication-Results: other.example; dmarc=pass\n'
    const text = above + MX + below
    const { claimed } = summaryOf(text, { hosts: ['mx.example.net'] }).authentication
    expect(claimed.map(({ method, result, side }) => [method, result, side])).toEqual([
      ['spf', 'pass', 'recipient'],
      ['dkim', 'none', 'recipient'],
      ['spf', 'fail', 'sender'],
      ['dmarc', 'pass', 'sender'],
    ])
    expect(claimed[0]).toMatchObject({
      field: 'Authentication-Results',
      authservId: 'mx.example.net',
      properties: { 'smtp.mailfrom': 'a@example.org' },
    })
    const { start, end } = claimed[0].evidence
    expect(above.slice(start, end)).toBe('spf=pass smtp.mailfrom=a@example.org')
  })

  it('has signatures and the ARC chain', () => {
    const { signatures, arc } = summaryOf(
      'DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; h=From:To; bh=AA==; b=AA==\n' +
        'ARC-Seal: i=1; a=rsa-sha256; cv=none; d=seal.example; s=s; b=AA==\n\n',
    ).authentication
    expect(signatures).toMatchObject([
      { domain: 'example.org', selector: 's1', algorithm: 'rsa-sha256', signed: ['from', 'to'] },
    ])
    expect(arc).toMatchObject({ instances: 1, chainValidation: 'none', sealers: ['seal.example'] })
    expect(arc?.problems).not.toEqual([])
  })
})

describe('the body', () => {
  const BODY = html(
    '<p>Seen <a href="https://a.shop.example.com/">x</a> <a href="https://b.shop.example.com/">y</a> <a href="http://example.org/">z</a> <a href="mailto:a@example.net">m</a></p>' +
      '<p style="display:none">not seen</p><a href="http://example.org/"><img src="https://img.example.org/a.png" width=600 height=400 alt="A  picture"></a>',
  )

  it('counts what is seen, and shows what is not with its bytes', () => {
    const { visibleText, hiddenText } = summaryOf(BODY).body
    expect(visibleText).toEqual({ characters: 8, words: 5, excerpt: 'Seen x y z m' })
    expect(hiddenText).toMatchObject([
      { technique: 'display-none', characters: 7, words: 2, excerpt: 'not seen' },
    ])
    const { start, end } = hiddenText[0].evidence
    expect(BODY.replaceAll('\n', '\r\n').slice(start, end)).toContain('not seen')
  })

  it('counts links by registered domain, most first, then by name', () => {
    expect(summaryOf(BODY).body.links).toMatchObject({
      count: 5,
      domains: [
        { domain: 'example.com', count: 2 },
        { domain: 'example.org', count: 2 },
      ],
    })
  })

  it('has pictures as they are shown, and a layout where there are any', () => {
    const { images, layout } = summaryOf(BODY).body
    expect(images).toMatchObject([
      {
        width: 600,
        height: 400,
        linked: true,
        hidden: false,
        alt: 'A picture',
        source: 'https://img.example.org/a.png',
      },
    ])
    expect(layout).toMatchObject({ pictures: 1, linked: 1, trackers: 0, altCoverage: 1 })
    expect(summaryOf(html('<p>Words</p>')).body).not.toHaveProperty('layout')
  })

  it('is not read of a header alone, and that is no complete report', () => {
    const { body, completeness } = summaryOf(BODY, { headerOnly: true })
    expect(body.visibleText).toEqual({ characters: 0, words: 0, excerpt: '' })
    expect(body.links).toEqual({ count: 0, domains: [], ips: [], list: [] })
    expect(completeness).toEqual({ complete: false, limits: [] })
  })
})

describe('lists', () => {
  const many = (n: number, line: (i: number) => string): string =>
    Array.from({ length: n }, (_, i) => line(i)).join('')
  it.each<[string, string, (report: Report) => readonly unknown[]]>([
    ['hops', many(5, () => MX), ({ route }) => route.hops],
    ['traces', MX + many(5, (i) => `X-Originating-IP: [198.51.100.${i}]\n`), ({ route }) => route.traces],
    [
      'claims',
      many(5, (i) => `Authentication-Results: m; spf=pass; x-${i}=pass\n`),
      ({ authentication }) => authentication.claimed,
    ],
    [
      'signatures',
      many(5, () => 'DKIM-Signature: v=1; d=example.org\n'),
      ({ authentication }) => authentication.signatures,
    ],
    ['hidden text', html(many(5, () => '<p style="display:none">no</p>x')), ({ body }) => body.hiddenText],
    ['pictures', html(many(5, (i) => `<img src="https://example.org/${i}.png">`)), ({ body }) => body.images],
  ])('of %s end at the limit, and that is told once', (_, text, list) => {
    const whole = summaryOf(text)
    expect(list(whole).length).toBeGreaterThanOrEqual(5)
    expect(whole.completeness).toEqual({ complete: true, limits: [] })
    const cut = summaryOf(text, { limits: { listed: 3 } })
    expect(list(cut)).toEqual(list(whole).slice(0, 3))
    expect(cut.completeness.complete).toBe(false)
    expect(cut.completeness.limits).toMatchObject([
      { limit: 'listed', value: 3, skipped: 'further entries of a list' },
    ])
  })

  it('of domains end at the limit, with the most frequent left', () => {
    const links = `${many(5, (i) => `<a href="https://d${i}.example/">x</a>`)}<a href="https://d4.example/">x</a>`
    const { links: found } = summaryOf(html(links), { limits: { listed: 2 } }).body
    expect(found).toMatchObject({
      count: 6,
      domains: [
        { domain: 'd4.example', count: 2 },
        { domain: 'd0.example', count: 1 },
      ],
    })
  })
})
