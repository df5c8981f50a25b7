import { it } from 'vitest'
import { plain, readWords } from '../../../src/batch/campaigns/words.ts'
import { expectLinear } from '../../helpers/growth.ts'

it.each(['a', '1-', 'a@', '重', '\ud835', '-'])(
  'words are read in linear time from a text of %j',
  (piece) => {
    const make = (size: number) => piece.repeat(size / piece.length)
    expectLinear(make, (text) => readWords(plain(text)), { most: 1.4 })
  },
)
