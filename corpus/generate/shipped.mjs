#!/usr/bin/env node
// @ts-check
// The messages of corpus/messages that are built rather than typed, and the tool that writes them with their labels:
//
//   node corpus/generate/shipped.mjs
//
// Files that are not named here are left alone, and so are their rows in labels.tsv.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv, stdout } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { generate, LABEL_HEADER, labelRow } from '../generator.mjs'
import { fillerBody, LETTERS, obfuscatedBody, PRIZE_NOTICES, page, STORY_TEXT } from './bodies.mjs'
import { BROKEN } from './broken.mjs'
import { newsletter, ordinary, plainRoute } from './build.mjs'
import { campaign, TWELVE } from './campaign.mjs'
import { multipart, textContent } from './fields.mjs'
import { FORGED } from './forged.mjs'
import { createRandom, mixSeed } from './random.mjs'
import { throughForwarder, throughMailman, throughMimecast, throughProofpoint } from './relays.mjs'

/**
 * @typedef {import('./build.mjs').Message} Message
 * @typedef {import('./build.mjs').Labels} Labels
 * @typedef {import('./fields.mjs').Field} Field
 */

/** Path below corpus/messages, without `.eml`, to what builds it. @type {Map<string, () => Message>} */
export const SHIPPED = new Map()

/** @param {string} name */
const randomFor = (name) => createRandom(mixSeed(2022, name))

/** @param {string} name @param {(random: import('./random.mjs').Random) => Message} build */
function ship(name, build) {
  SHIPPED.set(name, () => build(randomFor(name)))
}

/** The same message with other labels. @param {Message} message @param {Partial<Labels>} labels @returns {Message} */
const labelled = (message, labels) => ({ ...message, labels: { ...message.labels, ...labels } })

/** @param {string} text */
const plain = (text) => textContent('plain', text)

// ---- campaign: one wave on 6 September 2022; messages of one base differ in what was removed and in nothing else ----

const WAVE = { time: Date.UTC(2022, 8, 6, 14, 3, 11), region: 3, characters: 2600 }

/** @param {string} name @param {string} base @param {import('./campaign.mjs').CampaignOptions} options */
function shipCampaign(name, base, options) {
  SHIPPED.set(`campaign/${name}`, () => campaign(randomFor(`campaign ${base}`), { ...WAVE, ...options }))
}

const SKIP_LISTED = { skipListing: true }
const SEALED = { sealed: true }
const SMTP_AUTH = { by: /** @type {const} */ ('smtp-auth') }

shipCampaign('intact', 'plain', {})
shipCampaign('intact-skip-listed', 'skip-listed', SKIP_LISTED)
shipCampaign('intact-sealed', 'sealed', SEALED)
shipCampaign('intact-smtp-auth', 'smtp-auth', SMTP_AUTH)
for (const [i, name] of TWELVE.entries()) {
  const number = String(i + 1).padStart(2, '0')
  const short = name.toLowerCase()
  // each from the base in which the header is there to be removed
  const [base, options] =
    i < 2
      ? ['skip-listed', SKIP_LISTED]
      : /^(ARC-|Authentication-)/.test(name)
        ? ['sealed', SEALED]
        : ['plain', {}]
  // a rule cannot keep SenderADCheck from being stamped again, so here it is taken from the copy itself
  shipCampaign(`without-${number}-${short}`, base, {
    ...options,
    remove: [name],
    reach: short === 'x-ms-exchange-senderadcheck' ? 'sender' : 'rules',
  })
}
shipCampaign('received-smtp-auth', 'smtp-auth', { ...SMTP_AUTH, remove: ['Received'] })
shipCampaign('received-and-spf', 'plain', { remove: ['Received', 'Received-SPF'] })
shipCampaign('received-oldest', 'plain', { only: 'oldest' })
shipCampaign('rules12', 'plain', { remove: ['rules12'] })
shipCampaign('rules12-sealed', 'sealed', { ...SEALED, remove: ['rules12'] })
shipCampaign('rules12-relay-pool', 'relay-pool', { remove: ['rules12'], pool: 'relay' })
shipCampaign('rules12-from-ses', 'ses', { remove: ['rules12'], source: 'ses' })
shipCampaign('rules12-from-mailchimp', 'mailchimp', { remove: ['rules12'], source: 'mailchimp' })
shipCampaign('everywhere', 'everywhere', { remove: ['rules12'], reach: 'everywhere', recipient: 'business' })
shipCampaign('postfix-intact', 'postfix', { recipient: 'postfix' })
shipCampaign('postfix-rules12', 'postfix', { recipient: 'postfix', remove: ['rules12'] })
shipCampaign('gmail-intact', 'gmail', { recipient: 'gmail' })
shipCampaign('gmail-rules12', 'gmail', { recipient: 'gmail', remove: ['rules12'] })
shipCampaign('2025-rules12', '2025', {
  time: Date.UTC(2025, 2, 18, 7, 40, 2),
  region: 1,
  remove: ['rules12'],
})

