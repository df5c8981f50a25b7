import { describe, expect, it } from 'vitest'
import { createRandom } from '../../corpus/generate/random.mjs'
import { bytesOf, cmdlet, readAll } from './read.ts'

/** Records whose braces, marks and lists inside of texts mislead. */
const RECORDS = Array.from({ length: 12 }, (_, n) =>
  n % 3 === 0
    ? cmdlet('New-TransportRule', {
        Name: `Test ${n}`,
        RemoveHeader: 'Received',
        Comments: 'a "b" {c},[d]: e\\',
      })
    : cmdlet(
        'Set-Mailbox',
        { Identity: `HOST/{368F7EFB-D8B2}-${n}`, Force: 'True' },
        { Details: { list: [{ CreationTime: n }, []] } },
      ),
)
const lines = RECORDS.map((record) => JSON.stringify(record))

const FORMS: [name: string, text: string][] = [
  ['lines', lines.join('\n')],
  ['a list', `[${lines.join(',')}]`],
  ['a list of Graph', `{"@odata.context":"x","value":[${lines.join(',')}],"@odata.nextLink":"y"}`],
  ['an indented list', JSON.stringify(RECORDS, null, 2)],
  ['CSV', ['Operations,AuditData', ...lines.map((line) => `a,"${line.replaceAll('"', '""')}"`)].join('\r\n')],
]

const PIECES = ['', '"', '{', '}', '[', ']', ',', ':', '\\', '\n', 'x']

describe('a byte that is lost, changed or added costs one record at most', () => {
  it.each(FORMS)('%s', (_, text) => {
    const random = createRandom(1)
    const bytes = bytesOf(text)
    const marks = [...bytes.keys()].filter((i) => '"{}[],:\\\n\r'.includes(String.fromCharCode(bytes[i])))
    const events = (file: Uint8Array): number => readAll(file).filter(({ kind }) => kind === 'event').length
    expect(events(bytes)).toBe(RECORDS.length)
    for (let n = 0; n < 1000; n++) {
      const at = random.next() < 0.8 ? random.pick(marks) : random.int(0, bytes.length - 1)
      const piece = random.pick(PIECES)
      const rest = bytes.subarray(at + (piece === '' ? 1 : random.int(0, 1)))
      const damaged = Buffer.concat([bytes.subarray(0, at), bytesOf(piece), rest])
      if (events(damaged) < RECORDS.length - 1)
        expect.fail(`${JSON.stringify(piece)} at ${at}: ${damaged.subarray(at - 20, at + 20)}`)
    }
  })
})
