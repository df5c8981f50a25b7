import { it } from 'vitest'
import { decodeText } from '../../src/body/entities.ts'
import { expectLinear } from '../helpers/growth.ts'

it('character references take time in proportion to the text', () => {
  const make = (size: number): string => '&#1'.repeat(size / 6) + '&a'.repeat(size / 4)
  expectLinear(make, (text) => decodeText(text), { most: 1.2 })
})
