// @ts-check
// What the machines of a sending Exchange Online tenant write, in the order in which real messages have it.
import { arcSet, cluster, receivedSpf, TLS, trackingId } from './exchange.mjs'
import { bodyHash, exchangeDate, field, line, rfcDate } from './fields.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Field} Field
 * @typedef {import('./exchange.mjs').Client} Client
 */

/**
 * @typedef {object} Passage  one message's way through a sending tenant
 * @property {'relay' | 'smtp-auth' | 'mapi'} by
 * @property {Client} [client]  relay: the machine that connected; smtp-auth: the client
 * @property {string} tenant  domain that the tenant signs for
 * @property {string} tenantId
 * @property {string} mailFrom
 * @property {string} headerFrom  domain of From
 * @property {string} rcptDomain
 * @property {'pass' | 'fail' | 'softfail' | 'none'} [spf]  relay: at the tenant's front door
 * @property {string} [dkimDomain]  relay: domain of a valid signature of the author
 * @property {'pass' | 'none' | 'fail' | 'bestguesspass'} [dmarc]
 * @property {boolean} [allowListed]  relay: IPV:CAL
 * @property {boolean} [spam]
 * @property {'normal' | 'high-risk' | 'relay'} [pool]
 * @property {boolean} [skipListing]  Enhanced Filtering stamps the two sender fields
 * @property {boolean} [chunks]  MessageData-ChunkCount and one chunk
 * @property {{ instance: number, cv: 'none' | 'pass' | 'fail' }} [arc]  of the outbound seal
 */

/**
 * What the tenant's machines write around an author's fields.
 * @param {Random} random
 * @param {number} time when the message reached the tenant, milliseconds since 1970
 * @param {number} region
 * @param {Passage} passage
 * @param {(hosts: { mailbox: string, front: string }) => Field[]} write the fields as they were handed over, newest first;
 *   for authors that name the tenant's machines in them, the names
 * @param {string} body
 */
