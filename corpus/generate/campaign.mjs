// @ts-check
// The campaign of 2022: prize mail through an abused Exchange Online tenant whose rules take headers away.
import { campaignBody } from './bodies.mjs'
import { anyTime, deliver, READERS } from './build.mjs'
import { removeFields } from './exchange.mjs'
import { field, rfcDate, textContent, toBytes } from './fields.mjs'
import { authorFields, dkim, domainOf } from './letter.mjs'
import { viaMailchimp, viaSes } from './senders.mjs'
import { sendThroughTenant } from './tenant.mjs'
import { word } from './words.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./letter.mjs').Letter} Letter
 * @typedef {import('./letter.mjs').Handover} Handover
 * @typedef {import('./build.mjs').Label} Label
 * @typedef {import('./build.mjs').Message} Message
 * @typedef {import('./build.mjs').Recipient} Recipient
 */

/** The header names that the twelve rules of 2022 removed, in the rules' order. */
export const TWELVE = [
  'X-MS-Exchange-ExternalOriginalInternetSender',
  'X-MS-Exchange-SkipListedInternetSender',
  'Received-SPF',
  'Received',
  'ARC-Authentication-Results',
  'ARC-Message-Signature',
  'DKIM-Signature',
  'ARC-Seal',
  'X-MS-Exchange-SenderADCheck',
  'X-MS-Exchange-Authentication-Results',
  'Authentication-Results',
  'X-MS-Exchange-AntiSpam-MessageData-ChunkCount',
]

/**
 * @typedef {object} CampaignOptions
 * @property {string[]} [remove]  names of header fields that the tenant's rules remove; `rules12` for the twelve
 * @property {'rules' | 'sender' | 'everywhere'} [reach]  how far the removal reaches, see removeFields
 * @property {'relay' | 'smtp-auth'} [by]  through an inbound connector, or by an account of the tenant
 * @property {Recipient} [recipient]
 * @property {'own' | 'ses' | 'mailchimp'} [source]  what hands the mail to the connector
 * @property {boolean} [skipListing]  the tenant uses Enhanced Filtering, which stamps the first two headers
 * @property {boolean} [sealed]  an earlier relay sealed the mail (ARC i=1) and stated its own results
 * @property {number} [time]  milliseconds since 1970
 * @property {number} [region]  0..4, the forest of the tenant
 * @property {number} [characters]  of hidden filler
 * @property {'normal' | 'high-risk' | 'relay'} [pool]
 * @property {'oldest'} [only]  of the Received fields remove only the oldest
 */

const SUBJECTS = [
  'Your Harbor & Pine reward is waiting',
  'You have been chosen: one espresso machine left',
  'Final notice: claim your 500 USD gift card',
  'Congratulations, your name was drawn today',
  'Answer five questions and the prize is yours',
]

