// @ts-check
// Hops between sender and recipient: a list, a forwarder, a gateway in front of the recipient.
import { bodyHash, field, line, rfcDate } from './fields.mjs'
import { central, domainOf, queueId, sealsOf } from './letter.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Field} Field
 * @typedef {import('./letter.mjs').Letter} Letter
 * @typedef {import('./letter.mjs').Handover} Handover
 */

/** A Mailman list on a Postfix host: it rewrites the subject, adds a footer, and seals. @param {Random} random @param {Handover} given @param {{ list: string, host: string, footer: (body: string) => string, body: string, ip?: string }} list @returns {Handover & { body: string }} */
export function throughMailman(random, given, { list, host, footer, body, ip = '198.51.100.60' }) {
  const name = list.slice(0, list.indexOf('@'))
  const time = given.time
  const zone = { comment: 'UTC', pad: /** @type {const} */ ('space') }
  const next = footer(body)
  const earlier = sealsOf(given.wire)
  const mailFrom = `${name}-bounces@${domainOf(list)}`
  const results = `${host}; dkim=${given.dkimDomain ? `pass header.d=${given.dkimDomain}` : 'none'}; spf=pass smtp.mailfrom=${given.mailFrom}; dmarc=pass header.from=${domainOf(given.mailFrom)}`
  const wire = given.wire.map((one) =>
    one.name === 'Subject' ? field('author', 'Subject', `[${name}] ${one.raw.slice(9).trim()}`) : one,
  )
  return {
    wire: [
      field(
        'author',
        'ARC-Seal',
        `i=${earlier + 1}; a=rsa-sha256; d=${domainOf(list)}; s=arc; cv=${earlier ? 'pass' : 'none'}; t=${Math.floor(time / 1000) + 3};\n\tb=${random.base64(256)}`,
        '\t',
      ),
      field(
        'author',
        'ARC-Message-Signature',
        `i=${earlier + 1}; a=rsa-sha256; c=relaxed/simple; d=${domainOf(list)}; s=arc;\n\tt=${Math.floor(time / 1000) + 3};\n\th=From:To:Subject:Date:Message-ID:List-Id:DKIM-Signature;\n\tbh=${bodyHash(next)};\n\tb=${random.base64(256)}`,
        '\t',
      ),
      field('author', 'ARC-Authentication-Results', `i=${earlier + 1}; ${results}`, '\t'),
      field(
        'author',
        'Received',
        `from ${host} (localhost [127.0.0.1])\n\tby ${host} (Postfix) with ESMTP id ${queueId(random)};\n\t${rfcDate(time + 4000, zone)}`,
        '\t',
      ),
      line('author', 'X-Original-To', list),
      line('author', 'Delivered-To', list),
      field(
        'author',
        'Received',
        `from ${given.client.helo} (${given.client.ptr ?? 'unknown'} [${given.client.ip}])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\t(No client certificate requested)\n\tby ${host} (Postfix) with ESMTPS id ${queueId(random)}\n\tfor <${list}>; ${rfcDate(time, zone)}`,
        '\t',
      ),
      field('author', 'Authentication-Results', results, '\t'),
      ...wire,
      line('author', 'X-BeenThere', list),
      line('author', 'X-Mailman-Version', '2.1.39'),
      line('author', 'Precedence', 'list'),
      line('author', 'List-Id', `Talk about tide tables <${name}.${domainOf(list)}>`),
      line(
        'author',
        'List-Unsubscribe',
        `<https://${host}/mailman/options/${name}>, <mailto:${name}-request@${domainOf(list)}?subject=unsubscribe>`,
      ),
      line('author', 'List-Post', `<mailto:${list}>`),
      line('author', 'Errors-To', mailFrom),
      line('author', 'Sender', `"${name}" <${mailFrom}>`),
    ],
    client: { ip, helo: host, ptr: host, country: 'DE' },
    mailFrom,
    dkimDomain: undefined,
    time: time + 6000,
    body: next,
  }
}

/** A forwarding host that rewrites the envelope sender (SRS) and nothing else. @param {Random} random @param {Handover} given @param {{ host: string, address: string, to: string, ip?: string }} forward @returns {Handover} */
export function throughForwarder(random, given, { host, address, to, ip = '198.51.100.90' }) {
  const time = given.time
  const zone = central(time)
  const [local, domain] = given.mailFrom.split('@')
  return {
    wire: [
      field(
        'author',
        'Received',
        `by ${host} (Postfix)\n\tid ${queueId(random)}; ${rfcDate(time + 2000, zone)}`,
        '\t',
      ),
      line('author', 'Delivered-To', address),
      field(
        'author',
        'Received',
        `from ${given.client.helo} (${given.client.ptr ?? 'unknown'} [${given.client.ip}])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\tby ${host} (Postfix) with ESMTPS id ${queueId(random)}\n\tfor <${address}>; ${rfcDate(time, zone)}`,
        '\t',
      ),
      field('author', 'X-Forwarded-To', to),
      ...given.wire,
    ],
    client: { ip, helo: host, ptr: host, country: 'FR' },
    mailFrom: `SRS0=${random.alnum(4)}=${random.alnum(2).toUpperCase()}=${domain}=${local}@${domainOf(address)}`,
    dkimDomain: given.dkimDomain,
    time: time + 3000,
  }
}

