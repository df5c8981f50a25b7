// @ts-check
// What a mailbox at Outlook.com, or in a business tenant, adds on delivery, in the order in which real messages have it.
import { arcSet, cluster, receivedSpf, TLS, trackingId } from './exchange.mjs'
import { bodyHash, exchangeDate, field, line, rfcDate, signatureOf } from './fields.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Field} Field
 * @typedef {import('./exchange.mjs').Client} Client
 */

const CONSUMER = '84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa'
const ZERO = '00000000-0000-0000-0000-000000000000'

/** How a recipient's Exchange renames what the sender's Exchange wrote. */
const RENAMED = new Map([
  ['x-forefront-antispam-report', 'X-Forefront-Antispam-Report-Untrusted'],
  ['x-microsoft-antispam', 'X-Microsoft-Antispam-Untrusted'],
  ['x-microsoft-antispam-message-info', 'X-Microsoft-Antispam-Message-Info-Original'],
  ['x-ms-exchange-antispam-messagedata-chunkcount', 'X-MS-Exchange-AntiSpam-MessageData-Original-ChunkCount'],
  ['x-ms-exchange-antispam-messagedata-0', 'X-MS-Exchange-AntiSpam-MessageData-Original-0'],
  ['authentication-results', 'Authentication-Results-Original'],
])

/**
 * @typedef {object} Delivery  what a recipient's Exchange is told about a message
 * @property {Client} client  the machine that connected
 * @property {string} mailFrom
 * @property {string} headerFrom  domain of From
 * @property {string} from  the address of From, for X-SID-PRA
 * @property {'pass' | 'fail' | 'softfail' | 'none'} [spf]
 * @property {string} [dkimDomain]
 * @property {'pass' | 'none' | 'fail' | 'bestguesspass'} [dmarc]
 * @property {string} [compauth]  such as `pass reason=100`
 * @property {boolean} [junk]
 * @property {string} rcptDomain
 * @property {ReturnType<typeof import('./tenant.mjs').sendThroughTenant>} [sender]  where it came from an Exchange Online tenant
 * @property {boolean} [sealed]  an ARC set of another sealer is there
 * @property {{ instance: number, cv: 'none' | 'pass' | 'fail' }} [arc]  of the recipient's seal, where one is set
 * @property {string} [business]  tenant id of a business mailbox; a consumer's Outlook.com mailbox without it
 * @property {Client} [skipListed]  business with a gateway in front: the machine that Enhanced Filtering looks at instead
 */

/**
 * The copy that a mailbox at Outlook.com, or in a business tenant, holds.
 * @param {Random} random
 * @param {number} time of the hand-over
 * @param {number} region
 * @param {Field[]} wire fields as received, newest first
 * @param {string} body
 * @param {Delivery} delivery
 * @returns {Field[]}
 */