export function sendThroughTenant(random, time, region, passage, write, body) {
  const at = cluster(random, region, time)
  const {
    by,
    client,
    tenant,
    spf = 'pass',
    dkimDomain,
    dmarc = 'none',
    mailFrom,
    headerFrom,
    rcptDomain,
  } = passage
  const relay = by === 'relay'
  const mailDomain = mailFrom.slice(mailFrom.indexOf('@') + 1)
  const back = at.backEnd()
  const mailbox = at.backEnd()
  const proxy = at.proxy()
  const front = at.frontEnd()
  const author = write({ mailbox: mailbox.host, front: front.from })
  const guid = trackingId(random, time)
  const bh = bodyHash(body)
  const seconds = (/** @type {number} */ n) => rfcDate(time + n * 1000)

  /** @type {Field[]} */
  const ingress = []
  if (relay && client) {
    ingress.push(
      field(
        'ingress',
        'Received',
        `from ${proxy.from} (${proxy.ip}) by ${back.host} (${back.ip}) with Microsoft SMTP Server ${TLS} id ${at.build()}; ${seconds(1)}`,
      ),
      field(
        'ingress',
        'Received',
        `from ${front.from} (${proxy.cafe}) by ${proxy.by} (${proxy.ip}) with Microsoft SMTP Server ${TLS} id ${at.build()} via Frontend Transport; ${seconds(1)}`,
      ),
      field(
        'ingress',
        'X-MS-Exchange-Authentication-Results',
        `spf=${spf} (sender IP is ${client.ip}) smtp.mailfrom=${mailDomain}; dkim=${dkimDomain ? 'pass (signature was verified)' : 'none (message not signed)'} header.d=${dkimDomain ?? 'none'};dmarc=${dmarc} action=none header.from=${headerFrom};`,
      ),
      receivedSpf('ingress', spf, mailDomain, client),
      field(
        'ingress',
        'Received',
        `from ${client.helo} (${client.ip}) by ${front.by} (${front.ip}) with Microsoft SMTP Server ${client.tls === false ? '' : `${TLS} `}id ${at.build()} via Frontend Transport; ${seconds(0)}`,
      ),
    )
    if (passage.skipListing) {
      for (const name of [
        'X-MS-Exchange-ExternalOriginalInternetSender',
        'X-MS-Exchange-SkipListedInternetSender',
      ])
        ingress.push(field('ingress', name, `ip=[${client.ip}];domain=${client.helo}`))
    }
  } else {
    const link = `fe80::${random.hex(4)}:${random.hex(4)}:${random.hex(4)}:${random.hex(4)}`
    ingress.push(
      field(
        'ingress',
        'Received',
        `from ${mailbox.host} (${mailbox.ip}) by ${back.host} (${back.ip}) with Microsoft SMTP Server ${TLS} id ${at.build()}; ${seconds(1)}`,
      ),
      field(
        'ingress',
        'Received',
        `from ${mailbox.host} ([${link}]) by ${mailbox.host} ([${link}%${random.int(2, 9)}]) with mapi id ${at.build().replace(/\.(\d+)$/, '.0$1')}; ${seconds(0)}`,
      ),
    )
  }

  const results = relay
    ? `spf=${spf} (sender ip is ${client?.ip}) smtp.rcpttodomain=${rcptDomain} smtp.mailfrom=${mailDomain}; dmarc=${dmarc} action=none header.from=${headerFrom}; dkim=${dkimDomain ? `pass (signature was verified) header.d=${dkimDomain}` : 'none (message not signed)'}; arc=${passage.arc ? passage.arc.cv : 'none'}${passage.arc?.cv === 'fail' ? ' (49)' : relay ? ' (0)' : ''}`
    : `spf=pass smtp.mailfrom=${mailDomain}; dmarc=pass action=none header.from=${headerFrom}; dkim=pass header.d=${headerFrom}; arc=none`
  const egress = [
    ...arcSet(random, 'egress', {
      instance: passage.arc?.instance ?? 1,
      cv: passage.arc?.cv ?? 'none',
      results,
      bh,
      time,
    }),
    field(
      'egress',
      'DKIM-Signature',
      `v=1; a=rsa-sha256; c=relaxed/relaxed; d=${tenant};\n s=${tenant.endsWith('.onmicrosoft.com') ? `selector1-${tenant.replaceAll('.', '-')}` : 'selector1'};\n h=From:Date:Subject:Message-ID:Content-Type:MIME-Version:X-MS-Exchange-SenderADCheck;\n bh=${bh};\n b=${random.base64(256)}`,
    ),
  ]
  if (!relay)
    egress.push(
      field(
        'ingress',
        'Authentication-Results',
        `dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=${headerFrom};`,
      ),
    )

  const tags = relay ? [front.short, back.short] : [mailbox.short, back.short]
  const cip = relay && client ? client.ip : '255.255.255.255'
  const host = relay && client ? client.helo : mailbox.host
  const verdict = passage.spam ? 'SCL:5;SRV:;' : 'SCL:1;SRV:;'
  const ipv = relay && passage.allowListed ? 'CAL' : 'NLI'
  const ptr = relay && client ? (client.ptr ?? 'InfoDomainNonexistent') : ''
  const pool = passage.pool === 'high-risk' ? '1501' : passage.pool === 'relay' ? '1023' : '1102'
  const report = `CIP:${cip};CTRY:${relay ? (client?.country ?? 'US') : ''};LANG:en;${verdict}IPV:${ipv};SFV:${passage.spam ? 'SPM' : 'NSPM'};H:${host};PTR:${ptr};CAT:${passage.spam ? 'OSPM' : 'NONE'};SFS:(13230031)(396003)(346002)(${random.digits(15)})(${random.digits(9)})(${random.digits(8)});DIR:OUT;SFP:${pool};`
  const trail = [
    ...(by === 'mapi' ? [] : [line('egress', 'Return-Path', mailFrom)]),
    field('egress', 'X-MS-PublicTrafficType', 'Email'),
    line('egress', 'X-EOPAttributedMessage', relay ? '1' : '0'),
    field('egress', 'X-MS-TrafficTypeDiagnostic', tags.map((tag) => `${tag}:EE_`).join('|')),
    field('egress', 'X-MS-Office365-Filtering-Correlation-Id', guid),
    line('egress', 'X-MS-Exchange-SenderADCheck', relay ? (passage.spam ? '2' : '1') : '1'),
    line('egress', 'X-MS-Exchange-AntiSpam-Relay', passage.pool === 'relay' ? '1' : '0'),
    line('egress', 'X-Microsoft-Antispam', 'BCL:0;'),
    field('egress', 'X-Microsoft-Antispam-Message-Info', `\n ${random.base64(342)}`),
    field('egress', 'X-Forefront-Antispam-Report', `\n ${report}`),
  ]
  if (passage.chunks !== false) {
    trail.push(
      line('ingress', 'X-MS-Exchange-AntiSpam-MessageData-ChunkCount', '1'),
      field('ingress', 'X-MS-Exchange-AntiSpam-MessageData-0', `\n ${random.base64(240)}`),
    )
  }
  const authSource = relay ? front.from : mailbox.host
  const arrival = field(
    'egress',
    'X-MS-Exchange-CrossTenant-OriginalArrivalTime',
    exchangeDate(time, random.digits(4)),
  )
  const messageId = field('egress', 'X-MS-Exchange-CrossTenant-Network-Message-Id', guid)
  const id = field('egress', 'X-MS-Exchange-CrossTenant-Id', passage.tenantId)
  const source = field('egress', 'X-MS-Exchange-CrossTenant-AuthSource', authSource)
  const as = field('egress', 'X-MS-Exchange-CrossTenant-AuthAs', relay ? 'Anonymous' : 'Internal')
  const entity = field(
    'egress',
    'X-MS-Exchange-CrossTenant-FromEntityHeader',
    relay ? 'HybridOnPrem' : 'Hosted',
  )
  const connecting =
    relay && client ? `TenantId=${passage.tenantId};Ip=[${client.ip}];Helo=[${client.helo}]` : ''
  const crossTenant = [
    line('egress', 'X-OriginatorOrg', tenant),
    ...(relay
      ? [
          arrival,
          messageId,
          id,
          line('egress', 'X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp', connecting),
          source,
          as,
          entity,
        ]
      : [
          messageId,
          source,
          as,
          arrival,
          entity,
          id,
          line('egress', 'X-MS-Exchange-CrossTenant-MailboxType', 'HOSTED'),
          field('egress', 'X-MS-Exchange-CrossTenant-UserPrincipalName', `\n ${random.base64(84)}`),
        ]),
  ]
  const stamped = line('egress', 'X-MS-Exchange-Transport-CrossTenantHeadersStamped', back.short)
  const proxied =
    by === 'smtp-auth'
      ? [
          field(
            'ingress',
            'X-ClientProxiedBy',
            `${proxy.from} (${proxy.ip}) To ${mailbox.host} (${mailbox.ip})`,
          ),
        ]
      : []

  return {
    /** The outbound proxy, which writes no Received. */
    client: {
      helo: at.outbound,
      ip: at.outboundIp(passage.pool ?? 'normal'),
      ptr: at.outboundName(passage.pool ?? 'normal', random.int(2040, 2139)),
      country: 'US',
    },
    mailFrom,
    dkimDomain: tenant,
    relayed: relay ? connecting : '',
    guid,
    tags,
    time: time + 2000,
    /** As handed to the next host: what a recipient outside Microsoft gets. */
    wire: [...egress, ...ingress, ...author, ...proxied, ...trail, ...crossTenant, stamped],
    crossTenant: new Set([...crossTenant.map((one) => one.name.toLowerCase()), 'x-ms-publictraffictype']),
  }
}
