import { describe, expect, it } from 'vitest'
import type { TenantRecord } from '../../../../src/tenant/index.ts'
import { ADMIN, APP, cmdlet, connector, exportedConnector } from '../records.ts'
import { at, said } from './said.ts'

describe('connectors/open-inbound', () => {
  const removed = (minutes: number, actor = ADMIN) =>
    cmdlet(at(minutes), 'Remove-InboundConnector', actor, 'relay')
  const gateway = {
    connectortype: 'OnPremises',
    senderdomains: 'smtp:*;1',
    senderipaddresses: '192.0.2.1;192.0.2.2',
    requiretls: 'True',
    restrictdomainstoipaddresses: 'True',
  }
  it.each<[string, TenantRecord[], string[]]>([
    ['by an application', [connector(at(0), APP, 'relay')], ['high open-by-application']],
    ['by a person', [connector(at(0), ADMIN, 'relay')], ['low open']],
    ['by a person, for a day', [connector(at(0), ADMIN, 'relay'), removed(1440)], ['medium open-and-brief']],
    ['by a person, for some minutes', [connector(at(0), ADMIN, 'relay'), removed(3)], ['dismissed test']],
    ['as in 2022', [connector(at(0), ADMIN, 'Ran_abcde')], ['medium open']],
    [
      'as in 2022, of which only the removal is left',
      [cmdlet(at(0), 'Remove-InboundConnector', ADMIN, 'Ran_abcde')],
      ['medium named'],
    ],
    ['for a partner', [connector(at(0), ADMIN, 'relay', { senderdomains: 'partner.example' })], []],
    [
      'for a partner, by an application',
      [connector(at(0), APP, 'relay', { senderdomains: 'partner.example' })],
      ['medium by-application'],
    ],
    [
      'of a gateway, opened by an application later',
      [
        connector(at(0), ADMIN, 'relay', { ...gateway, tlssendercertificatename: 'mx.gateway.example' }),
        cmdlet(at(9), 'Set-InboundConnector', APP, 'relay', {
          tlssendercertificatename: '$null',
          requiretls: 'False',
        }),
      ],
      ['high open-by-application'],
    ],
    [
      'of which only a change by an application is in the files',
      [cmdlet(at(0), 'Set-InboundConnector', APP, 'relay', { senderipaddresses: '198.51.100.9' })],
      ['low changed-by-application'],
    ],
    ['of a gateway', [connector(at(0), ADMIN, 'relay', gateway)], ['dismissed gateway']],
    [
      'of a gateway with a certificate, by an application',
      [connector(at(0), APP, 'relay', { ...gateway, tlssendercertificatename: 'mx.gateway.example' })],
      ['dismissed gateway'],
    ],
    [
      'of the hybrid wizard',
      [
        connector(at(0), ADMIN, 'Inbound from 1', {
          ...gateway,
          connectorsource: 'HybridWizard',
          tlssendercertificatename: 'mail.contoso.example',
        }),
      ],
      ['dismissed hybrid-wizard'],
    ],
    [
      'that only says it is of the hybrid wizard',
      [
        connector(at(0), APP, 'relay', {
          connectortype: 'OnPremises',
          senderdomains: '*',
          connectorsource: 'HybridWizard',
        }),
      ],
      ['high open-by-application'],
    ],
    [
      'of an export',
      [exportedConnector('relay', { type: 'OnPremises', senderDomains: ['*'] })],
      ['low open'],
    ],
  ])('%s', (_, records, expected) => {
    expect(said('connectors/open-inbound', records)).toEqual(expected)
  })
})
