// @ts-check
// Messages with fields that the rest of the message contradicts.
import { ordinary } from './build.mjs'
import { field, line, rfcDate, textContent } from './fields.mjs'

/** @typedef {import('./fields.mjs').Field} Field */

const BANK = {
  from: 'service@bank.example',
  name: 'Bank of Exampleton',
  subject: 'Please confirm your details',
  content: textContent(
    'plain',
    'Please confirm your details at https://bank-details.example.com/confirm within 24 hours.\n',
  ),
}
/** The recipient's side checked, and says that it is not the bank. */
const NOT_BANK = {
  sender: /** @type {const} */ ('server'),
  recipient: /** @type {const} */ ('outlook'),
  spf: /** @type {const} */ ('fail'),
  dmarc: /** @type {const} */ ('fail'),
  letter: BANK,
  time: Date.UTC(2025, 0, 15, 8, 12, 40),
}

/** What builds each from its own random numbers. @type {Map<string, (random: import('./random.mjs').Random) => import('./build.mjs').Message>} */
export const FORGED = new Map()

/** @param {string} name @param {Partial<import('./build.mjs').OrdinaryOptions>} options */
function forge(name, options) {
  FORGED.set(name, (random) => {
    const { bytes, labels } = ordinary(random, { ...NOT_BANK, ...options })
    return { bytes, labels: { ...labels, headersForged: 1 } }
  })
}

/** Puts fields on top of what is handed over. @param {...Field} forged */
const onTop =
  (...forged) =>
  (/** @type {Field[]} */ fields) => [...forged, ...fields]
const PASS = field(
  'author',
  'Authentication-Results',
  'spf=pass (sender IP is 192.0.2.25) smtp.mailfrom=bank.example; dkim=pass (signature was verified) header.d=bank.example;dmarc=pass action=none header.from=bank.example;compauth=pass reason=100',
)

