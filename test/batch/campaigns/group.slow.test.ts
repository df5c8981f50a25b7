import { describe, expect, it } from 'vitest'
import { FIELDS, SIZES } from '../../../src/batch/campaigns/fingerprint.ts'
import { group } from '../../../src/batch/campaigns/group.ts'
import { createCampaignIndex } from '../../../src/batch/campaigns/index.ts'
import { processorTime } from '../../helpers/growth.ts'
import { fingerprintOf } from './mails.ts'

/** Milliseconds of processor time; what is compared pair by pair takes minutes. */
const SECONDS = 20_000

describe('grouping of very many', () => {
  /** Rows of random marks; the first `same` are alike in all. */
  const randomRows = (count: number, same: number): Int32Array => {
    let state = 1
    const table = new Int32Array(count * FIELDS)
    for (let i = 0; i < table.length; i++) {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
      table[i] = i % FIELDS < same ? 7 : state
      if (i % FIELDS === SIZES) table[i] = 100 | (100 << 16)
    }
    return table
  }

  it.each([
    ['are all different', 0],
    ['meet in the same buckets and are not alike', 6],
  ])('takes few seconds for 20,000 that %s', (_, same) => {
    const begin = processorTime()
    expect(new Set(group(randomRows(20_000, same), 20_000)).size).toBe(20_000)
    expect(processorTime() - begin).toBeLessThan(SECONDS)
  })

  it('takes few seconds for a million that are the same', () => {
    const index = createCampaignIndex()
    const fingerprint = fingerprintOf({
      html: '<p>Your parcel waits at our depot; pay the small fee today.</p>',
    })
    const begin = processorTime()
    for (let i = 0; i < 1_000_000; i++) index.add('a.eml', fingerprint)
    const { campaigns } = index.group()
    expect(campaigns.map(({ size }) => size)).toEqual([1_000_000])
    expect(processorTime() - begin).toBeLessThan(SECONDS)
  })
})
