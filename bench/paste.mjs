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
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createAnalyzer } from '../dist/index.js'

/** Operators by the names that their hosts write behind "by". */
const DONORS = [
  ['Gmail', /^\S+\.google\.com$/i],
  ['Exchange Online', /\.(?:outlook|office365)\.com$/i],
  ['Yahoo', /\.yahoo\.com$/i],
  ['iCloud', /\.(?:icloud|me|apple)\.com$/i],
]
const NAMES = ['gmail.com', 'outlook.com', 'hotmail.com', 'yahoo.com', 'aol.com', 'icloud.com']
const DKIM_VERDICT = /\bdkim=\w+(?:\s*\([^)]*\))?(?:\s+header\.[dis]=[^\s;]+)*/

const [out, ...inputs] = process.argv.slice(2)
if (!out || inputs.length === 0) {
  console.error('usage: node bench/paste.mjs OUT_DIR FILE_OR_DIR...')
  process.exit(2)
}

function* walk(path) {
  if (statSync(path).isDirectory())
    for (const entry of readdirSync(path).sort()) yield* walk(join(path, entry))
  else yield path
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
const lineOf = (field) => /\bfrom\s+([\w.-]+)/i.exec(field)?.[1] ?? ''
const operatorOf = (field) => DONORS.find(([, host]) => host.test(byOf(field)))?.[0]

const { analyze } = createAnalyzer()
const originals = []
for (const path of inputs.flatMap((input) => [...walk(input)])) {
  const bytes = readFileSync(path)
  const text = bytes.toString('latin1')
  const { hops, boundary } = analyze(bytes).route
  const handover = boundary && hops[boundary.hop]
  if (handover?.scope !== 'public' || !handover.time) continue
  originals.push({ path, text, handover, ...split(text) })
}

/** What was handed over in the name of each operator, from its Received on. */
const donors = originals.flatMap(({ fields, path }) => {
  const at = fields.findIndex((field) => isReceived(field) && operatorOf(field))
  return at < 0 ? [] : [{ path, operator: operatorOf(fields[at]), fields: fields.slice(at) }]
})

const rows = ['path\tstratum\theadersForged']
const counts = {}
function write(stratum, name, fields, { text, rest }) {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const path = join(stratum, name)
  mkdirSync(join(out, stratum), { recursive: true })
  writeFileSync(join(out, path), Buffer.from(fields.join(eol) + rest, 'latin1'))
  rows.push(`${path}\t${stratum}\t1`)
  counts[stratum] = (counts[stratum] ?? 0) + 1
}

const dated = (field, date) => field.replace(/;[^;]*$/, `;\n\t${date}`)

const WORDS = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'heron',
  'inlet',
  'jetty',
  'knoll',
  'larch',
]

/** Each line with hosts of its own. */
function inventedLine(digest, i, date) {
  const word = (at) => WORDS[digest[(3 * i + at) % digest.length] % WORDS.length]
  const [from, by] = ['relay', 'mx'].map(
    (label, at) => `${label}${i}.${word(at)}-${word(at + 7)}${i}${at}.example`,
  )
  return `Received: from ${from} (203.0.113.${digest[i]})\n\tby ${by} with SMTP; ${date}`
}

for (const original of originals) {
  const { path, text, handover, fields } = original
  const border = original.starts.indexOf(handover.evidence.start)
  if (border < 0) continue
  const digest = createHash('sha1').update(text).digest()
  const name = `${basename(path).replace(/\.(?:eml|txt)$/, '')}-${digest.toString('hex', 0, 4)}.eml`
  const donor = donors.length > 0 ? donors[digest.readUInt32BE(0) % donors.length] : undefined
  const arrived = new Date(Date.parse(handover.time) - 60_000).toUTCString().replace('GMT', '+0000')
  const from = lineOf(fields[border])
  if (donor && donor.path !== path && !DONORS.some(([, host]) => host.test(from))) {
    const domain = /^dkim-signature:[\s\S]*?\bd=([^;\s]+)/im.exec(donor.fields.join('\n'))?.[1]
    const own = fields
      .slice(0, border + 1)
      .map((field) =>
        nameOf(field) === 'authentication-results' && domain
          ? field.replace(DKIM_VERDICT, `dkim=fail (signature did not verify) header.d=${domain}`)
          : field,
      )
    write('pasted-old', name, [...own, ...donor.fields], original)
    const fresh = donor.fields.map((field) =>
      isReceived(field) || nameOf(field) === 'x-received' ? dated(field, arrived) : field,
    )
    write('pasted-fresh', name, [...own, ...fresh], original)
  }
  if (
    !/outlook\.com|x-ms-exchange/i.test(fields.slice(border + 1).join('\n')) &&
    !DONORS.some(([, host]) => host.test(from))
  )
    write(
      'delivery-field',
      name,
      fields.toSpliced(border + 1, 0, `X-IncomingHeaderCount: ${6 + (digest[5] % 12)}`),
      original,
    )
  const invented = Array.from({ length: 2 + (digest[6] % 4) }, (_, i) => inventedLine(digest, i, arrived))
  const others = fields.slice(border + 1).filter((field) => !isReceived(field))
  write('invented-chain', name, [...fields.slice(0, border + 1), ...invented, ...others], original)
  const claimed = NAMES[digest[4] % NAMES.length]
  const lines = [...fields]
  lines[border] = lines[border].replace(/(from\s+)\S+/i, `$1${claimed}`)
  if (lines[border] !== fields[border]) write('claimed-name', name, lines, original)
}
writeFileSync(join(out, 'labels.tsv'), `${rows.join('\n')}\n`)
console.log(JSON.stringify(counts))