// ---- ordinary: honest mail by the usual routes ----------------------------------------------------------------------

const MAY = Date.UTC(2024, 4, 14, 14, 3, 11)
const OFFICE = {
  from: 'sales@example.org',
  name: 'Sales Office',
  subject: 'Your order 20417',
  content: plain(LETTERS.invoice),
}
const SHOP = {
  from: 'orders@shop.example.org',
  name: 'Tidewater Books',
  subject: 'Receipt for order 500-20417',
  content: plain(LETTERS.receipt),
}

/** @param {string} name @param {import('./build.mjs').OrdinaryOptions} options @param {Partial<Labels>} [labels] */
function shipOrdinary(name, options, labels = {}) {
  ship(`ordinary/${name}`, (random) => labelled(ordinary(random, { time: MAY, ...options }), labels))
}

for (const recipient of /** @type {const} */ (['outlook', 'gmail', 'postfix'])) {
  shipOrdinary(`exchange-mapi-${recipient}`, { sender: 'exchange', recipient })
  shipOrdinary(`exchange-smtp-auth-${recipient}`, { sender: 'exchange-smtp-auth', recipient, letter: OFFICE })
  shipOrdinary(`exchange-hybrid-${recipient}`, { sender: 'exchange-hybrid', recipient, letter: OFFICE })
}
shipOrdinary('gmail-postfix', { sender: 'gmail', recipient: 'postfix' })
shipOrdinary('gmail-outlook', { sender: 'gmail', recipient: 'outlook' })
shipOrdinary('postfix-gmail', { sender: 'postfix', recipient: 'gmail' })
shipOrdinary('postfix-outlook', { sender: 'postfix', recipient: 'outlook' })
shipOrdinary('postfix-postfix-unchecked', { sender: 'postfix', recipient: 'postfix', verdict: false })
shipOrdinary('ses-gmail', { sender: 'ses', recipient: 'gmail', letter: SHOP })
shipOrdinary('ses-outlook', { sender: 'ses', recipient: 'outlook', letter: SHOP })
shipOrdinary('mailchimp-outlook', {
  sender: 'mailchimp',
  recipient: 'outlook',
  letter: { ...SHOP, subject: 'New on the shelf', content: plain(STORY_TEXT) },
})
shipOrdinary('mailchimp-postfix', {
  sender: 'mailchimp',
  recipient: 'postfix',
  letter: { ...SHOP, subject: 'New on the shelf', content: plain(STORY_TEXT) },
})
shipOrdinary('sendgrid-outlook', { sender: 'sendgrid', recipient: 'outlook', letter: SHOP })
shipOrdinary('sendgrid-postfix', { sender: 'sendgrid', recipient: 'postfix', letter: SHOP })
shipOrdinary('exim-postfix', { sender: 'exim', recipient: 'postfix', letter: OFFICE })
shipOrdinary('exim-outlook', { sender: 'exim', recipient: 'outlook', letter: OFFICE })
shipOrdinary('sendmail-gmail', { sender: 'sendmail', recipient: 'gmail' })
shipOrdinary('qmail-postfix', { sender: 'qmail', recipient: 'postfix' })
shipOrdinary('proofpoint-exchange', {
  sender: 'gmail',
  recipient: 'business',
  skipListed: true,
  through: (given) => throughProofpoint(randomFor('proofpoint'), given, 'desk@firm.example'),
})
shipOrdinary('mimecast-exchange', {
  sender: 'postfix',
  recipient: 'business',
  through: (given) => throughMimecast(randomFor('mimecast'), given),
  spf: 'softfail',
})

