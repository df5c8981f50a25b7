#!/usr/bin/env node
// Makes messages that carry the route of another one, out of real ones: what spam tools do that paste the header of a real delivery.
//
//   npm run build && node bench/paste.mjs OUT_DIR FILE_OR_DIR...
//
// Of each message whose route crosses a trust boundary stay the fields of the recipient's side and the body. Below them come, as the
// sender's side hands them over, the fields of another message from a Received of a mailbox operator on.
//   pasted-old     as they are
//   pasted-fresh   with Received fields dated as the message is, their identifiers as they were
//   invented-chain Received lines of hosts that nobody has heard of, in place of the sender's
//   delivery-field a field that Exchange Online writes as it delivers, on mail that no Exchange had
//   claimed-name   nothing pasted: the host that handed over gave the bare domain of a mailbox operator as its name
// A verdict on signatures becomes a failure, since a pasted one cannot verify. labels.tsv in OUT_DIR: path, stratum, headersForged.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readMessages } from '../dist/batch/index.js'
import { createAnalyzer } from '../dist/index.js'

/** Operators by the names that their hosts write behind "by". */
const DONORS = [
  ['Gmail', /^\S+\.google\.com$/i],
  ['Exchange Online', /\.(?:outlook|office365)\.com$/i],
  ['Yahoo', /\.yahoo\.com$/i],
  ['iCloud', /\.(?:icloud|me|apple)\.com$/i],
]
/** Bare domains, each with the operator of {@link DONORS} that it is of. */
const NAMES = [
  ['gmail.com', 'Gmail'],
  ['outlook.com', 'Exchange Online'],
  ['hotmail.com', 'Exchange Online'],
  ['yahoo.com', 'Yahoo'],
  ['aol.com', 'Yahoo'],
  ['icloud.com', 'iCloud'],
]
const DKIM_VERDICT = /\bdkim=\w+(?:\s*\([^)]*\))?(?:\s+header\.[dis]=[^\s;]+)*/

const [out, ...inputs] = process.argv.slice(2)
if (!out || inputs.length === 0) {
  console.error('usage: node bench/paste.mjs OUT_DIR FILE_OR_DIR...')
  process.exit(2)
}

/** Fields, where each begins, and what follows them; the text has a character a byte. */
function split(text) {
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  const matches = [...text.slice(0, end).matchAll(/[^\r\n]+(?:\r?\n[ \t][^\r\n]*)*/g)]
  return {
    fields: matches.map(([field]) => field),
    starts: matches.map(({ index }) => index),
    rest: text.slice(end),
  }
}

const nameOf = (field) => /^[^\s:]+/.exec(field)?.[0].toLowerCase() ?? ''
const isReceived = (field) => nameOf(field) === 'received'
const byOf = (field) => /\bby\s+([\w.-]+)/i.exec(field)?.[1] ?? ''

const { analyze } = createAnalyzer()
const originals = []
for await (const { kind, path, bytes } of readMessages(inputs)) {
  if (kind !== 'message' || !bytes) continue
  const text = Buffer.from(bytes).toString('latin1')
  const { hops, boundary } = analyze(bytes).route
  const handover = boundary && hops[boundary.hop]
  if (handover?.scope !== 'public' || !handover.time) continue
  originals.push({ path, text, handover, ...split(text) })
}

/** What a message came with, from the topmost Received of such an operator on. */
const donors = originals.flatMap(({ fields, path }) => {
  const at = fields.findIndex(
    (field) => isReceived(field) && DONORS.some(([, host]) => host.test(byOf(field))),
  )
  return at < 0 ? [] : [{ path, fields: fields.slice(at) }]
})
if (donors.length === 0) {
  console.error('no message has passed a mailbox operator, so that there is nothing to paste')
  process.exit(2)
}

const dated = (field, date) => field.replace(/;[^;]*$/, `;\n\t${date}`)
const WORDS = 'amber birch cedar delta ember fjord grove heron inlet jetty knoll larch'.split(' ')

