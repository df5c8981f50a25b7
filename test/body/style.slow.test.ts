import { it } from 'vitest'
import { parseDeclarations } from '../../src/body/style.ts'
import { expectLinear } from '../helpers/growth.ts'

it('many declarations are read in time that grows with them', () => {
  const make = (size: number): string =>
    `${'color:red;width:1px;'.repeat(size / 20)}background:url(${'(x'.repeat(size / 4)}`
  expectLinear(make, parseDeclarations, { most: 1.2 })
})
