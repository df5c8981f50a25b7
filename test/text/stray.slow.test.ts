import { it } from 'vitest'
import { strayText } from '../../src/text/stray.ts'
import { expectLinear } from '../helpers/growth.ts'

it('strayText takes time as the text grows', () => {
  const seen =
    'The hall opens at six in the evening, and there is soup for all of us who help with the chairs. '
  expectLinear(
    (size) => 'www.a'.repeat(size / 5),
    (text) => strayText(text, seen)?.characters ?? 0,
  )
})
