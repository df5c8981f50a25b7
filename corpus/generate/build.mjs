// @ts-check
// Whole messages: a letter, a sender's route and a recipient's, put together, with what is true of the result.
import { LETTERS, NEWSLETTERS, STORY_TEXT } from './bodies.mjs'
import { removeFields } from './exchange.mjs'
import { alternative, contentFields, field, line, rfcDate, textContent, toBytes } from './fields.mjs'
import { authorFields, domainOf, sealsOf } from './letter.mjs'
import { deliverToExchange } from './outlook.mjs'
import { deliverToGmail, deliverToPostfix } from './recipients.mjs'
import * as senders from './senders.mjs'
import { sendThroughTenant } from './tenant.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Field} Field
 * @typedef {import('./letter.mjs').Letter} Letter
 * @typedef {import('./letter.mjs').Handover} Handover
 * @typedef {1 | 0 | null} Label  null: cannot be told from the message
 * @typedef {{ headersRemoved: Label, headersForged: Label, hiddenFiller: Label, prizeLure: Label }} Labels
 * @typedef {{ bytes: Uint8Array, labels: Labels }} Message
 * @typedef {'outlook' | 'business' | 'gmail' | 'postfix'} Recipient
 */

/** @type {Labels} */
export const CLEAN = { headersRemoved: 0, headersForged: 0, hiddenFiller: 0, prizeLure: 0 }

/** Recipients by the kind of machine that takes their mail. */
export const READERS = {
  outlook: 'reader@live.example',
  business: 'desk@firm.example',
  gmail: 'reader@example.com',
  postfix: 'reader@example.net',
}
const BUSINESS_TENANT = '5b0f1f7a-93c4-4f1e-8a53-6d2f7e10c9b4'

/** A day between August 2022 and March 2026, at a whole second. @param {Random} random */
export const anyTime = (random) =>
  Date.UTC(2022, 7, 15, 6) + random.int(0, 1300) * 864e5 + random.int(0, 50000) * 1000

/**
 * What the recipient's side writes on top of a message that is handed over.
 * @param {Random} random
 * @param {Recipient} recipient
 * @param {Handover} handover
 * @param {{ from: string, body: string, spf?: 'pass' | 'fail' | 'softfail' | 'none', dmarc?: 'pass' | 'fail' | 'none', junk?: boolean, region?: number,
 *   sender?: ReturnType<typeof sendThroughTenant>, sealed?: boolean, arc?: { instance: number, cv: 'none' | 'pass' | 'fail' },
 *   skipListed?: import('./exchange.mjs').Client, verdict?: boolean }} about
 * @returns {Field[]}
 */
export function deliver(random, recipient, handover, about) {
  const headerFrom = domainOf(about.from)
  if (recipient === 'gmail' || recipient === 'postfix') {
    // the last host writes its own
    const given = { ...handover, wire: handover.wire.filter((one) => one.name !== 'Return-Path') }
    const receipt = {
      to: READERS[recipient],
      headerFrom,
      spf: about.spf,
      dmarc: about.dmarc,
      body: about.body,
      verdict: about.verdict,
    }
    return recipient === 'gmail'
      ? deliverToGmail(random, given, receipt)
      : deliverToPostfix(random, given, receipt)
  }
  return deliverToExchange(
    random,
    handover.time,
    about.region ?? random.int(0, 4),
    handover.wire,
    about.body,
    {
      client: handover.client,
      mailFrom: handover.mailFrom,
      headerFrom,
      from: about.from,
      spf: about.spf,
      dkimDomain: handover.dkimDomain,
      dmarc: about.dmarc,
      junk: about.junk,
      rcptDomain: domainOf(READERS[recipient]),
      sender: about.sender,
      sealed: about.sealed,
      arc: about.arc ?? { instance: sealsOf(handover.wire) + 1, cv: 'pass' },
      business: recipient === 'business' ? BUSINESS_TENANT : undefined,
      skipListed: about.skipListed,
    },
  )
}

const FIRM_TENANT = '7c1d9a52-44b6-4e0c-9d0a-2b8f3e6a1c77'

