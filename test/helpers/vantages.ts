/** Honest messages as others on their way had them, and as others would have received them. */

import { rfcDate } from '../../corpus/generate/fields.mjs'
import { eximId, sendmailId } from '../../corpus/generate/letter.mjs'
import { createRandom, type Random } from '../../corpus/generate/random.mjs'
import { ownerOf } from '../../src/chain/hops.ts'
import type { Hop, Report } from '../../src/schema.ts'

/** A message as it came over the wire to a host, from one of another organisation. */
export interface Handover {
  wire: Uint8Array
  client: { helo: string; rdns: string | undefined; ip: string }
  /** Milliseconds since 1970. */
  time: number
}

/** Whose a host is, as far as its name tells: enough to see where somebody else begins. */
const organisation = (host = ''): string => ownerOf(host) ?? host.toLowerCase()

/** The message as each organisation had it that handed it on: with its own lines on top, and how it came to the first of them. */
export function* vantages(
  bytes: Uint8Array,
  { route: { hops } }: Report,
): Generator<{ had: Uint8Array; handover: Handover | undefined }> {
  const belowLine = (hop: Hop): Uint8Array => {
    let at = hop.evidence.end
    while (bytes[at] === 13 || bytes[at] === 10) at++
    return bytes.subarray(at)
  }
  for (const [i, hop] of hops.entries()) {
    const { from, scope, time } = hop
    // it writes below the lines that it finds: what others had cannot be told
    if (hops[i - 1]?.operator === 'Exchange Online') return
    if (i === 0 || organisation(hop.by) === organisation(hops[i - 1].by)) continue
    const name = from?.rdns ?? from?.helo
    const isFromOthers = name !== undefined && organisation(name) !== organisation(hop.by)
    yield {
      had: belowLine(hops[i - 1]),
      handover:
        isFromOthers && scope === 'public' && from?.ip !== undefined && time !== undefined
          ? {
              wire: belowLine(hop),
              client: { helo: from.helo ?? `[${from.ip}]`, rdns: from.rdns, ip: from.ip },
              time: Date.parse(time),
            }
          : undefined,
    }
  }
}

interface Judged {
  spf: string
  dkim: string
  dmarc: string
}

/** What a receiver writes on top of what came over the wire; lines end with LF. */
type Receiver = (handover: Handover, judged: Judged, random: Random) => string

const postfix = (
  { client: { helo, rdns = 'unknown', ip }, time }: Handover,
  random: Random,
  host = 'mx.receiver.example',
): string =>
  `Received: from ${helo} (${rdns} [${ip}])
\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
\t key-exchange X25519 server-signature RSA-PSS (2048 bits))
\t(No client certificate requested)
\tby ${host} (Postfix) with ESMTPS id ${random.upperHex(10)}
\tfor <reader@receiver.example>; ${rfcDate(time)} (UTC)
`

const dovecot = (time: number, random: Random): string =>
  `Return-Path: <bounce@sender.example>
Delivered-To: reader@receiver.example
Received: from mail.receiver.example
\tby mail.receiver.example with LMTP
\tid ${random.alnum(16)}${random.alnum(5)}
\t(envelope-from <bounce@sender.example>)
\tfor <reader@receiver.example>; ${rfcDate(time + 1000)}
`