const LIST = {
  list: 'tides@lists.example.net',
  host: 'lists.example.net',
  footer: (/** @type {string} */ text) =>
    `${text}\r\n_______________________________________________\r\ntides mailing list\r\nhttps://lists.example.net/mailman/listinfo/tides\r\n`,
}
const PATCH = {
  from: 'edda@example.org',
  name: 'Edda Pier',
  to: LIST.list,
  subject: 'leap years in the outer table',
  content: plain(LETTERS.patch),
}
for (const [name, sender, recipient] of /** @type {const} */ ([
  ['mailman-postfix', 'postfix', 'postfix'],
  ['mailman-outlook', 'gmail', 'outlook'],
  ['mailman-from-exchange', 'exchange', 'postfix'],
])) {
  shipOrdinary(name, {
    sender,
    recipient,
    letter: PATCH,
    sealed: true,
    dmarc: 'fail',
    through: (given, body) => throughMailman(randomFor(name), given, { ...LIST, body }),
  })
}
shipOrdinary('forwarded-srs-gmail', {
  sender: 'exim',
  recipient: 'gmail',
  letter: { ...OFFICE, to: 'jonna@alumni.example' },
  through: (given) =>
    throughForwarder(randomFor('forwarder'), given, {
      host: 'fwd.alumni.example',
      address: 'jonna@alumni.example',
      to: 'reader@example.com',
    }),
})
shipOrdinary(
  'privacy-postfix',
  { sender: 'postfix', recipient: 'postfix', privacy: true },
  { headersRemoved: null },
)
// an honest company whose rule takes its inner hops away: removed all the same
shipOrdinary(
  'privacy-exchange-outlook',
  { sender: 'exchange', recipient: 'outlook', privacy: true },
  { headersRemoved: 1 },
)
ship('ordinary/export-header-only', (random) => {
  const { bytes, labels } = ordinary(random, { sender: 'exchange', recipient: 'outlook', time: MAY })
  const end = Buffer.from(bytes).indexOf('\r\n\r\n')
  return { bytes: bytes.slice(0, end + 2), labels: { ...labels, hiddenFiller: null, prizeLure: null } }
})
ship('ordinary/export-sent-item', (random) => ({
  bytes: ordinary(random, { sender: 'exchange', recipient: 'outlook', time: MAY, editDelivered: sentItem })
    .bytes,
  labels: { headersRemoved: null, headersForged: 0, hiddenFiller: 0, prizeLure: 0 },
}))

/** What a client saves of a message in its sent folder: the author's fields. @param {Field[]} fields */
function sentItem(fields) {
  const kept = /^(From|To|Subject|Thread-|Date|Message-ID|Accept-|Content-|X-MS-Has-Attach|X-MS-TNEF|MIME-)/i
  return fields.filter((one) => kept.test(one.name))
}

// ---- newsletter, filler, lure ----------------------------------------------------------------------------------------

for (const [style, sender, recipient] of /** @type {const} */ ([
  ['preheader', 'mailchimp', 'outlook'],
  ['preheader', 'ses', 'gmail'],
  ['mjml', 'sendgrid', 'postfix'],
  ['mso-conditionals', 'ses', 'outlook'],
  ['mobile-desktop', 'mailchimp', 'postfix'],
  ['dark-mode', 'sendgrid', 'outlook'],
  ['pictures', 'mailchimp', 'outlook'],
  ['tracking-pixel', 'ses', 'postfix'],
  ['screen-reader', 'postfix', 'gmail'],
]))
  ship(`newsletter/${style}-${sender}`, (random) =>
    newsletter(random, style, { sender, recipient, time: Date.UTC(2025, 9, 2, 6, 30, 0) }),
  )

const JUNE = Date.UTC(2023, 5, 20, 11, 22, 33)
for (const [name, hiding, filler, recipient] of /** @type {const} */ ([
  ['display-none-salad', 'display-none', 'salad', 'outlook'],
  ['font-size-zero-prose', 'font-size-zero', 'prose', 'postfix'],
  ['same-colour-hex', 'same-colour', 'hex', 'outlook'],
  ['comment-salad', 'comment', 'salad', 'postfix'],
  ['zero-box-tokens', 'zero-box', 'tokens', 'postfix'],
  ['off-screen-prose', 'off-screen', 'prose', 'outlook'],
  ['style-salad', 'style', 'salad', 'postfix'],
  ['visibility-lines', 'visibility', 'lines', 'postfix'],
  ['opacity-sorted', 'opacity', 'sorted', 'postfix'],
  ['text-indent-hex', 'text-indent', 'hex', 'postfix'],
  ['class-prose', 'class', 'prose', 'outlook'],
  ['invented-tag-salad', 'tag', 'salad', 'postfix'],
]))
  ship(`filler/${name}`, (random) =>
    labelled(
      plainRoute(
        random,
        textContent('html', fillerBody(random, { hiding, filler })),
        'Your storage is almost full',
        { name: 'Storage Team', from: 'storage@files.example.com', recipient, time: JUNE },
      ),
      { hiddenFiller: 1 },
    ),
  )
