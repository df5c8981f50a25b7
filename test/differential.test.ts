import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compare } from './differential/compare.ts'
import { EXAMPLES } from './differential/examples.ts'
import { KINDS } from './differential/kinds.ts'
import { ASPECTS, type Aspect, PEERS, type PeerReading, readOurs, readPeer } from './differential/peers.ts'
import { tally } from './differential/tally.ts'
import { ROOT } from './helpers/build.ts'
import { bytesOf } from './helpers/outline.ts'

describe('an invented message for each kind of difference', () => {
  it.each(EXAMPLES)('$kind: $peer, $aspect', async ({ kind, peer, aspect, message }) => {
    const bytes = bytesOf(message)
    expect(compare(readOurs(bytes), peer, await readPeer(peer, bytes), aspect)).toBe(kind)
  })

  it('leaves no kind without', () => {
    expect([...new Set(EXAMPLES.map(({ kind }) => kind))].sort()).toEqual(KINDS.map(({ id }) => id).sort())
  })

  it('and a place in the docs', () => {
    const docs = readFileSync(join(ROOT, 'docs/differences.md'), 'utf8')
    const headings = [...docs.matchAll(/^### `([a-z0-9-]+)`$/gm)].map(([, id]) => id)
    expect(headings.sort()).toEqual(KINDS.map(({ id }) => id).sort())
  })
})

describe('a well-formed message', () => {
  const MESSAGE = bytesOf(
    [
      'From: "Alex Example" <alex@example.com>',
      'To: kim@example.net, =?utf-8?Q?Ren=C3=A9?= <rene@example.org>',
      'Subject: =?utf-8?Q?caf=C3=A9?=',
      'Message-ID: <1@example.com>',
      'Date: Mon, 3 Mar 2025 10:00:00 +0100',
      'Content-Type: multipart/alternative; boundary="=_b"',
      '',
      '--=_b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'One\r\nTwo',
      '--=_b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>One<p>Two',
      '--=_b--',
      '',
    ].join('\r\n'),
  )

  const CHANGES: [Aspect, (reading: Exclude<PeerReading, Error>) => void][] = [
    ['fields', (reading) => reading.fields.pop()],
    ['subject', (reading) => (reading.subject = 'cafe')],
    ['addresses', (reading) => reading.addresses.to.pop()],
    ['mailboxes', (reading) => reading.addresses.to.reverse()],
    ['ids', (reading) => (reading.ids['message-id'] = ['2@example.com'])],
    ['text', (reading) => (reading.text = 'One')],
    ['html', (reading) => (reading.html = '<p>One<p>TWO')],
  ]

  it.each(PEERS)('is read as %s reads it', async (peer) => {
    const ours = readOurs(MESSAGE)
    const their = await readPeer(peer, MESSAGE)
    for (const aspect of ASPECTS) expect(compare(ours, peer, their, aspect), aspect).toBe('agree')
  })

  it.each(CHANGES)('has no excuse for a difference in %s', async (aspect, change) => {
    const their = await readPeer('mailparser', MESSAGE)
    if (their instanceof Error) throw their
    change(their)
    expect(compare(readOurs(MESSAGE), 'mailparser', their, aspect)).toBe('unexplained')
  })
})

describe('mailparser and postal-mime', () => {
  it('read the corpus as we do, but for the differences that are explained', async () => {
    const folder = join(ROOT, 'corpus/messages')
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    const result = await tally(files)
    expect(result.messages).toBeGreaterThanOrEqual(60)
    expect(result.unexplained).toEqual([])
  })
})
