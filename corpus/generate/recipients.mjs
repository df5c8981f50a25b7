// @ts-check
// What Gmail and a small provider's Postfix write on top of a message, as its recipient.
import { bodyHash, field, line, rfcDate, signatureOf } from './fields.mjs'
import { central, googleStamp, pacific, queueId, sealsOf } from './letter.mjs'

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./fields.mjs').Field} Field
 * @typedef {import('./letter.mjs').Letter} Letter
 * @typedef {import('./letter.mjs').Handover} Handover
 */

/**
 * @typedef {{ to: string, headerFrom: string, spf?: string, dmarc?: string, body: string }} Receipt
 */

/** Gmail as the recipient. @param {Random} random @param {Handover} given @param {Receipt} receipt @returns {Field[]} */
export function deliverToGmail(random, given, { to, headerFrom, spf = 'pass', dmarc = 'pass', body }) {
  const time = given.time
  const id = `${random.hex(11)}-${random.hex(12)}si${random.digits(8)}`
  const hex = `${random.hex(8)}-${random.hex(12)}`
  const inner = () =>
    `2002:a05:${random.hex(4)}:${random.hex(4)}:b0:${random.hex(3)}:${random.hex(4)}:${random.hex(4)}`
  const stamp = Math.floor(time / 1000)
  const earlier = sealsOf(given.wire)
  const signature = signatureOf(given.wire, given.dkimDomain)
  const signed = signature
    ? `dkim=${given.dkimDomain ? 'pass' : 'fail'} header.i=@${signature.domain} header.s=${signature.selector} header.b=${signature.start};`
    : ''
  const how =
    spf === 'pass'
      ? `spf=pass (google.com: domain of ${given.mailFrom} designates ${given.client.ip} as permitted sender) smtp.mailfrom="${given.mailFrom}";`
      : `spf=${spf} (google.com: domain of ${given.mailFrom} does not designate ${given.client.ip} as permitted sender) smtp.mailfrom="${given.mailFrom}";`
  const results = `mx.google.com;\n       ${signed ? `${signed}\n       ` : ''}${earlier ? `arc=pass (i=${earlier});\n       ` : ''}${how}\n       dmarc=${dmarc} (p=NONE sp=NONE dis=NONE) header.from=${headerFrom}`
  const instance = earlier + 1
  const indent = '        '
  return [
    line('recipient', 'Delivered-To', to),
    field(
      'recipient',
      'Received',
      `by ${inner()} with SMTP id ${random.letters(2)}${random.int(10, 99)}csp${random.digits(7)}${random.letters(3)};\n${indent}${rfcDate(time + 1000, pacific(time))}`,
      indent,
    ),
    line('recipient', 'X-Google-Smtp-Source', `AGHT+I${random.alnum(72)}==`),
    field(
      'recipient',
      'X-Received',
      `by ${inner()} with SMTP id ${hex}mr${random.digits(8)}${random.letters(3)}.${random.int(1, 40)}.${stamp}${random.digits(3)};\n${indent}${rfcDate(time + 1000, pacific(time))}`,
      indent,
    ),
    field(
      'recipient',
      'ARC-Seal',
      `i=${instance}; a=rsa-sha256; t=${stamp}; cv=${earlier ? 'pass' : 'none'};\n${indent}d=google.com; s=arc-20240605;\n${indent}b=${random.base64(256)}`,
      indent,
    ),
    field(
      'recipient',
      'ARC-Message-Signature',
      `i=${instance}; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;\n${indent}h=mime-version:message-id:date:subject:to:from:dkim-signature;\n${indent}bh=${bodyHash(body)};\n${indent}fh=${random.base64(32)};\n${indent}b=${random.base64(256)};\n${indent}dara=google.com`,
      indent,
    ),
    field('recipient', 'ARC-Authentication-Results', `i=${instance}; ${results}`, '       '),
    line('recipient', 'Return-Path', `<${given.mailFrom}>`),
    field(
      'recipient',
      'Received',
      `from ${given.client.helo} (${given.client.ptr ?? given.client.helo}. [${given.client.ip}])\n${indent}by mx.google.com with ESMTPS id ${id}.${random.int(100, 999)}.${googleStamp(time)}\n${indent}for <${to}>\n${indent}(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n${indent}${rfcDate(time, pacific(time))}`,
      indent,
    ),
    field(
      'recipient',
      'Received-SPF',
      `${spf} (google.com: domain of ${given.mailFrom} ${spf === 'pass' ? 'designates' : 'does not designate'} ${given.client.ip} as permitted sender) client-ip=${given.client.ip};`,
    ),
    field('recipient', 'Authentication-Results', results, '       '),
    ...given.wire,
  ]
}

/** A small provider's Postfix as the recipient. @param {Random} random @param {Handover} given @param {Receipt & { host?: string, verdict?: boolean }} receipt verdict: false where it checks nothing @returns {Field[]} */
export function deliverToPostfix(
  random,
  given,
  { to, headerFrom, spf = 'pass', dmarc = 'pass', host = 'mx.example.net', verdict = true },
) {
  const zone = central(given.time)
  const tls =
    given.client.tls === false
      ? ''
      : '\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\t(No client certificate requested)'
  const signature = signatureOf(given.wire, given.dkimDomain)
  const signed = signature
    ? `${given.dkimDomain ? 'pass (2048-bit key; unprotected)' : 'fail reason="body hash mismatch" (2048-bit key)'} header.d=${signature.domain} header.i=@${signature.domain} header.b="${signature.start}"`
    : 'none'
  return [
    line('recipient', 'Return-Path', `<${given.mailFrom}>`),
    line('recipient', 'X-Original-To', to),
    line('recipient', 'Delivered-To', to),
    field(
      'recipient',
      'Received',
      `from ${given.client.helo} (${given.client.ptr ?? 'unknown'} [${given.client.ip}])${tls}\n\tby ${host} (Postfix) with ${tls ? 'ESMTPS' : 'ESMTP'} id ${queueId(random)}\n\tfor <${to}>; ${rfcDate(given.time, zone)}`,
      '\t',
    ),
    ...(verdict
      ? [
          field(
            'recipient',
            'Authentication-Results',
            `${host};\n\tdkim=${signed};\n\tdmarc=${dmarc} (p=none dis=none) header.from=${headerFrom};\n\tspf=${spf} smtp.mailfrom=${given.mailFrom}`,
            '\t',
          ),
        ]
      : []),
    ...given.wire,
  ]
}