export function deliverToExchange(random, time, region, wire, body, delivery) {
  const at = cluster(random, region, time)
  const store = at.backEnd()
  const back = at.backEnd()
  const proxy = at.proxy()
  const front = at.frontEnd()
  const {
    client,
    mailFrom,
    headerFrom,
    spf = 'pass',
    dkimDomain,
    dmarc = 'pass',
    sender,
    rcptDomain,
    business,
  } = delivery
  const judged = delivery.skipListed ?? client
  const mailDomain = mailFrom.slice(mailFrom.indexOf('@') + 1)
  const seconds = (/** @type {number} */ n) => rfcDate(time + n * 1000)
  const guid = sender?.guid ?? trackingId(random, time)
  const failed = dkimDomain ? undefined : signatureOf(wire)?.domain
  const dkim = dkimDomain
    ? `pass (signature was verified) header.d=${dkimDomain}`
    : failed
      ? `fail (body hash did not verify) header.d=${failed}`
      : 'none (message not signed) header.d=none'
  const compauth =
    delivery.compauth ??
    (dmarc === 'pass' ? 'pass reason=100' : dmarc === 'bestguesspass' ? 'pass reason=109' : 'fail reason=001')

  /** @type {Field[]} */
  const top = [
    field(
      'recipient',
      'Received',
      `from ${back.host} (${back.ip}) by ${store.host} with HTTPS; ${seconds(3)}`,
    ),
  ]
  if (sender || delivery.sealed) {
    const results = `spf=${spf} (sender ip is ${judged.ip}) smtp.rcpttodomain=${rcptDomain} smtp.mailfrom=${mailDomain}; dmarc=${dmarc} action=none header.from=${headerFrom}; dkim=${dkim.replace(' header.d=none', '')}; arc=${delivery.arc?.cv === 'fail' ? 'fail (47)' : 'pass (0 oda=0 ltdi=1)'}`
    top.push(
      ...arcSet(random, 'recipient', {
        instance: delivery.arc?.instance ?? 2,
        cv: delivery.arc?.cv ?? 'pass',
        results,
        bh: bodyHash(body),
        time,
      }),
    )
  }
  top.push(
    field(
      'recipient',
      'Received',
      `from ${proxy.from} (${proxy.ip}) by ${back.host} (${back.ip}) with Microsoft SMTP Server ${TLS} id ${at.build()}; ${seconds(1)}`,
    ),
    field(
      'recipient',
      'Received',
      `from ${front.from} (${proxy.cafe}) by ${proxy.by} (${proxy.ip}) with Microsoft SMTP Server ${TLS} id ${at.build()} via Frontend Transport; ${seconds(1)}`,
    ),
    field(
      'recipient',
      'Authentication-Results',
      `spf=${spf} (sender IP is ${judged.ip}) smtp.mailfrom=${mailDomain}; dkim=${dkim};dmarc=${dmarc} action=none header.from=${headerFrom};compauth=${compauth}`,
    ),
    receivedSpf('recipient', spf, mailDomain, judged),
    field(
      'recipient',
      'Received',
      `from ${client.helo} (${client.ip}) by ${front.by} (${front.ip}) with Microsoft SMTP Server ${client.tls === false ? '' : `${TLS} `}id ${at.build()} via Frontend Transport; ${seconds(0)}`,
    ),
  )
  if (delivery.skipListed) {
    for (const name of [
      'X-MS-Exchange-ExternalOriginalInternetSender',
      'X-MS-Exchange-SkipListedInternetSender',
    ])
      top.push(field('recipient', name, `ip=[${judged.ip}];domain=${judged.helo}`))
  }
  const size = wire.reduce((sum, one) => sum + one.raw.length, 0)
  const marker = field(
    'recipient',
    'X-IncomingTopHeaderMarker',
    `\n OriginalChecksum:${random.upperHex(64)};UpperCasedChecksum:${random.upperHex(64)};SizeAsReceived:${size};Count:${wire.length}`,
  )

  const diagnostic = [...(sender?.tags ?? []), front.short, back.short, store.short]
    .map((tag) => `${tag}:EE_`)
    .join('|')
  /** @type {Field[]} */
  const original = []
  for (const one of wire) {
    const name = one.name.toLowerCase()
    if ((name === 'mime-version' && !business) || sender?.crossTenant.has(name)) continue
    // the sender's position is kept for what is updated in place
    if (name === 'x-ms-traffictypediagnostic') original.push(field(one.stage, one.name, diagnostic))
    else {
      const renamed = RENAMED.get(name)
      original.push(renamed ? { ...one, name: renamed, raw: renamed + one.raw.slice(one.name.length) } : one)
    }
  }

  const recipient = (/** @type {string} */ name, /** @type {string} */ value) =>
    field('recipient', name, value)
  const start = exchangeDate(time + 300, random.digits(4))
  const tail = [
    ...(business ? [] : [recipient('X-IncomingHeaderCount', String(wire.length))]),
    ...(wire.some((one) => one.name === 'Return-Path') ? [] : [recipient('Return-Path', mailFrom)]),
    recipient('X-MS-Exchange-Organization-ExpirationStartTime', start),
    recipient('X-MS-Exchange-Organization-ExpirationStartTimeReason', 'OriginalSubmit'),
    recipient('X-MS-Exchange-Organization-ExpirationInterval', '1:00:00:00.0000000'),
    recipient('X-MS-Exchange-Organization-ExpirationIntervalReason', 'OriginalSubmit'),
    recipient('X-MS-Exchange-Organization-Network-Message-Id', `\n ${guid}`),
    ...(sender ? [] : [recipient('X-EOPAttributedMessage', '0')]),
    recipient('X-EOPTenantAttributedMessage', `${business ?? CONSUMER}:0`),
    recipient('X-MS-Exchange-Organization-MessageDirectionality', 'Incoming'),
    ...(sender
      ? [
          recipient('X-MS-Exchange-Transport-CrossTenantHeadersStripped', `\n ${front.from}`),
          recipient('X-MS-Exchange-Transport-CrossTenantHeadersPromoted', `\n ${front.from}`),
        ]
      : []),
    recipient('X-MS-PublicTrafficType', 'Email'),
    ...(sender ? [] : [recipient('X-MS-TrafficTypeDiagnostic', `\n ${diagnostic}`)]),
    recipient('X-MS-Exchange-Organization-AuthSource', `\n ${front.from}`),
    recipient('X-MS-Exchange-Organization-AuthAs', 'Anonymous'),
    ...(business ? [] : [recipient('X-MS-UserLastLogonTime', usDate(time - random.int(600, 86400) * 1000))]),
    sender
      ? recipient('X-MS-Office365-Filtering-Correlation-Id-Prvs', `\n ${trackingId(random, time - 1000)}`)
      : recipient('X-MS-Office365-Filtering-Correlation-Id', guid),
    ...(business
      ? [recipient('X-MS-Exchange-AtpMessageProperties', 'SA|SL')]
      : [
          recipient('X-MS-Exchange-EOPDirect', 'true'),
          recipient('X-Sender-IP', client.ip),
          recipient('X-SID-PRA', delivery.from.toUpperCase()),
          recipient('X-SID-Result', spf === 'pass' ? 'PASS' : spf === 'none' ? 'NONE' : 'FAIL'),
          ...(delivery.junk ? [recipient('X-MS-Exchange-Organization-PCL', '2')] : []),
        ]),
    recipient('X-MS-Exchange-Organization-SCL', delivery.junk ? '5' : '1'),
    recipient('X-Microsoft-Antispam', 'BCL:0;'),
    ...(business
      ? [
          recipient(
            'X-Forefront-Antispam-Report',
            `\n CIP:${judged.ip};CTRY:US;LANG:en;SCL:1;SRV:;IPV:NLI;SFV:NSPM;H:${judged.helo};PTR:${judged.ptr ?? judged.helo};CAT:NONE;SFS:(13230031)(${random.digits(9)});DIR:INB;`,
          ),
        ]
      : []),
    recipient('X-MS-Exchange-CrossTenant-OriginalArrivalTime', exchangeDate(time + 240, random.digits(4))),
    recipient('X-MS-Exchange-CrossTenant-Network-Message-Id', guid),
    recipient('X-MS-Exchange-CrossTenant-Id', business ?? CONSUMER),
    ...(sender?.relayed
      ? [line('recipient', 'X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp', sender.relayed)]
      : []),
    recipient('X-MS-Exchange-CrossTenant-AuthSource', `\n ${front.from}`),
    recipient('X-MS-Exchange-CrossTenant-AuthAs', 'Anonymous'),
    recipient('X-MS-Exchange-CrossTenant-FromEntityHeader', 'Internet'),
    ...(business ? [] : [recipient('X-MS-Exchange-CrossTenant-RMS-PersistedConsumerOrg', `\n ${ZERO}`)]),
    recipient('X-MS-Exchange-Transport-CrossTenantHeadersStamped', back.short),
    recipient('X-MS-Exchange-Transport-EndToEndLatency', `00:00:0${random.int(1, 4)}.${random.digits(7)}`),
    recipient('X-MS-Exchange-Processed-By-BccFoldering', at.build().replace(/\.(\d+)$/, '.0$1')),
    recipient(
      'X-Microsoft-Antispam-Mailbox-Delivery',
      delivery.junk
        ? '\n\tucf:0;jmr:0;ex:0;auth:0;dest:J;OFR:SpamFilterAuthJ;ENG:(5062000305)(90000117)(90005022)(91005020)(91035115);RF:JunkEmail;'
        : '\n\tucf:0;jmr:0;ex:0;auth:1;dest:I;ENG:(5062000305)(90000117)(90005022)(91005020)(91035115);',
    ),
    ...(business ? [] : [recipient('X-Message-Delivery', 'Vj0xLjE7dXM9MDtsPTA7YT0wO0Q9MTtHRD0yO1NDTD0z')]),
    recipient('X-Microsoft-Antispam-Message-Info', `\n\t${random.base64(300)}`),
    ...(business ? [] : wire.filter((one) => one.name.toLowerCase() === 'mime-version')),
  ]
  return [...top, ...(business ? [] : [marker]), ...original, ...tail]
}

/** `9/6/2022 2:03:11 PM`. @param {number} time */
function usDate(time) {
  const date = new Date(time)
  const hours = date.getUTCHours()
  const clock = `${hours % 12 || 12}:${String(date.getUTCMinutes()).padStart(2, '0')}:${String(date.getUTCSeconds()).padStart(2, '0')}`
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${clock} ${hours < 12 ? 'AM' : 'PM'}`
}
