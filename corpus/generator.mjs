#!/usr/bin/env node
// @ts-check
// Makes any number of messages, with labels, from a seed: the same seed gives the same bytes.
//
//   node corpus/generator.mjs --kind campaign --seed 1 --count 100 --out DIR [--remove received,received-spf] [--size BYTES] [--n NUMBER]
//   node corpus/generator.mjs --kind attachment --size 1000000000 --out -
//
// Message i has seed SEED + i. DIR gets <kind>-<seed>.eml and labels.tsv; `-` writes one message to standard output.
import { once } from 'node:events'
import { appendFileSync, createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process, { argv, stderr, stdout } from 'node:process'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { FILLER, fillerBody, HIDING, LURES, NEWSLETTERS } from './generate/bodies.mjs'
import { CLEAN, newsletter, ordinary, plainRoute } from './generate/build.mjs'
import { campaign } from './generate/campaign.mjs'
import { textContent } from './generate/fields.mjs'
import * as hostile from './generate/hostile.mjs'
import { createRandom, mixSeed } from './generate/random.mjs'

/**
 * @typedef {import('./generate/build.mjs').Labels} Labels
 * @typedef {import('./generate/build.mjs').Message} Message
 * @typedef {import('./generate/random.mjs').Random} Random
 * @typedef {import('./generate/campaign.mjs').CampaignOptions & {
 *   sender?: import('./generate/build.mjs').Sender, style?: string, hiding?: string, filler?: import('./generate/bodies.mjs').FillerKind,
 *   layout?: string, size?: number, n?: number, of?: 'multipart' | 'rfc822' }} Options
 */

const LURE_SUBJECTS = [
  'You are the winner of the day',
  'Your prize has not been collected',
  'One coffee machine is left for you',
]
const PRIZE = new Set(['two-images', 'sliced-grid', 'image-map', 'background', 'linked-block'])

/** @type {Record<string, (random: Random, options: Options) => Message>} */
const BUILDERS = {
  campaign,
  exchange: (random, options) =>
    ordinary(random, {
      sender:
        options.sender ??
        random.pick(/** @type {const} */ (['exchange', 'exchange-smtp-auth', 'exchange-hybrid'])),
      recipient: options.recipient ?? random.pick(/** @type {const} */ (['outlook', 'gmail', 'postfix'])),
    }),
  gmail: (random, options) =>
    ordinary(random, {
      sender: 'gmail',
      recipient: options.recipient ?? random.pick(['outlook', 'postfix']),
    }),
  postfix: (random, options) =>
    ordinary(random, {
      sender: 'postfix',
      recipient: options.recipient ?? random.pick(['outlook', 'gmail', 'postfix']),
    }),
  ses: (random, options) =>
    ordinary(random, {
      sender: 'ses',
      recipient: options.recipient ?? random.pick(['outlook', 'gmail', 'postfix']),
    }),
  mailchimp: (random, options) =>
    newsletter(random, options.style ?? 'preheader', { recipient: options.recipient ?? 'outlook' }),
  newsletter: (random, options) =>
    newsletter(random, options.style ?? random.pick(Object.keys(NEWSLETTERS)), {
      sender: options.sender ?? random.pick(['mailchimp', 'ses', 'sendgrid', 'postfix']),
      recipient: options.recipient ?? random.pick(['outlook', 'gmail', 'postfix']),
    }),
  filler(random, options) {
    const hiding = options.hiding ?? random.pick(Object.keys(HIDING))
    const filler = options.filler ?? random.pick(/** @type {(keyof typeof FILLER)[]} */ (Object.keys(FILLER)))
    const html = fillerBody(random, { hiding, filler, characters: options.characters })
    const message = plainRoute(random, textContent('html', html), 'Your storage is almost full', {
      recipient: options.recipient ?? random.pick(['outlook', 'postfix']),
    })
    return { ...message, labels: { ...message.labels, hiddenFiller: 1 } }
  },
  lure(random, options) {
    const layout = options.layout ?? random.pick(Object.keys(LURES))
    const subject =
      layout === 'other-theme' ? 'The morning drink that doctors talk about' : random.pick(LURE_SUBJECTS)
    const message = plainRoute(random, textContent('html', LURES[layout](random)), subject, {
      name: layout === 'other-theme' ? 'Health Letter' : 'Prize Department',
      recipient: options.recipient ?? random.pick(['outlook', 'postfix']),
    })
    return {
      ...message,
      labels: { ...message.labels, prizeLure: PRIZE.has(layout) ? 1 : layout === 'text-only' ? null : 0 },
    }
  },
  parts: (random, options) => hostile.manyParts(random, options.n ?? 1100),
  nested: (random, options) => hostile.nested(random, options.n ?? 60, options.of ?? 'multipart'),
  'long-line': (random, options) => hostile.longLine(random, options.n ?? 100_000),
  'unclosed-tags': (random, options) => hostile.unclosedTags(random, options.n ?? 2000),
  'encoded-words': (random, options) => hostile.encodedWords(random, options.n ?? 500),
  addresses: (random, options) => hostile.addresses(random, options.n ?? 500),
}

export const KINDS = [...Object.keys(BUILDERS), 'attachment']

/** @param {unknown} seed @param {string} kind */
function randomFor(seed, kind) {
  if (!Number.isSafeInteger(seed)) throw new TypeError(`seed must be an integer, not ${seed}`)
  return createRandom(mixSeed(Number(seed), kind))
}

/**
 * One message.
 * @param {{ seed?: number, kind: string, options?: Options }} what
 * @returns {Message}
 * @throws TypeError when the kind is unknown or the seed no integer
 */
export function generate({ seed = 1, kind, options = {} }) {
  if (kind === 'attachment') {
    const chunks = [...attachment(randomFor(seed, kind), options.size ?? 1 << 20)]
    return {
      bytes: new Uint8Array(Buffer.concat(chunks)),
      labels: { ...CLEAN },
    }
  }
  if (!Object.hasOwn(BUILDERS, kind))
    throw new TypeError(`kind must be one of ${KINDS.join(', ')}, not ${kind}`)
  return BUILDERS[kind](randomFor(seed, kind), options)
}

/**
 * One message in chunks. `attachment` is made in constant memory whatever its size; its bytes are those of `generate`.
 * @param {{ seed?: number, kind: string, options?: Options, size?: number }} what size: bytes of the message, see `attachment`
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* generateStream({ seed = 1, kind, options = {}, size = options.size }) {
  if (kind === 'attachment') yield* attachment(randomFor(seed, kind), size ?? 1 << 20)
  else yield generate({ seed, kind, options }).bytes
}

/**
 * A short letter with one base64 attachment, in chunks of at most 60 kB.
 * @param {Random} random
 * @param {number} size of the whole message in bytes, met to within a line of 78; at least some 4,000
 */
function* attachment(random, size) {
  const boundary = `a${random.hex(16)}`
  const head = `--${boundary}\r\nContent-Type: text/plain; charset="us-ascii"\r\n\r\nThe scan of the chart is attached.\r\n--${boundary}\r\nContent-Type: application/octet-stream; name="chart.bin"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="chart.bin"\r\n\r\n`
  const tail = `--${boundary}--\r\n`
  const first = plainRoute(
    random,
    { headers: [['Content-Type', `multipart/mixed;\n\tboundary="${boundary}"`]], body: head },
    'The chart',
  ).bytes
  yield first
  // one block of random lines over and over, told apart by a number in each block's first line
  const block = Array.from({ length: 750 }, () => random.base64(57)).join('\r\n')
  let lines = Math.max(1, Math.floor((size - first.length - tail.length) / 78))
  for (let i = 0; lines > 0; i++) {
    const take = Math.min(lines, 750)
    const text = `${String(i).padStart(8, '0')}${block.slice(8, take * 78 - 2)}\r\n`
    yield new Uint8Array(Buffer.from(text, 'latin1'))
    lines -= take
  }
  yield new Uint8Array(Buffer.from(tail, 'latin1'))
}

/** A row of labels.tsv, without its line end. @param {string} path @param {string} stratum @param {Labels} labels */
export function labelRow(path, stratum, labels) {
  return [path, stratum, labels.headersRemoved, labels.headersForged, labels.hiddenFiller, labels.prizeLure]
    .map((cell) => cell ?? '')
    .join('\t')
}

export const LABEL_HEADER = 'path\tstratum\theadersRemoved\theadersForged\thiddenFiller\tprizeLure'

async function main() {
  const { values } = parseArgs({
    options: {
      kind: { type: 'string' },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '1' },
      out: { type: 'string' },
      remove: { type: 'string' },
      reach: { type: 'string' },
      by: { type: 'string' },
      source: { type: 'string' },
      recipient: { type: 'string' },
      style: { type: 'string' },
      hiding: { type: 'string' },
      filler: { type: 'string' },
      layout: { type: 'string' },
      of: { type: 'string' },
      size: { type: 'string' },
      n: { type: 'string' },
      characters: { type: 'string' },
    },
  })
  const { kind, out, seed, count, size, n, characters, remove, ...rest } = values
  if (!kind || !out) throw new TypeError(`--kind (${KINDS.join(', ')}) and --out are needed`)
  const number = (/** @type {string | undefined} */ text) => (text === undefined ? undefined : Number(text))
  const options = /** @type {Options} */ ({
    ...rest,
    size: number(size),
    n: number(n),
    characters: number(characters),
    remove: remove?.split(','),
  })
  if (out === '-') {
    for await (const chunk of generateStream({ kind, seed: Number(seed), options }))
      if (!stdout.write(chunk)) await once(stdout, 'drain')
    return
  }
  mkdirSync(out, { recursive: true })
  const table = join(out, 'labels.tsv')
  if (!existsSync(table)) writeFileSync(table, `${LABEL_HEADER}\n`)
  for (let i = 0; i < Number(count); i++) {
    const name = `${kind}-${Number(seed) + i}.eml`
    const what = { kind, seed: Number(seed) + i, options }
    if (kind === 'attachment') {
      const file = createWriteStream(join(out, name))
      for await (const chunk of generateStream(what)) if (!file.write(chunk)) await once(file, 'drain')
      file.end()
      await once(file, 'finish')
      appendFileSync(table, `${labelRow(name, kind, CLEAN)}\n`)
      continue
    }
    const { bytes, labels } = generate(what)
    writeFileSync(join(out, name), bytes)
    appendFileSync(table, `${labelRow(name, kind, labels)}\n`)
  }
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  main().catch((error) => {
    stderr.write(`generator: ${error.message}\n`)
    process.exitCode = 2
  })
}