/** Layouts of servers as their manuals and mail of theirs show them; hosts and addresses are invented. */
export const RECEIVERS: Record<string, Receiver> = {
  'Postfix, filters below its line': (handover, { spf, dkim, dmarc }, random) =>
    `${dovecot(handover.time, random)}${postfix(handover, random)}DMARC-Filter: OpenDMARC Filter v1.4.2 mx.receiver.example ${random.upperHex(10)}
Authentication-Results: mx.receiver.example; ${dmarc}
Authentication-Results: mx.receiver.example; ${spf}
DKIM-Filter: OpenDKIM Filter v2.11.0 mx.receiver.example ${random.upperHex(10)}
Authentication-Results: mx.receiver.example;
\t${dkim}
`,
  'Postfix, SPF above its line, DKIM below': (handover, { spf, dkim }, random) =>
    `${dovecot(handover.time, random)}Authentication-Results: mx.receiver.example; ${spf}
${postfix(handover, random)}Authentication-Results: mx.receiver.example;
\t${dkim}
`,
  'Postfix, rspamd': (handover, { spf, dkim, dmarc }, random) =>
    `${dovecot(handover.time, random)}${postfix(handover, random)}X-Rspamd-Queue-Id: ${random.upperHex(10)}
X-Rspamd-Server: rspamd.receiver.example
X-Spamd-Result: default: False [-1.20 / 15.00];
\tARC_NA(0.00)[];
\tMIME_GOOD(-0.10)[text/plain]
Authentication-Results: mx.receiver.example;
\t${dkim};
\t${spf};
\t${dmarc}
`,
  'Postfix, amavis behind': (handover, { spf, dkim, dmarc }, random) =>
    `${dovecot(handover.time + 2000, random)}Received: from localhost (localhost [127.0.0.1])
\tby mx.receiver.example (Postfix) with ESMTP id ${random.upperHex(10)}
\tfor <reader@receiver.example>; ${rfcDate(handover.time + 2000)} (UTC)
X-Virus-Scanned: Debian amavisd-new at mx.receiver.example
Authentication-Results: mx.receiver.example (amavisd-new);
\t${dkim}
Received: from mx.receiver.example ([127.0.0.1])
\tby localhost (mx.receiver.example [127.0.0.1]) (amavisd-new, port 10024)
\twith ESMTP id ${random.alnum(12)} for <reader@receiver.example>;
\t${rfcDate(handover.time + 1000)} (UTC)
Authentication-Results: mx.receiver.example; ${dmarc}
Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=${handover.client.ip}; helo=${handover.client.helo}; envelope-from=bounce@sender.example; receiver=<UNKNOWN>
${postfix(handover, random)}Authentication-Results: mx.receiver.example; ${spf}
`,
  'two hosts of one site': (handover, { spf, dkim, dmarc }, random) =>
    `${dovecot(handover.time + 1000, random)}Received: from mx.receiver.example (mx.receiver.example [198.51.100.10])
\tby mail.receiver.example (Postfix) with ESMTPS id ${random.upperHex(10)}
\tfor <reader@receiver.example>; ${rfcDate(handover.time + 1000)} (UTC)
Authentication-Results: mx.receiver.example;
\t${dkim};
\t${spf};
\t${dmarc}
${postfix(handover, random)}`,
  'Exim, SpamAssassin': ({ client: { helo, rdns, ip }, time }, _, random) =>
    `Return-path: <bounce@sender.example>
Envelope-to: reader@receiver.example
Delivery-date: ${rfcDate(time + 1000)}
Received: from ${rdns === undefined ? `[${ip}] (helo=${helo})` : `${rdns} ([${ip}]${rdns === helo ? '' : ` helo=${helo}`})`}
\tby server.receiver.example with esmtps  (TLS1.3) tls TLS_AES_256_GCM_SHA384
\t(Exim 4.98)
\t(envelope-from <bounce@sender.example>)
\tid ${eximId(random, time)}
\tfor reader@receiver.example;
\t${rfcDate(time)}
X-Spam-Status: No, score=-0.1
X-Spam-Score: 0
X-Spam-Bar: /
X-Ham-Report: Spam detection software, running on the system "server.receiver.example",
 has NOT identified this incoming email as spam.
X-Spam-Flag: NO
`,
  'Sendmail, MIMEDefang': ({ client: { helo, rdns, ip }, time }, { spf, dkim }, random) =>
    `Return-Path: <bounce@sender.example>
Received: from ${helo} (${rdns === undefined ? '' : `${rdns} `}[${ip}])
\tby mx.receiver.example (8.17.1/8.17.1) with ESMTPS id ${sendmailId(random, time, 0)}
\t(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT)
\tfor <reader@receiver.example>; ${rfcDate(time)}
Authentication-Results: mx.receiver.example; ${spf}
Authentication-Results: mx.receiver.example;
\t${dkim}
X-Scanned-By: MIMEDefang 3.4 on 198.51.100.10
`,
  'verdicts above the line, inner hosts': (handover, { spf, dkim, dmarc }, random) =>
    `Received: from compute1.internal (compute1.nyi.internal [10.202.2.41])
\t by sloti1.internal (Cyrus 3.9.0) with LMTPA;
\t ${rfcDate(handover.time + 2000)}
X-Cyrus-Session-Id: sloti1-${random.digits(10)}-${random.digits(6)}
X-Sieve: CMU Sieve 3.0
Received: from mx1 ([10.202.2.200])
  by compute1.internal (LMTPProxy); ${rfcDate(handover.time + 1000)}
Received: from mx1.receiver.example (localhost [127.0.0.1])
\tby mailmx.internal (Postfix) with ESMTP id ${random.upperHex(8)}
\tfor <reader@receiver.example>; ${rfcDate(handover.time + 1000)}
ARC-Authentication-Results: i=1; mx1.receiver.example; ${spf}
Authentication-Results: mx1.receiver.example;
    ${dkim};
    ${dmarc};
    ${spf}
Received-SPF: pass (sender.example: sender is authorized) receiver=mx1.receiver.example; client-ip=${handover.client.ip}
${postfix(handover, random, 'mx1.receiver.example')}`,
  'a host without a public name': ({ client: { helo, ip }, time }, { spf, dkim, dmarc }) =>
    `X-Apparently-To: reader@receiver.example; ${rfcDate(time + 1000)}
Return-Path: <bounce@sender.example>
Authentication-Results: atlas-production.receiver.example;
 ${dkim};
 ${spf};
 ${dmarc}
Received-SPF: pass (domain of sender.example designates ${ip} as permitted sender)
X-Originating-IP: [${ip}]
Received: from ${ip} (EHLO ${helo})
 by 10.217.150.20 with SMTPs
 (version=TLS1_2 cipher=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
 ${rfcDate(time)}
`,
}

