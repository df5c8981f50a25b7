import { describe, expect, it } from 'vitest'
import { messageOf } from '../helpers/message.ts'
import { mail } from '../helpers/route.ts'

const REPORT = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b\n'
const NOBODY = 'Return-Path: <>\n'
const diagnostic = (value: string) => `X-MS-TrafficTypeDiagnostic: ${value}\n`

describe('what a mail server made itself', () => {
  it.each<[string, string[], string | undefined]>([
    ['a report that nobody is to answer', [NOBODY, REPORT], 'delivery-report'],
    ['a report whose envelope nobody wrote down', [REPORT], 'delivery-report'],
    ['letter case', [NOBODY, REPORT.replace('multipart/report', 'Multipart/Report')], 'delivery-report'],
    ['a report with an author', ['Return-Path: <desk@example.org>\n', REPORT], undefined],
    ['a text that nobody is to answer', [NOBODY, 'Content-Type: text/plain\n'], undefined],
    ['nothing said', [], undefined],
    [
      'a journal',
      ['Return-Path: <journal@example.org>\n', diagnostic('DM5PR2001MB1915:JournalingReport')],
      'journal-report',
    ],
    [
      'a word about journals among other machines',
      [diagnostic('DM5PR2001MB1915:JournalingReport|DM3PR20MB0522:EE_')],
      undefined,
    ],
  ])('%s: %s', (_, fields, expected) => {
    expect(messageOf(mail(...fields)).ownMail).toBe(expected)
  })
})
