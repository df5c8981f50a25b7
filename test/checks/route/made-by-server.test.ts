import { describe, expect, it } from 'vitest'
import { verdictsOf } from '../../helpers/message.ts'
import { mail, received } from '../../helpers/route.ts'

const HANDED = received(
  'from NAM11-CO1-obe.outbound.protection.outlook.com (mail.example [40.107.1.2]) by mx.example.net (Postfix) with ESMTPS id 1',
)
const MACHINE = 'DB5PR06MB1800'
const REPORT = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b\nReturn-Path: <>\n'
const diagnostic = (value: string) => `X-MS-TrafficTypeDiagnostic: ${value}\n`
const ID = `Message-ID: <2ab24bbc@${MACHINE}.eurprd06.prod.outlook.com>\n`
const OLD_MACHINE = received(
  'from BLU004-OMC3S20.hotmail.com ([65.55.116.95]) by COL004-MC4F26.hotmail.com with Microsoft SMTPSVC(7.5.7601.22751)',
)

describe('a line that nobody wrote, since the machine made the message', () => {
  it.each<[string, string[], string, string]>([
    ['route/handover-without-origin', [HANDED], REPORT, 'made-by-server'],
    ['route/handover-without-origin', [HANDED], diagnostic(`${MACHINE}:JournalingReport`), 'made-by-server'],
    ['route/diagnostic-hops-missing', [HANDED, diagnostic(`${MACHINE}:EE_`)], REPORT, 'made-by-server'],
    ['route/message-id-host-missing', [HANDED, ID], REPORT, 'made-by-server'],
    ['route/internal-hop-missing', [OLD_MACHINE], REPORT, 'made-by-server'],
  ])('%s', (check, fields, own, reason) => {
    expect(verdictsOf(check, mail(...fields, own))).toBe(`dismissed=${reason}`)
    expect(verdictsOf(check, mail(...fields))).not.toContain(reason)
  })

  it('one machine makes a report, and the others have lines', () => {
    const two = diagnostic(`${MACHINE}:EE_|DB5PR06MB1801:EE_`)
    expect(verdictsOf('route/diagnostic-hops-missing', mail(HANDED, two, REPORT))).toBe('finding=all')
  })
})