// Exchange renames what claims to be a verdict; the first of the two reached a host that did not
forge('results-microsoft', {
  recipient: 'outlook',
  edit: onTop(PASS),
  editDelivered: (fields) =>
    fields.map((one) => (one.name === 'Authentication-Results-Original' ? PASS : one)),
})
forge('results-microsoft-renamed', { sender: 'server', recipient: 'outlook', edit: onTop(PASS) })
forge('results-rfc', {
  recipient: 'postfix',
  edit: onTop(
    field(
      'author',
      'Authentication-Results',
      'mx.example.net; dkim=pass header.d=bank.example; spf=pass smtp.mailfrom=service@bank.example; dmarc=pass header.from=bank.example',
    ),
  ),
})
forge('results-gmail', {
  recipient: 'gmail',
  edit: onTop(
    field(
      'author',
      'Authentication-Results',
      'mx.google.com; dkim=pass header.i=@bank.example header.s=s1 header.b=Qm9vazEy; spf=pass smtp.mailfrom=service@bank.example; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=bank.example',
    ),
  ),
})
forge('internal-outlook', {
  recipient: 'outlook',
  edit: onTop(
    line('author', 'X-MS-Exchange-Organization-AuthAs', 'Internal'),
    line('author', 'X-MS-Exchange-Organization-AuthMechanism', '04'),
    line('author', 'X-MS-Exchange-Organization-SCL', '-1'),
  ),
})
forge('internal-business', {
  recipient: 'business',
  edit: onTop(
    line('author', 'X-MS-Exchange-Organization-AuthAs', 'Internal'),
    line('author', 'X-MS-Exchange-Organization-SCL', '-1'),
  ),
})
forge('ses-markers', {
  recipient: 'outlook',
  letter: {
    ...BANK,
    messageId: '0102019469ab3c41-6f1d2c3b-90a1-4b7e-8c55-1d2e3f405162-000000@eu-west-1.amazonses.com',
  },
  edit: (fields) => [
    ...fields,
    line('author', 'Feedback-ID', '::1.eu-west-1.bm90IHJlYWxseSBmcm9tIHRoZXJlIGF0IGFsbCE=:AmazonSES'),
    line('author', 'X-SES-Outgoing', '2025.01.15-54.240.8.31'),
  ],
})
forge('mailchimp-markers', {
  recipient: 'postfix',
  edit: (fields) => [
    ...fields,
    line('author', 'X-Mailer', 'Mailchimp Mailer - **CIDa1b2c3d4e5f6a7b8c9d0**'),
    line('author', 'X-MC-User', 'a1b2c3d4e5f6a7b8c9d0e1f2a'),
    line('author', 'Feedback-ID', '9000002:9000002.1862002:us2:mc'),
  ],
})
forge('exchange-markers', {
  recipient: 'postfix',
  letter: {
    ...BANK,
    messageId: 'AM6PR02MB472190A1B2C3D4E5F60718293A4B5@AM6PR02MB4721.eurprd02.prod.outlook.com',
  },
  edit: (fields) => [
    ...fields,
    line('author', 'X-OriginatorOrg', 'bank.example'),
    line('author', 'X-MS-Exchange-CrossTenant-AuthAs', 'Internal'),
    field('author', 'X-MS-Exchange-CrossTenant-AuthSource', 'AM6PR02MB4721.eurprd02.prod.outlook.com'),
    line('author', 'X-MS-Exchange-CrossTenant-FromEntityHeader', 'Hosted'),
    field('author', 'X-MS-Exchange-CrossTenant-Id', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'),
  ],
})
forge('time-travel', {
  recipient: 'outlook',
  edit: (fields) => {
    const oldest = fields.findLastIndex((one) => one.name === 'Received') + 1
    const late = rfcDate(NOT_BANK.time + 2 * 864e5)
    return [
      ...fields.slice(0, oldest),
      field(
        'author',
        'Received',
        `from desktop (unknown [192.0.2.77])\n\tby desk.bank.example (Postfix) with ESMTP id 4F2A81C0D3;\n\t${late}`,
        '\t',
      ),
      ...fields.slice(oldest),
    ]
  },
})
forge('extra-received', {
  recipient: 'postfix',
  edit: (fields) => {
    const oldest = fields.findLastIndex((one) => one.name === 'Received') + 1
    const claim =
      'from mail-qt1-f51.google.com (mail-qt1-f51.google.com. [209.85.160.51])\n        by mx.google.com with ESMTPS id d75a77b69052e-4034si1234567qtb.12.2025.01.15.00.12.38\n        for <reader@example.net>\n        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n        Wed, 15 Jan 2025 00:12:38 -0800 (PST)'
    return [
      ...fields.slice(0, oldest),
      field('author', 'Received', claim, '        '),
      ...fields.slice(oldest),
    ]
  },
})
// the header of a delivery by Gmail, with new dates; the identifiers and the signature are of two months before
forge('pasted-delivery', {
  recipient: 'outlook',
  edit: (fields) => [
    field(
      'author',
      'Received',
      'by mail-qt1-f51.google.com with SMTP id d75a77b69052e-46e1234567aso98765431cf.1\n        for <somebody@example.com>; Wed, 15 Jan 2025 00:12:22 -0800 (PST)',
      '        ',
    ),
    field(
      'author',
      'DKIM-Signature',
      'v=1; a=rsa-sha256; c=relaxed/relaxed; d=gmail.com; s=20230601; t=1731657142;\n        h=to:subject:message-id:date:from:from:to:cc:subject;\n        bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\n        b=Tm90IGEgc2lnbmF0dXJlIGF0IGFsbCwganVzdCBzb21lIHdvcmRzIGluIGJhc2UgNjQ=',
      '        ',
    ),
    field(
      'author',
      'X-Received',
      'by 2002:a05:622a:1208:b0:46e:1a2b:3c4d with SMTP id\n d75a77b69052e-46e1a2bmr1234567qtb.12.1731657142123; Wed, 15 Jan 2025 00:12:22 -0800 (PST)',
    ),
    ...fields.filter((one) => one.name !== 'Received'),
  ],
})
forge('invented-route', {
  recipient: 'outlook',
  edit: (fields) => [
    ...[
      ['relay.heron.example ([198.51.100.7])', 'smtp.reeds.example', 'SMTP', 300],
      ['unknown (198.51.100.99)', 'mail.moors.example', 'QMQP', 900],
      ['mx.heath.example ([198.51.100.120])', 'out.ponds.example', 'SMTP', 2100],
    ].map(([from, by, protocol, before]) =>
      line(
        'author',
        'Received',
        `from ${from} by ${by} with ${protocol}; ${rfcDate(NOT_BANK.time - 1000 * Number(before))}`,
      ),
    ),
    ...fields.filter((one) => one.name !== 'Received'),
  ],
})
forge('delivery-count', {
  recipient: 'outlook',
  edit: (fields) => [...fields, line('author', 'X-IncomingHeaderCount', '9')],
})
forge('two-from', {
  sender: 'postfix',
  recipient: 'postfix',
  spf: 'pass',
  dmarc: 'none',
  letter: { ...BANK, from: 'offers@example.org', name: 'Offers' },
  edit: (fields) => {
    const at = fields.findIndex((one) => one.name === 'From')
    return [
      ...fields.slice(0, at + 1),
      field('author', 'From', 'Bank of Exampleton <service@bank.example>'),
      ...fields.slice(at + 1),
    ]
  },
})