/** @typedef {'exchange' | 'exchange-smtp-auth' | 'exchange-hybrid' | 'gmail' | 'postfix' | 'ses' | 'mailchimp' | 'sendgrid' | 'exim' | 'sendmail' | 'qmail' | 'server'} Sender */

/**
 * @typedef {object} OrdinaryOptions
 * @property {Sender} sender
 * @property {Recipient} recipient
 * @property {Partial<Letter>} [letter]
 * @property {number} [time]
 * @property {boolean} [privacy]  the sender leaves its inner Received lines out
 * @property {(given: Handover, body: string) => Handover & { body?: string }} [through]  a hop in between
 * @property {(fields: Field[]) => Field[]} [edit]  the fields that are handed over, changed
 * @property {(fields: Field[]) => Field[]} [editDelivered]  the fields of the recipient's copy, changed
 * @property {boolean} [skipListed]  business with a gateway in front: the machine before the gateway is judged
 * @property {boolean} [sealed]  an ARC set is there, so that Exchange seals as well
 * @property {'pass' | 'fail' | 'softfail' | 'none'} [spf]
 * @property {'pass' | 'fail' | 'none'} [dmarc]
 * @property {boolean} [verdict]
 */

/** An honest message by one of the usual routes. @param {Random} random @param {OrdinaryOptions} options @returns {Message} */
export function ordinary(random, options) {
  const { sender, recipient, privacy = false } = options
  const time = options.time ?? anyTime(random)
  /** @type {Letter} */
  const letter = {
    from: 'jonna@example.org',
    name: 'Jonna Tide',
    to: READERS[recipient],
    subject: 'Thursday in the small room',
    content: textContent('plain', LETTERS.meeting),
    ...options.letter,
  }
  let body = letter.content.body
  /** @type {Handover & { body?: string }} */
  let handed
  let sent
  if (sender.startsWith('exchange')) {
    sent = throughExchange(random, time, sender, letter, privacy)
    handed = sent
  } else handed = SENDERS[sender](random, time, letter, { privacy })
  const first = handed.client
  if (options.edit) handed = { ...handed, wire: options.edit(handed.wire) }
  if (options.through) {
    handed = options.through(handed, body)
    body = handed.body ?? body
    sent = undefined
  }
  let fields = deliver(random, recipient, handed, {
    from: letter.from,
    body,
    sender: sent,
    spf: options.spf,
    dmarc: options.dmarc,
    sealed: options.sealed,
    verdict: options.verdict,
    skipListed: options.skipListed ? first : undefined,
  })
  if (options.editDelivered) fields = options.editDelivered(fields)
  return { bytes: toBytes(fields, body), labels: { ...CLEAN } }
}

/** @type {Record<string, (random: Random, time: number, letter: Letter, options: { privacy: boolean }) => Handover>} */
const SENDERS = {
  gmail: senders.viaGmail,
  postfix: senders.viaPostfix,
  ses: senders.viaSes,
  mailchimp: senders.viaMailchimp,
  sendgrid: senders.viaSendGrid,
  exim: senders.viaExim,
  sendmail: senders.viaSendmail,
  qmail: senders.viaQmail,
  server: senders.viaServer,
}

/** @param {Random} random @param {number} time @param {string} sender @param {Letter} letter @param {boolean} strip */
function throughExchange(random, time, sender, letter, strip) {
  const domain = domainOf(letter.from)
  const hybrid = sender === 'exchange-hybrid'
  const by = hybrid ? 'relay' : sender === 'exchange' ? 'mapi' : 'smtp-auth'
  const client = { ip: '198.51.100.14', helo: `mail.${domain}`, ptr: `mail.${domain}`, country: 'DE' }
  const sent = sendThroughTenant(
    random,
    time,
    random.int(0, 4),
    {
      by,
      client,
      tenant: domain,
      tenantId: FIRM_TENANT,
      mailFrom: letter.from,
      headerFrom: domain,
      rcptDomain: domainOf(letter.to),
      spf: 'pass',
      dmarc: 'pass',
      allowListed: hybrid,
      pool: 'normal',
    },
    ({ mailbox }) =>
      by === 'smtp-auth'
        ? authorFields(letter, time, `${random.guid()}@${domain}`)
        : outlookFields(random, time, letter, hybrid ? `EX01.corp.${domain}` : mailbox, hybrid),
    letter.content.body,
  )
  return strip ? { ...sent, wire: removeFields(sent.wire, ['Received', 'X-ClientProxiedBy']) } : sent
}

