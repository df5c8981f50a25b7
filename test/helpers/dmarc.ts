import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './build.ts'

/** A report that is shipped with the project. */
export const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(ROOT, 'corpus/dmarc', name)))

export interface RecordParts {
  ip?: string
  count?: number | string
  disposition?: string
  dkim?: string
  spf?: string
  reason?: string
  from?: string
  envelope?: string
  /** Inside `auth_results`. */
  results?: string
}

export const recordXml = ({
  ip = '192.0.2.1',
  count = 1,
  disposition = 'none',
  dkim = 'pass',
  spf = 'pass',
  reason = '',
  from = 'example.net',
  envelope = '<envelope_from>example.net</envelope_from>',
  results = '<spf><domain>example.net</domain><scope>mfrom</scope><result>pass</result></spf>',
}: RecordParts = {}): string =>
  `<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated>` +
  `<disposition>${disposition}</disposition><dkim>${dkim}</dkim><spf>${spf}</spf>${reason}</policy_evaluated></row>` +
  `<identifiers>${envelope}<header_from>${from}</header_from></identifiers>` +
  `<auth_results>${results}</auth_results></record>\n`

export interface ReportParts {
  root?: string
  head?: string
  org?: string
  id?: string
  /** Inside `date_range`. */
  range?: string
  domain?: string
  /** Further elements of `policy_published`. */
  policy?: string
  records?: string
}

/** A report without fault, unless parts say otherwise. */
export const reportXml = ({
  root = '<feedback>',
  head = '<version>1.0</version>',
  org = 'receiver.example.org',
  id = 'r1',
  range = '<begin>1793577600</begin><end>1793663999</end>',
  domain = 'example.net',
  policy = '<p>none</p><sp>none</sp><pct>100</pct>',
  records = recordXml(),
}: ReportParts = {}): string =>
  `<?xml version="1.0"?>\n${root}${head}<report_metadata><org_name>${org}</org_name><email>dmarc@${org}</email>` +
  `<report_id>${id}</report_id><date_range>${range}</date_range></report_metadata>` +
  `<policy_published><domain>${domain}</domain>${policy}</policy_published>\n${records}</feedback>\n`

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A message with one attachment, delivered by a host that says how its authentication came out. */
export function carrierMail(
  attachment: Uint8Array,
  { dmarc = 'pass', from = 'dmarc@receiver.example.org', type = 'application/gzip', results = true } = {},
): Uint8Array {
  const domain = from.slice(from.indexOf('@') + 1)
  return bytesOf(
    [
      ...(results ? [`Authentication-Results: mx.example.net; dmarc=${dmarc} header.from=${domain}`] : []),
      'Received: from mail.example.org (mail.example.org [192.0.2.25])',
      '\tby mx.example.net with ESMTPS id 1 for <dmarc@example.net>; Tue, 3 Nov 2026 01:00:00 +0000',
      'Received: from localhost by mail.example.org with ESMTP id 2; Tue, 3 Nov 2026 00:59:59 +0000',
      `From: <${from}>`,
      'To: <dmarc@example.net>',
      'Subject: Report Domain: example.net Submitter: receiver.example.org Report-ID: r1',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'A report is attached.',
      '--b',
      `Content-Type: ${type}; name="receiver.example.org!example.net!1793577600!1793663999.xml.gz"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(attachment).toString('base64').replace(/.{76}/g, '$&\r\n'),
      '--b--',
      '',
    ].join('\r\n'),
  )
}