/** Proofpoint in front of the recipient. @param {Random} random @param {Handover} given @param {string} to @returns {Handover} */
export function throughProofpoint(random, given, to) {
  const cluster = random.hex(8)
  const host = `mx0a-${cluster}.pphosted.com`
  const id = random.alnum(12)
  const zone = { comment: 'GMT', pad: /** @type {const} */ ('zero') }
  return {
    ...given,
    wire: [
      field(
        'author',
        'Received',
        `from pps.filterd (m${random.digits(7)}.ppops.net [127.0.0.1])\n\tby ${host} (8.18.1.2/8.18.1.2) with ESMTP id ${random.alnum(14)};\n\t${rfcDate(given.time + 2000, zone).replace(' +0000 (GMT)', ' GMT')}`,
        '\t',
      ),
      field(
        'author',
        'Authentication-Results-Original',
        `ppops.net; spf=pass smtp.mailfrom=${given.mailFrom}; dkim=${given.dkimDomain ? `pass header.d=${given.dkimDomain}` : 'none'}; dmarc=pass header.from=${domainOf(given.mailFrom)}`,
      ),
      field(
        'author',
        'Received',
        `from ${given.client.helo} (${given.client.ptr ?? 'unknown'} [${given.client.ip}])\n\tby ${host} (PPS) with ESMTPS id ${id}-1\n\t(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT)\n\tfor <${to}>; ${rfcDate(given.time, zone)}`,
        '\t',
      ),
      ...given.wire,
      field('author', 'X-Proofpoint-GUID', random.alnum(32)),
      field('author', 'X-Proofpoint-ORIG-GUID', random.alnum(32)),
      field(
        'author',
        'X-Proofpoint-Virus-Version',
        `vendor=baseguard engine=ICAP:2.0.272,Aquarius:18.0.1051,Hydra:6.0.680 definitions=${new Date(given.time).toISOString().slice(0, 10)}_01`,
      ),
      field(
        'author',
        'X-Proofpoint-Spam-Details',
        `rule=inbound_notspam policy=inbound score=0 mlxscore=0 phishscore=0 spamscore=0 bulkscore=0 suspectscore=0 engine=8.19.0`,
      ),
    ],
    client: {
      ip: `205.220.${random.int(160, 180)}.${random.int(2, 250)}`,
      helo: host,
      ptr: host,
      country: 'US',
    },
    time: given.time + 3000,
  }
}

/** Mimecast in front of the recipient. @param {Random} random @param {Handover} given @returns {Handover} */
export function throughMimecast(random, given) {
  const host = 'eu-smtp-inbound-delivery-1.mimecast.com'
  return {
    ...given,
    wire: [
      field(
        'author',
        'Authentication-Results',
        `relay.mimecast.com; dkim=${given.dkimDomain ? `pass header.d=${given.dkimDomain}` : 'none'}; dmarc=pass (policy=none) header.from=${domainOf(given.mailFrom)}; spf=pass (relay.mimecast.com: domain of ${given.mailFrom} designates ${given.client.ip} as permitted sender) smtp.mailfrom=${given.mailFrom}`,
      ),
      field(
        'author',
        'Received',
        `from ${given.client.helo} (${given.client.ptr ?? 'unknown'} [${given.client.ip}]) by relay.mimecast.com with ESMTP with STARTTLS (version=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384) id uk-mta-${random.int(2, 330)}-${random.alnum(22)}-1; ${rfcDate(given.time, { pad: 'zero' })}`,
      ),
      line('author', 'X-MC-Unique', `${random.alnum(22)}-1`),
      line('author', 'X-Mimecast-MFC-AGG-ID', `${random.alnum(22)}_${Math.floor(given.time / 1000)}`),
      ...given.wire,
      line('author', 'X-Mimecast-Spam-Score', '0'),
      line('author', 'X-Mimecast-MFC-PROC-ID', `${random.alnum(43)}_${Math.floor(given.time / 1000)}`),
    ],
    client: { ip: `195.130.217.${random.int(2, 250)}`, helo: host, ptr: host, country: 'GB' },
    time: given.time + 2000,
  }
}
