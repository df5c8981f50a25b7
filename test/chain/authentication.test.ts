import { describe, expect, it } from 'vitest'
import { messageOf } from '../helpers/message.ts'
import { mail } from '../helpers/route.ts'

const read = (...fields: string[]) => messageOf(mail(...fields)).authentication

describe('authentication fields', () => {
  it('are none in a message without them', () => {
    const none = read()
    expect([none.results, none.renamed, none.spf, none.signatures, none.arcFields]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ])
    expect(none.arc.sets).toEqual([])
  })

  it('are read top first, each with the field it stands in', () => {
    const { results } = read(
      'Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=example.org\n',
      'Subject: Thursday\n',
      'authentication-results: out.example.org; dkim=fail header.d=example.org\n',
    )
    expect(
      results.map(({ field, value }) => [field.rawName, value.authservId, value.results[0].result]),
    ).toEqual([
      ['Authentication-Results', 'mx.example.net', 'pass'],
      ['authentication-results', 'out.example.org', 'fail'],
    ])
  })

  it('keep results apart that Exchange renamed', () => {
    const { results, renamed } = read(
      'Authentication-Results: spf=pass (sender IP is 40.107.1.2) smtp.mailfrom=example.org; dkim=none (message not signed) header.d=none;\n',
      'X-MS-Exchange-Authentication-Results: spf=fail (sender IP is 203.0.113.50) smtp.mailfrom=example.org; dkim=none (message not signed) header.d=none;\n',
      'Authentication-Results-Original: dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=example.org;\n',
    )
    expect(results.length).toBe(1)
    expect(renamed.map(({ field }) => field.rawName).sort()).toEqual([
      'Authentication-Results-Original',
      'X-MS-Exchange-Authentication-Results',
    ])
  })

  it('have SPF and signatures', () => {
    const { spf, signatures } = read(
      'Received-SPF: Fail (protection.outlook.com: domain of example.org does not designate 203.0.113.50 as permitted sender) receiver=protection.outlook.com; client-ip=203.0.113.50; helo=out.example.com;\n',
      'DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=mail; h=From:Subject; bh=AAAA; b=AAAA\n',
      'DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=mail; h=From; bh=AAAA; b=AAAA\n',
    )
    expect(spf.map(({ value }) => value.result)).toEqual(['fail'])
    expect(signatures.map(({ value }) => value.domain)).toEqual(['example.org', 'example.com'])
  })

  it('have ARC sets whose members point to their fields', () => {
    const { arc, arcFields } = read(
      'ARC-Seal: i=1; a=rsa-sha256; d=example.com; s=mail; cv=none; b=AAAA\n',
      'ARC-Message-Signature: i=1; a=rsa-sha256; d=example.com; s=mail; h=From; bh=AAAA; b=AAAA\n',
      'ARC-Authentication-Results: i=1; mx.example.com; spf=pass smtp.mailfrom=example.org\n',
    )
    expect(arc.sets.length).toBe(1)
    const { seal } = arc.sets[0]
    expect(seal?.value.domain).toBe('example.com')
    expect(arcFields[seal!.index].rawName).toBe('ARC-Seal')
    expect(arcFields.length).toBe(3)
  })
})
