import { describe, expect, it } from 'vitest'
import type { TenantRecord } from '../../../../src/tenant/index.ts'
import { ADMIN, APP, connector } from '../records.ts'
import { at, removal, said } from './said.ts'

describe('sequence/connector-and-rules', () => {
  const three = (start: number, actor = ADMIN) =>
    ['Received', 'ARC-Seal', 'Received-SPF'].map((name, i) => removal(start + i, actor, name))
  it.each<[string, TenantRecord[], string[]]>([
    ['within minutes', [connector(at(0), ADMIN, 'relay'), ...three(1)], ['high together']],
    ['rules first', [...three(0), connector(at(5), ADMIN, 'relay')], ['high together']],
    ['within a day', [connector(at(0), ADMIN, 'relay'), ...three(600)], ['medium on-one-day']],
    [
      'with one rule',
      [connector(at(0), ADMIN, 'relay'), removal(1, ADMIN, 'Received')],
      ['medium few-rules'],
    ],
    ['with two rules', [connector(at(0), ADMIN, 'relay'), ...three(1).slice(0, 2)], ['medium few-rules']],
    [
      'with several connectors that were made in one go',
      [connector(at(0), ADMIN, 'relay'), connector(at(5), ADMIN, 'relay 2'), ...three(6)],
      ['high together'],
    ],
    [
      'with connectors of two days, each with rules of its own',
      [connector(at(0), ADMIN, 'relay'), ...three(1), connector(at(5000), ADMIN, 'relay 2'), ...three(5001)],
      ['high together', 'high together'],
    ],
    ['without a connector', three(0), []],
    ['days apart', [connector(at(0), ADMIN, 'relay'), ...three(6000)], []],
    ['of different actors', [connector(at(0), ADMIN, 'relay'), ...three(1, APP)], []],
    ["with a gateway's own headers", [connector(at(0), APP, 'relay'), removal(1, APP, 'X-SM-outgoing')], []],
  ])('%s', (_, records, expected) => {
    expect(said('sequence/connector-and-rules', records)).toEqual(expected)
  })
})
