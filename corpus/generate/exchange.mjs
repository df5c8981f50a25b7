// @ts-check
// Exchange Online: the names of its machines, and what sending and receiving tenants both write.
import { field } from './fields.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Field} Field
 */

export const TLS = '(version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)'
/** Front ends were renamed from `..FTnnn` to `..PEPFhex` in autumn 2023. */
const PEPF_SINCE = Date.UTC(2023, 9, 15)

/** The forests that hosts live in, with the names that their front ends and outbound proxies have. */
const REGIONS = [
  {
    site: 'AM6',
    forest: 'eurprd02',
    eop: 'eop-eur03',
    front: 'AM7EUR03',
    outbound: 'EUR03-AM7',
    v6: '2603:10a6:20b',
    range: '40.107.4',
  },
  {
    site: 'DB9',
    forest: 'eurprd04',
    eop: 'eop-eur05',
    front: 'DB8EUR05',
    outbound: 'EUR05-DB8',
    v6: '2603:10a6:10',
    range: '40.107.20',
  },
  {
    site: 'BN8',
    forest: 'namprd12',
    eop: 'eop-nam12',
    front: 'BN8NAM12',
    outbound: 'NAM12-BN8',
    v6: '2603:10b6:408',
    range: '40.107.237',
  },
  {
    site: 'MW4',
    forest: 'namprd19',
    eop: 'eop-nam11',
    front: 'CO1NAM11',
    outbound: 'NAM11-CO1',
    v6: '2603:10b6:303',
    range: '40.107.220',
  },
  {
    site: 'DM6',
    forest: 'namprd06',
    eop: 'eop-nam10',
    front: 'DM6NAM10',
    outbound: 'NAM10-DM6',
    v6: '2603:10b6:5',
    range: '40.107.93',
  },
]

/** Names and addresses of one forest's machines. @param {Random} random @param {number} region index into REGIONS @param {number} time */
export function cluster(random, region, time) {
  const of = REGIONS[region]
  const domain = `${of.forest}.prod.outlook.com`
  const month = Math.round((time - Date.UTC(2022, 7, 1)) / (30.4 * 864e5))
  const build = `15.20.${5500 + month * 96}`
  const address = () => `${of.v6}:${random.hex(2)}::${random.int(2, 39)}`
  return {
    region: of,
    domain,
    /** Mailbox and hub transport. */
    backEnd() {
      const short = `${of.site}PR${of.forest.slice(-2)}MB${random.int(2000, 9899)}`
      return { short, host: `${short}.${domain}`, ip: address() }
    },
    proxy() {
      const short = `${of.site}PR${of.forest.slice(-2)}CA${String(random.int(2, 899)).padStart(4, '0')}`
      const ip = address()
      return {
        by: `${short}.outlook.office365.com`,
        from: `${short}.${domain}`,
        ip,
        cafe: ip.replace(/::\d+$/, `:cafe::${random.hex(2)}`),
      }
    },
    frontEnd() {
      const old = time < PEPF_SINCE
      const short = old
        ? `${of.front}FT${String(random.int(3, 115)).padStart(3, '0')}`
        : `${of.site}PEPF0000${random.upperHex(4)}`
      return {
        short,
        by: `${short}.mail.protection.outlook.com`,
        from: old ? `${short}.${of.eop}.prod.protection.outlook.com` : `${short}.${domain}`,
        ip: `10.${random.int(13, 233)}.${random.int(1, 250)}.${random.int(2, 250)}`,
      }
    },
    build: () => `${build}.${random.int(14, 33)}`,
    outbound: `${of.outbound}-obe.outbound.protection.outlook.com`,
    /** Its reverse name. @param {'normal' | 'high-risk' | 'relay'} pool @param {number} number */
    outboundName: (pool, number) =>
      `mail-${of.outbound.toLowerCase().split('-').reverse().join('')}${pool === 'high-risk' ? 'h' : 'o'}n${number}.outbound.protection.outlook.com`,
    /** An address of an outbound pool. @param {'normal' | 'high-risk' | 'relay'} pool */
    outboundIp: (pool) =>
      pool === 'normal'
        ? `${of.range}.${random.int(40, 139)}`
        : pool === 'high-risk'
          ? `52.100.${random.int(150, 180)}.${random.int(200, 249)}`
          : `40.95.${random.int(30, 120)}.${random.int(2, 250)}`,
  }
}