/** What Outlook and its mailbox server write. @param {Random} random @param {number} time @param {Letter} letter @param {string} host @param {boolean} premises the server stands in the company */
function outlookFields(random, time, letter, host, premises) {
  const identifier = premises ? random.hex(32) : `${host.split('.')[0]}${random.upperHex(28)}`
  const received = premises
    ? [
        field(
          'author',
          'Received',
          `from ${host} (10.20.1.15) by ${host} (10.20.1.15) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.1.2507.39; ${rfcDate(time - 2000)}`,
        ),
        field(
          'author',
          'Received',
          `from ${host} ([fe80::9c1d:33a1:77f0:5e2b]) by ${host} ([fe80::9c1d:33a1:77f0:5e2b%6]) with mapi id 15.01.2507.039; ${rfcDate(time - 3000)}`,
        ),
      ]
    : []
  return [
    ...received,
    field('author', 'From', letter.name ? `${letter.name} <${letter.from}>` : letter.from),
    field('author', 'To', letter.to),
    field('author', 'Subject', letter.subject),
    field('author', 'Thread-Topic', letter.subject),
    field('author', 'Thread-Index', threadIndex(random, time - 4000)),
    field('author', 'Date', rfcDate(time - 3000)),
    field('author', 'Message-ID', `\n <${letter.messageId ?? `${identifier}@${host}`}>`),
    line('author', 'Accept-Language', 'en-GB, en-US'),
    line('author', 'Content-Language', 'en-GB'),
    line('author', 'X-MS-Has-Attach', ''),
    line('author', 'X-MS-TNEF-Correlator', ''),
    ...contentFields(letter.content),
    line('author', 'MIME-Version', '1.0'),
  ]
}

/** Outlook's conversation index: a byte 1, five bytes of the time as a FILETIME, a GUID. @param {Random} random @param {number} time */
function threadIndex(random, time) {
  const filetime = (BigInt(time) + 11644473600000n) * 10000n
  const hex = `01${filetime.toString(16).padStart(16, '0').slice(0, 10)}${random.hex(32)}`
  return Buffer.from(hex, 'hex').toString('base64')
}

/** Mail of a mailbox's usual kind with a body of one's own, by Postfix to Postfix. @param {Random} random @param {import('./fields.mjs').Content} content @param {string} subject @param {{ name?: string, from?: string, time?: number, sender?: Sender, recipient?: Recipient, extra?: [string, string][] }} [options] */
export function plainRoute(
  random,
  content,
  subject,
  { name, from = 'sender@example.org', time, sender = 'postfix', recipient = 'postfix', extra } = {},
) {
  return ordinary(random, { sender, recipient, time, letter: { from, name, subject, content, extra } })
}

/** An honest newsletter. @param {Random} random @param {string} style a key of NEWSLETTERS @param {{ sender?: Sender, recipient?: Recipient, time?: number }} [options] */
export function newsletter(random, style, { sender = 'mailchimp', recipient = 'outlook', time } = {}) {
  const content = alternative(
    `_----------=_MCPart_${random.digits(10)}`,
    STORY_TEXT,
    NEWSLETTERS[style](random),
  )
  const extra = /** @type {[string, string][]} */ ([
    ['List-Unsubscribe', '<https://news.example.org/unsubscribe?m=4711>, <mailto:leave@news.example.org>'],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ['List-Id', 'Tidewater Books <letter.news.example.org>'],
  ])
  return ordinary(random, {
    sender,
    recipient,
    time,
    letter: {
      from: 'letter@news.example.org',
      name: 'Tidewater Books',
      subject: 'New on the shelf this month',
      content,
      extra: sender === 'mailchimp' ? extra.slice(0, 2) : extra,
    },
  })
}