// letters are split, nothing is filled in
ship('filler/zero-width-in-words', (random) =>
  labelled(
    plainRoute(random, textContent('html', obfuscatedBody(random)), 'Your password expires today', {
      from: 'support@login.example.com',
      recipient: 'outlook',
      time: JUNE,
    }),
    { hiddenFiller: null },
  ),
)

for (const layout of [
  'two-images',
  'sliced-grid',
  'image-map',
  'background',
  'linked-block',
  'text-only',
  'other-theme',
])
  SHIPPED.set(`lure/${layout}`, () =>
    generate({
      kind: 'lure',
      seed: 7,
      options: {
        layout,
        recipient: layout === 'sliced-grid' || layout === 'two-images' ? 'outlook' : 'postfix',
      },
    }),
  )

for (const [file, name, from, subject, prizeLure] of /** @type {const} */ ([
  ['lure/picture-button', 'Customer Desk', 'desk@example.org', 'C O N G R A T S, you are a W1NNER', 1],
  ['lure/link-text', 'Obsluga klienta', 'biuro@example.org', 'Sprawa 4471', null],
  [
    'newsletter/raffle-postfix',
    'Oakhill Parents',
    'parents@school.example.org',
    'School raffle on Saturday',
    0,
  ],
  ['newsletter/gift-card-receipt-postfix', 'Northgate Books', 'shop@books.example.org', 'Your gift card', 0],
  ['newsletter/gift-with-order-postfix', 'Tea on the Quay', 'news@tea.example.org', 'A free gift for you', 0],
]))
  ship(file, (random) => {
    const notice = PRIZE_NOTICES[file.slice(file.indexOf('/') + 1).replace('-postfix', '')]
    const content = textContent('html', page('', notice))
    return labelled(plainRoute(random, content, subject, { name, from, time: JUNE }), { prizeLure })
  })

// ---- forged, broken, hostile ----------------------------------------------------------------------------------------------

for (const [name, build] of FORGED) SHIPPED.set(`forged/${name}`, () => build(randomFor(`forged/${name}`)))
for (const [name, build] of Object.entries(BROKEN)) SHIPPED.set(`broken/${name}`, build)
for (const [name, kind, options] of /** @type {const} */ ([
  ['nested-60-multiparts', 'nested', { n: 60, of: 'multipart' }],
  ['nested-60-messages', 'nested', { n: 60, of: 'rfc822' }],
  ['parts-1100', 'parts', { n: 1100 }],
  ['long-line', 'long-line', { n: 60_000 }],
  ['unclosed-tags', 'unclosed-tags', { n: 2000 }],
  ['encoded-words', 'encoded-words', { n: 300 }],
  ['addresses', 'addresses', { n: 400 }],
]))
  SHIPPED.set(`hostile/${name}`, () => generate({ kind, seed: 7, options }))
ship('hostile/many-fields', (random) =>
  plainRoute(random, multipart('mixed', `m${random.hex(8)}`, [plain(LETTERS.meeting)]), 'many fields', {
    extra: Array.from({ length: 1500 }, (_, i) => [`X-Field-${i}`, random.alnum(12)]),
  }),
)

/** Writes the files and their rows. */
function main() {
  const corpus = join(dirname(fileURLToPath(import.meta.url)), '..')
  const table = join(corpus, 'labels.tsv')
  const rows = new Map()
  if (existsSync(table))
    for (const row of readFileSync(table, 'utf8').split('\n').slice(1))
      if (row) rows.set(row.split('\t')[0], row)
  let total = 0
  for (const [name, build] of SHIPPED) {
    const { bytes, labels } = build()
    const path = `messages/${name}.eml`
    mkdirSync(dirname(join(corpus, path)), { recursive: true })
    writeFileSync(join(corpus, path), bytes)
    rows.set(path, labelRow(path, name.split('/')[0], labels))
    total += bytes.length
  }
  writeFileSync(
    table,
    `${[LABEL_HEADER, ...[...rows.keys()].sort().map((path) => rows.get(path))].join('\n')}\n`,
  )
  stdout.write(`${SHIPPED.size} messages, ${total} bytes\n`)
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) main()
