import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { includedMessage, readDmarcReports } from '../../src/dmarc/index.ts'
import { bytesOf } from '../helpers/dmarc.ts'

const FIELDS = [
  'Feedback-Type: auth-failure',
  'User-Agent: Example/1.0',
  'Version: 1',
  'Original-Mail-From: <bounce@example.net>',
  'Original-Rcpt-To: <ann@example.org>',
  'Arrival-Date: Tue, 3 Nov 2026 01:00:00 +0100',
  'Message-ID: <1@example.net>',
  'Authentication-Results: mx.example.org;',
  '\tdmarc=fail header.from=example.net',
  'Source-IP: ::ffff:203.0.113.5',
  'Delivery-Result: Reject',
  'Auth-Failure: dmarc',
  'Identity-Alignment: dkim, spf',
  'Reported-Domain: EXAMPLE.net',
  'DKIM-Domain: example.net',
  'DKIM-Selector: s1',
  'Incidents: 4',
].join('\r\n')

const FAILED = [
  'Received: from forger.example (forger.example [203.0.113.5]) by mx.example.org; Tue, 3 Nov 2026 00:00:00 +0000',
  'From: "Ann" <ann@example.net>',
  'Subject: hello',
  '',
  '<feedback><record/></feedback>',
].join('\r\n')

/** A report as RFC 6591 has it. */
const arf = ({ fields = FIELDS, type = 'message/rfc822', included = FAILED, encoding = '7bit' } = {}) =>
  bytesOf(
    [
      'From: reports@receiver.example.org',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'A message failed.',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      fields,
      '',
      '--b',
      `Content-Type: ${type}`,
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      included,
      '--b--',
      '',
    ].join('\r\n'),
  )

describe('failure reports', () => {
  it('reads the fields, typed', () => {
    const [reading] = readDmarcReports(arf(), { path: 'a.eml' })
    expect(reading).toMatchObject({
      kind: 'failure',
      path: 'a.eml!/part 2',
      carrier: { from: 'reports@receiver.example.org', verified: undefined },
      problems: [{ code: 'mapped-source' }],
      report: {
        feedbackType: 'auth-failure',
        version: '1',
        userAgent: 'Example/1.0',
        authFailure: ['dmarc'],
        identityAlignment: ['dkim', 'spf'],
        deliveryResult: 'reject',
        sourceIp: '203.0.113.5',
        reportedDomain: ['example.net'],
        originalMailFrom: 'bounce@example.net',
        originalRcptTo: ['ann@example.org'],
        arrivalDate: '2026-11-03T00:00:00Z',
        messageId: '<1@example.net>',
        authenticationResults: ['mx.example.org; dmarc=fail header.from=example.net'],
        dkimDomain: 'example.net',
        dkimSelector: 's1',
        incidents: 4,
      },
    })
  })

  it.each([
    ['a message', 'message/rfc822', '7bit', FAILED, 'message'],
    ['a header', 'text/rfc822-headers', '7bit', FAILED.slice(0, FAILED.indexOf('\r\n\r\n')), 'header'],
    ['an encoded message', 'message/rfc822', 'base64', Buffer.from(FAILED).toString('base64'), 'message'],
  ] as const)('hands out %s to be analysed', (_, type, encoding, included, kind) => {
    const input = arf({ type, encoding, included })
    const readings = readDmarcReports(input)
    // what is in the message that failed is no report to its owner
    expect(readings).toHaveLength(1)
    const [reading] = readings
    if (reading.kind !== 'failure') expect.fail(reading.kind)
    expect(reading.report.included).toMatchObject({ kind, encoding })
    const message = includedMessage(input, reading.report)!
    expect(createAnalyzer().analyze(message).message).toMatchObject({
      subject: 'hello',
      from: [{ name: 'Ann', address: 'ann@example.net' }],
    })
  })

  it('does without a message', () => {
    const input = arf({ type: 'text/plain' })
    const [reading] = readDmarcReports(input)
    if (reading.kind !== 'failure') expect.fail(reading.kind)
    expect(reading.report.included).toBeUndefined()
    expect(includedMessage(input, reading.report)).toBeUndefined()
  })

  it.each([
    ['Feedback-Type: abuse', 'a feedback report of type abuse (RFC 5965), not a DMARC failure report'],
    ['Version: 1', 'a feedback report that does not say of what'],
  ])('names what is none: %s', (fields, reason) => {
    expect(readDmarcReports(arf({ fields }))).toMatchObject([{ kind: 'unread', reason }])
  })
})