/** The message as the server would have received it at that handover. */
export function receivedBy(receiver: string, handover: Handover): Uint8Array {
  const wire = Buffer.from(handover.wire)
  const header = wire.toString('latin1').split(/\r?\n\r?\n/, 1)[0]
  const domain = /^from:.*@([\w.-]+)/im.exec(header)?.[1] ?? 'sender.example'
  const signature = /^dkim-signature:.*(?:\n[ \t].*)*/im.exec(header)?.[0]
  const signer = signature && /[\s;]d=([\w.-]+)/.exec(signature)?.[1]
  const judged: Judged = {
    spf: `spf=pass smtp.mailfrom=${domain}`,
    dkim: signer === undefined ? 'dkim=none' : `dkim=pass header.d=${signer}`,
    dmarc: `dmarc=pass (p=none dis=none) header.from=${domain}`,
  }
  const top = RECEIVERS[receiver](handover, judged, createRandom(handover.time))
  const ends = header.includes('\r\n') ? top.replaceAll('\n', '\r\n') : top
  return Buffer.concat([Buffer.from(ends, 'latin1'), wire])
}

/** The same with a verdict in the receiver's name that the sender wrote, on top of all or right before the From. */
export function withVerdictOf(receiver: string, handover: Handover, place: 'top' | 'author'): Handover {
  const host = AUTHSERV_IDS[receiver] ?? 'mx.receiver.example'
  const wire = Buffer.from(handover.wire).toString('latin1')
  const end = wire.includes('\r\n') ? '\r\n' : '\n'
  const verdict = `Authentication-Results: ${host}; spf=pass smtp.mailfrom=bank.example; dkim=pass header.d=bank.example; dmarc=pass header.from=bank.example${end}`
  const at = place === 'top' ? 0 : Math.max(0, wire.search(/^from:/im))
  return { ...handover, wire: Buffer.from(wire.slice(0, at) + verdict + wire.slice(at), 'latin1') }
}

const AUTHSERV_IDS: Record<string, string> = {
  'verdicts above the line, inner hosts': 'mx1.receiver.example',
  'a host without a public name': 'atlas-production.receiver.example',
  'Exim, SpamAssassin': 'server.receiver.example',
}
