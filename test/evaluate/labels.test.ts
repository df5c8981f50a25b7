import { describe, expect, it } from 'vitest'
import { parseLabels } from '../../src/evaluate/labels.ts'

describe('a table of labels', () => {
  it('has a row a message; empty cells, columns of other names and comments say nothing', () => {
    const text = `# invented
path\tstratum\thiddenFiller\tnote\tprizeLure

a/1.eml\tspam\t1\tread twice\t0\r
a/2.eml\tham\t\t\t0
a/3.eml\tham
`
    expect(parseLabels(text)).toEqual([
      { path: 'a/1.eml', stratum: 'spam', labels: { hiddenFiller: 1, prizeLure: 0 } },
      { path: 'a/2.eml', stratum: 'ham', labels: { prizeLure: 0 } },
      { path: 'a/3.eml', stratum: 'ham', labels: {} },
    ])
  })

  it.each([
    ['', 'no header row'],
    ['file\tstratum\tprizeLure\n', 'line 1: the header row must begin'],
    ['path\tstratum\tnote\n', 'line 1: no column is one of headersRemoved'],
    ['path\tstratum\tprizeLure\na\tham\tyes\n', 'line 2: prizeLure must be 1, 0 or nothing, not yes'],
    ['path\tstratum\tprizeLure\na\tham\t1\na\tham\t1\n', 'line 3: a stands there twice'],
  ])('%j is wrong', (text, message) => {
    expect(() => parseLabels(text)).toThrow(message)
    expect(() => parseLabels(text)).toThrow(RangeError)
  })
})