/** Each line with hosts of its own. */
function inventedLine(digest, i, date) {
  const word = (at) => WORDS[digest[(3 * i + at) % digest.length] % WORDS.length]
  const [from, by] = ['relay', 'mx'].map(
    (label, at) => `${label}${i}.${word(at)}-${word(at + 7)}${i}${at}.example`,
  )
  return `Received: from ${from} (203.0.113.${digest[i]})\n\tby ${by} with SMTP; ${date}`
}

/** The recipient's side of one message above what another one came with. */
function pasted({ recipients, owner, donor }, fields) {
  if (owner !== undefined) return undefined
  const domain = /^dkim-signature:[\s\S]*?\bd=([^;\s]+)/im.exec(donor.join('\n'))?.[1]
  const verdict = `dkim=fail (signature did not verify) header.d=${domain}`
  const own = recipients.map((field) =>
    domain && nameOf(field) === 'authentication-results' ? field.replace(DKIM_VERDICT, verdict) : field,
  )
  return [...own, ...fields]
}

/** The fields of each kind of forgery; undefined where it cannot be made of a message. */
const FORGERIES = {
  'pasted-old': (original) => pasted(original, original.donor),
  'pasted-fresh': (original) =>
    pasted(
      original,
      original.donor.map((field) =>
        isReceived(field) || nameOf(field) === 'x-received' ? dated(field, original.date) : field,
      ),
    ),
  'invented-chain': ({ recipients, senders, digest, date }) => [
    ...recipients,
    ...Array.from({ length: 2 + (digest[6] % 4) }, (_, i) => inventedLine(digest, i, date)),
    ...senders.filter((field) => !isReceived(field)),
  ],
  'delivery-field': ({ recipients, senders, owner, digest }) =>
    owner !== undefined || senders.some((field) => /outlook\.com|x-ms-exchange/i.test(field))
      ? undefined
      : [...recipients, `X-IncomingHeaderCount: ${6 + (digest[5] % 12)}`, ...senders],
  'claimed-name': ({ recipients, senders, owner, digest }) => {
    const names = NAMES.filter(([, operator]) => operator !== owner)
    const [name] = names[digest[4] % names.length]
    const claimed = recipients.at(-1).replace(/(from\s+)\S+/i, `$1${name}`)
    return claimed === recipients.at(-1) ? undefined : [...recipients.slice(0, -1), claimed, ...senders]
  },
}

const rows = ['path\tstratum\theadersForged']
const counts = {}
for (const { path, text, handover, fields, starts, rest } of originals) {
  const border = starts.indexOf(handover.evidence.start)
  if (border < 0) continue
  const digest = createHash('sha1').update(text).digest()
  const from = /\bfrom\s+([\w.-]+)/i.exec(fields[border])?.[1] ?? ''
  const donor = donors[digest.readUInt32BE(0) % donors.length]
  const original = {
    recipients: fields.slice(0, border + 1),
    senders: fields.slice(border + 1),
    owner: DONORS.find(([, host]) => host.test(from))?.[0],
    donor: donor.fields,
    digest,
    date: new Date(Date.parse(handover.time) - 60_000).toUTCString().replace('GMT', '+0000'),
  }
  const name = `${basename(path).replace(/\.(?:eml|txt)$/, '')}-${digest.toString('hex', 0, 4)}.eml`
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  for (const [kind, make] of Object.entries(FORGERIES)) {
    const made = donor.path === path && kind.startsWith('pasted') ? undefined : make(original)
    if (!made) continue
    mkdirSync(join(out, kind), { recursive: true })
    writeFileSync(join(out, kind, name), Buffer.from(made.join(eol) + rest, 'latin1'))
    rows.push(`${join(kind, name)}\t${kind}\t1`)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
}
writeFileSync(join(out, 'labels.tsv'), `${rows.join('\n')}\n`)
console.log(JSON.stringify(counts))