/** @param {Random} random @param {CampaignOptions} [options] @returns {Message} */
export function campaign(random, options = {}) {
  const {
    by = 'relay',
    recipient = 'outlook',
    source = 'own',
    skipListing = false,
    sealed = false,
    pool = 'high-risk',
  } = options
  const time = options.time ?? anyTime(random)
  const region = options.region ?? random.int(0, 4)
  const tenantWord = word(random)
  const tenant = `${tenantWord}example.onmicrosoft.com`
  const relay = by === 'relay'
  const content = textContent('html', campaignBody(random, { characters: options.characters }))
  const own = `${word(random)}-deals.example`
  const from = relay && source !== 'own' ? `rewards@${own}` : `${random.letters(9)}@${tenant}`
  /** @type {Letter} */
  const letter = {
    from,
    name: random.pick(['"Harbor & Pine Rewards"', '"Prize Department"', '"Customer Survey Team"']),
    to: READERS[recipient],
    subject: `${random.pick(SUBJECTS)} #${random.alnum(7)}`,
    content,
  }

  /** @type {Handover} */
  let handed
  if (source === 'ses') handed = viaSes(random, time, letter)
  else if (source === 'mailchimp') handed = viaMailchimp(random, time, letter)
  else {
    const host = `${word(random)}${random.int(10, 99)}.${own}`
    const author = authorFields(letter, time, `${random.hex(16)}.${random.alnum(10)}@${host}`)
    const signature = dkim(random, {
      domain: own,
      selector: 'mail',
      hashed: 'From:To:Subject:Date:Message-ID:Content-Type',
      body: content.body,
      time,
    })
    handed = {
      wire: [signature, ...author],
      client: {
        ip: `203.0.113.${random.int(2, 250)}`,
        helo: host,
        ptr: undefined,
        country: 'US',
        tls: random.next() < 0.5,
      },
      mailFrom: `${random.letters(10)}@${tenant}`,
      dkimDomain: own,
      time,
    }
  }
  if (sealed) handed = seal(random, handed, content.body)

  const names = (options.remove ?? []).flatMap((name) => (name.toLowerCase() === 'rules12' ? TWELVE : [name]))
  const lower = new Set(names.map((name) => name.toLowerCase()))
  const reach = options.reach ?? 'rules'
  // a chunk without its count does not occur
  if (lower.has('x-ms-exchange-antispam-messagedata-chunkcount'))
    names.push('X-MS-Exchange-AntiSpam-MessageData-0')
  const arcGone = ['arc-seal', 'arc-message-signature', 'arc-authentication-results'].filter((name) =>
    lower.has(name),
  ).length
  // earlier sets are what the rules reach: with all three kinds gone, the outbound seal is the first one again
  const earlier = sealed && !(arcGone === 3 && reach === 'rules')
  const broken = earlier && arcGone > 0
  /** @type {'fail' | 'pass'} */
  const cv = broken ? 'fail' : 'pass'
  const arc = earlier ? { instance: 2, cv } : undefined

  const sent = sendThroughTenant(
    random,
    handed.time,
    region,
    {
      by,
      client: handed.client,
      tenant,
      tenantId: random.guid(),
      mailFrom: handed.mailFrom,
      headerFrom: domainOf(from),
      rcptDomain: domainOf(READERS[recipient]),
      spf: source === 'own' ? 'fail' : 'pass',
      dkimDomain: relay ? handed.dkimDomain : undefined,
      dmarc: source === 'own' ? 'none' : 'pass',
      allowListed: true,
      spam: true,
      pool,
      skipListing,
      arc,
    },
    ({ mailbox }) =>
      relay
        ? handed.wire
        : authorFields(letter, time, `${mailbox.split('.')[0]}${random.upperHex(26)}@${mailbox}`),
    content.body,
  )
  let wire = sent.wire
  if (reach !== 'everywhere') {
    if (options.only === 'oldest') {
      const oldest = wire.findLast((one) => one.name === 'Received')
      wire = wire.filter((one) => one !== oldest)
    } else wire = removeFields(wire, names, reach)
  }
  let fields = deliver(
    random,
    recipient,
    { ...sent, wire },
    {
      from,
      body: content.body,
      spf: pool === 'relay' ? 'fail' : 'pass',
      dmarc: 'none',
      junk: true,
      region: (region + 3) % 5,
      sender: sent,
      arc: { instance: (arc?.instance ?? 1) + 1, cv },
    },
  )
  if (reach === 'everywhere') fields = removeFields(fields, names, 'everywhere')
  return {
    bytes: toBytes(fields, content.body),
    labels: {
      headersRemoved: options.only ? 1 : removalLabel(lower, { relay, sealed, reach }),
      headersForged: 0,
      hiddenFiller: 1,
      prizeLure: 1,
    },
  }
}

/**
 * Whether the recipient's copy shows that the named headers are gone. Of the twelve, some were never there (1, 2), are
 * stamped again (9), come and go by themselves (12), or are commonly dropped by the next hop (11): then nothing is shown.
 * @param {Set<string>} names lower case
 * @param {{ relay: boolean, sealed: boolean, reach: string }} context
 * @returns {Label}
 */
function removalLabel(names, { relay, sealed, reach }) {
  if (names.size === 0) return 0
  if (reach === 'everywhere' || names.has('received')) return 1
  const telling = ['received-spf', 'x-ms-exchange-authentication-results', 'dkim-signature']
  if (relay && telling.some((name) => names.has(name))) return 1
  const arc = ['arc-seal', 'arc-message-signature', 'arc-authentication-results'].filter((name) =>
    names.has(name),
  ).length
  return sealed && arc > 0 && arc < 3 ? 1 : null
}

/** An earlier relay that states its results and seals. @param {Random} random @param {Handover} given @param {string} body @returns {Handover} */
function seal(random, given, body) {
  const host = 'relay.example.net'
  const results = `${host}; dkim=${given.dkimDomain ? `pass header.d=${given.dkimDomain}` : 'none'}; spf=none smtp.mailfrom=${given.mailFrom}`
  const seconds = Math.floor(given.time / 1000)
  const signature = dkim(random, {
    domain: 'example.net',
    selector: 'arc',
    hashed: 'From:To:Subject:Date:Message-ID:DKIM-Signature',
    body,
    time: given.time,
  })
  return {
    ...given,
    wire: [
      field(
        'author',
        'ARC-Seal',
        `i=1; a=rsa-sha256; d=example.net; s=arc; cv=none; t=${seconds};\n b=${random.base64(256)}`,
      ),
      {
        ...signature,
        name: 'ARC-Message-Signature',
        raw: signature.raw.replace('DKIM-Signature: v=1;', 'ARC-Message-Signature: i=1;'),
      },
      field('author', 'ARC-Authentication-Results', `i=1; ${results}`),
      field(
        'author',
        'Received',
        `from ${given.client.helo} (unknown [${given.client.ip}])\n\tby ${host} (Postfix) with ESMTP id ${random.upperHex(10)};\n\t${rfcDate(given.time, { comment: 'UTC', pad: 'space' })}`,
        '\t',
      ),
      field('author', 'Authentication-Results', results),
      ...given.wire,
    ],
    client: { ip: '198.51.100.120', helo: host, ptr: host, country: 'NL' },
    time: given.time + 1000,
  }
}
