import { describe, it } from 'vitest'
import { readDmarcReports } from '../../src/dmarc/index.ts'
import { bytesOf } from '../helpers/dmarc.ts'
import { expectLinear } from '../helpers/growth.ts'
import { SHAPES } from './shapes.ts'

describe('XML made to be expensive', () => {
  it.each(SHAPES)('%s: no more time than their number', (_, before, unit, after) => {
    const make = (size: number): Uint8Array => bytesOf(before + unit.repeat(size / unit.length) + after)
    expectLinear(make, readDmarcReports, { sizes: [10_000, 20_000, 40_000, 80_000], most: 1.2 })
  })
})
