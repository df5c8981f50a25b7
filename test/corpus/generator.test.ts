import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { generate, generateStream, KINDS, type Options } from '../../corpus/generator.mjs'

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const header = (bytes: Uint8Array) =>
  text(bytes)
    .split('\r\n\r\n', 1)[0]
    .replace(/\r\n[ \t]+/g, ' ')
const names = (bytes: Uint8Array) =>
  header(bytes)
    .split('\r\n')
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())

/** Small enough for mailparser's own limits. */
const SMALL: Record<string, Options> = {
  attachment: { size: 50_000 },
  parts: { n: 200 },
  nested: { n: 20 },
  addresses: { n: 50 },
}

/** The field below which the sender's side begins. */
function belowBoundary(bytes: Uint8Array): string[] {
  const fields = header(bytes).split('\r\n')
  const boundary = fields.findIndex((field) =>
    /^Received: from \S+\.outbound\.protection\.outlook\.com/.test(field),
  )
  expect(boundary).toBeGreaterThanOrEqual(0)
  return fields.slice(boundary + 1)
}

describe.each(KINDS)('kind %s', (kind) => {
  const options = SMALL[kind]

  it('gives the same bytes and labels for the same seed', () => {
    const first = generate({ seed: 11, kind, options })
    const again = generate({ seed: 11, kind, options })
    expect(hash(again.bytes)).toBe(hash(first.bytes))
    expect(again.labels).toEqual(first.labels)
  })

  it('gives different bytes for different seeds', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 20; seed++) seen.add(hash(generate({ seed, kind, options }).bytes))
    expect(seen.size).toBe(20)
  })

  it('is read by mailparser, with sender, recipient, subject and body', async () => {
    const mail = await simpleParser(Buffer.from(generate({ seed: 5, kind, options }).bytes))
    expect(mail.from?.value[0].address).toMatch(/@/)
    expect(mail.to).toBeDefined()
    expect(mail.subject).toBeTruthy()
    expect(mail.date?.getFullYear()).toBeGreaterThan(2021)
    expect(`${mail.text ?? ''}${mail.html || ''}`.length + mail.attachments.length).toBeGreaterThan(0)
  })

  it('streams what it builds', async () => {
    const chunks: Uint8Array[] = []
    for await (const chunk of generateStream({ seed: 3, kind, options })) chunks.push(chunk)
    expect(hash(Buffer.concat(chunks))).toBe(hash(generate({ seed: 3, kind, options }).bytes))
  })
})