const HASHED =
  'From:Date:Subject:Message-ID:Content-Type:MIME-Version:X-MS-Exchange-AntiSpam-MessageData-ChunkCount:X-MS-Exchange-AntiSpam-MessageData-0:X-MS-Exchange-AntiSpam-MessageData-1'

/**
 * Microsoft's ARC set, newest field first.
 * @param {Random} random
 * @param {import('./fields.mjs').Stage} stage
 * @param {{ instance: number, cv: 'none' | 'pass' | 'fail', results: string, bh: string, time: number }} set
 */
export function arcSet(random, stage, { instance, cv, results, bh, time }) {
  const selector = time < Date.UTC(2024, 8, 1) ? 'arcselector9901' : 'arcselector10001'
  return [
    field(
      stage,
      'ARC-Seal',
      `i=${instance}; a=rsa-sha256; s=${selector}; d=microsoft.com; cv=${cv};\n b=${random.base64(256)}`,
    ),
    field(
      stage,
      'ARC-Message-Signature',
      `i=${instance}; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com;\n s=${selector};\n h=${HASHED};\n bh=${bh};\n b=${random.base64(256)}`,
    ),
    field(stage, 'ARC-Authentication-Results', `i=${instance}; mx.microsoft.com 1; ${results}`),
  ]
}

/**
 * @typedef {object} Client  a machine that hands mail over
 * @property {string} ip
 * @property {string} helo
 * @property {string} [ptr]
 * @property {string} [country]
 * @property {boolean} [tls]
 */

/** @param {import('./fields.mjs').Stage} stage @param {string} spf @param {string} domain @param {Client} client */
export function receivedSpf(stage, spf, domain, client) {
  const word = spf === 'softfail' ? 'SoftFail' : spf[0].toUpperCase() + spf.slice(1)
  const how =
    spf === 'pass'
      ? `domain of ${domain} designates ${client.ip} as permitted sender`
      : `domain of ${domain} does not designate ${client.ip} as permitted sender`
  const keys = `receiver=protection.outlook.com; client-ip=${client.ip}; helo=${client.helo};`
  if (spf === 'none')
    return field(
      stage,
      'Received-SPF',
      `None (protection.outlook.com: ${domain} does not designate permitted sender hosts)`,
    )
  if (spf === 'softfail')
    return field(
      stage,
      'Received-SPF',
      `SoftFail (protection.outlook.com: domain of transitioning ${domain} discourages use of ${client.ip} as permitted sender)`,
    )
  return field(
    stage,
    'Received-SPF',
    `${word} (protection.outlook.com: ${how}) ${keys}${spf === 'pass' ? ' pr=C' : ''}`,
  )
}

/** The tracking id of one delivery: its last group is the upper six bytes of the time in .NET ticks. @param {Random} random @param {number} time */
export function trackingId(random, time) {
  const ticks = ((BigInt(time) + 62135596800000n) * 10000n).toString(16).padStart(16, '0')
  return `${random.guid().slice(0, 24)}${ticks.slice(0, 12)}`
}

/**
 * Takes fields away as a tenant's transport rules do.
 * @param {Field[]} fields
 * @param {Iterable<string>} names
 * @param {'rules' | 'sender' | 'everywhere'} [reach] `rules`: only what exists when they run; `sender`: all below the
 *   hand-over; `everywhere`: the recipient's own fields as well
 */
export function removeFields(fields, names, reach = 'rules') {
  const gone = new Set([...names].map((name) => name.toLowerCase()))
  return fields.filter((one) => {
    if (!gone.has(one.name.toLowerCase())) return true
    if (reach === 'everywhere') return false
    if (reach === 'sender') return one.stage === 'recipient'
    return one.stage === 'recipient' || one.stage === 'egress'
  })
}