describe('campaign', () => {
  it('keeps every sender-side trace field when nothing is removed', () => {
    const { bytes, labels } = generate({ seed: 1, kind: 'campaign' })
    const below = belowBoundary(bytes).map((field) => field.slice(0, field.indexOf(':')))
    expect(below.filter((name) => name === 'Received').length).toBe(3)
    expect(below).toContain('Received-SPF')
    expect(below).toContain('X-MS-Exchange-Authentication-Results')
    expect(labels).toEqual({ headersRemoved: 0, headersForged: 0, hiddenFiller: 1, prizeLure: 1 })
  })

  it('names in its traffic diagnostic the hosts of its Received fields, oldest first', () => {
    const { bytes } = generate({ seed: 2, kind: 'campaign' })
    const diagnostic =
      /X-MS-TrafficTypeDiagnostic: (\S+)/
        .exec(header(bytes))?.[1]
        .split('|')
        .map((hop) => hop.split(':')[0]) ?? []
    expect(diagnostic.length).toBe(5)
    const received = header(bytes)
      .split('\r\n')
      .filter((field) => field.startsWith('Received:'))
    const order = diagnostic.map((host) => received.findIndex((field) => field.includes(`by ${host}.`)))
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => b - a))
  })

  it('loses to the twelve rules what a rule can reach, and keeps what is written after them', () => {
    const { bytes, labels } = generate({ seed: 1, kind: 'campaign', options: { remove: ['rules12'] } })
    const below = belowBoundary(bytes).map((field) => field.slice(0, field.indexOf(':')))
    for (const gone of ['Received', 'Received-SPF', 'X-MS-Exchange-Authentication-Results'])
      expect(below).not.toContain(gone)
    for (const kept of [
      'ARC-Seal',
      'ARC-Message-Signature',
      'ARC-Authentication-Results',
      'X-MS-Exchange-SenderADCheck',
    ])
      expect(below).toContain(kept)
    expect(below.filter((name) => name === 'DKIM-Signature').length).toBe(1)
    expect(labels.headersRemoved).toBe(1)
  })

  it('removes one field and changes nothing else but the size and count that the recipient notes', () => {
    const noted = (bytes: Uint8Array) =>
      text(bytes)
        .replace(/SizeAsReceived:\d+;Count:\d+/, '')
        .replace(/X-IncomingHeaderCount: \d+/, '')
    const intact = noted(generate({ seed: 9, kind: 'campaign' }).bytes)
    const without = noted(
      generate({ seed: 9, kind: 'campaign', options: { remove: ['received-spf'] } }).bytes,
    )
    const field = /Received-SPF: Fail(?:.*\r\n )*.*\r\n/.exec(intact)?.[0] ?? ''
    expect(field.length).toBeGreaterThan(100)
    expect(without).toBe(intact.replace(field, ''))
  })

  it('says nothing of a removal that leaves no mark', () => {
    const { labels } = generate({
      seed: 1,
      kind: 'campaign',
      options: { remove: ['x-ms-exchange-senderadcheck'] },
    })
    expect(labels.headersRemoved).toBeNull()
  })

  it('leaves none of the twelve where they are removed everywhere', () => {
    const { bytes } = generate({
      seed: 1,
      kind: 'campaign',
      options: { remove: ['rules12'], reach: 'everywhere', recipient: 'business' },
    })
    const left = names(bytes)
    for (const gone of ['received', 'received-spf', 'arc-seal', 'dkim-signature', 'authentication-results'])
      expect(left).not.toContain(gone)
  })
})

describe('recipients at Outlook.com', () => {
  it('count the fields they received, and say so twice', () => {
    for (const kind of ['campaign', 'exchange', 'gmail', 'ses']) {
      const { bytes } = generate({ seed: 4, kind, options: { recipient: 'outlook' } })
      const count = /;Count:(\d+)/.exec(header(bytes))?.[1]
      expect(Number(count)).toBeGreaterThan(5)
      expect(header(bytes)).toContain(`X-IncomingHeaderCount: ${count}\r\n`)
    }
  })

  it('use one tracking id for one delivery', () => {
    const { bytes } = generate({ seed: 4, kind: 'exchange', options: { recipient: 'outlook' } })
    const ids = [...header(bytes).matchAll(/(?:Network-Message-Id|Correlation-Id): (\S+)/g)].map(
      (found) => found[1],
    )
    expect(ids.length).toBe(3)
    expect(new Set(ids).size).toBe(1)
  })
})

describe('attachment', () => {
  it.each([20_000, 1_000_000, 20_000_000])('meets a size of %d within a line', (size) => {
    expect(size - generate({ kind: 'attachment', options: { size } }).bytes.length).toBeLessThan(78)
  })

  it('holds no more than a chunk at a time', async () => {
    let total = 0
    let largest = 0
    for await (const chunk of generateStream({ kind: 'attachment', size: 100_000_000 })) {
      total += chunk.length
      largest = Math.max(largest, chunk.length)
    }
    expect(100_000_000 - total).toBeLessThan(78)
    expect(largest).toBeLessThanOrEqual(60_000)
  })
})

describe('arguments', () => {
  it.each([
    [{ kind: 'letter' }, /kind must be one of .* not letter/],
    [{ kind: '__proto__' }, /kind must be one of/],
    [{ kind: 'campaign', seed: 1.5 }, /seed must be an integer, not 1.5/],
  ])('%j is refused', (request, message) => {
    expect(() => generate(request)).toThrow(TypeError)
    expect(() => generate(request)).toThrow(message)
  })
})
