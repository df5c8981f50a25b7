import { describe, expect, it } from 'vitest'
import { createRandom } from '../../corpus/generate/random.mjs'
import { runs } from '../helpers/runs.ts'
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

const rule = (n: number): string =>
  `<rule name="Test ${n} &amp;" format="cmdlet"><version><commandBlock><![CDATA[New-TransportRule -Name 'Test ${n}' -Comments 'a <b>']]></commandBlock></version></rule>`
const object = (line: string, n: number): string =>
  `<Obj RefId="${n}"><ToString>A.B</ToString><Props><Obj N="List" RefId="${n + 100}"><LST><S>a</S></LST></Obj><S N="AuditData">${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</S></Props></Obj>`
const OTHERS: [name: string, text: string][] = [
  [
    'Export-TransportRuleCollection',
    `<rules name="a">\n${RECORDS.map((_, n) => rule(n)).join('\n')}\n</rules>`,
  ],
  ['Clixml', `<Objs>\n${lines.map(object).join('\n')}\n</Objs>`],
  [
    'a script',
    RECORDS.map((_, n) => `New-TransportRule -Name "${n}" -From @('a', 'b') -Comments "it's"\n`).join(''),
  ],
]

const PIECES = ['', '"', '{', '}', '[', ']', ',', ':', '\\', '\n', 'x', '<', '>', '/', "'"]

describe('a byte that is lost, changed or added costs one record at most', () => {
  it.each([...FORMS, ...OTHERS])('%s', (_, text) => {
    const random = createRandom(1)
    const bytes = bytesOf(text)
    // what comes before the first record says what all of them are
    const first = readAll(bytes)[0].place.start
    const marks = [...bytes.keys()].filter(
      (i) => i >= first && '"{}[],:\\\n\r<>/=!\'()@'.includes(String.fromCharCode(bytes[i])),
    )
    const records = (file: Uint8Array): number => readAll(file).filter(({ kind }) => kind !== 'unread').length
    expect(records(bytes)).toBe(RECORDS.length)
    for (let n = 0; n < runs(400).numRuns; n++) {
      const at = random.next() < 0.8 ? random.pick(marks) : random.int(first, bytes.length - 1)
      const piece = random.pick(PIECES)
      const rest = bytes.subarray(at + (piece === '' ? 1 : random.int(0, 1)))
      const damaged = Buffer.concat([bytes.subarray(0, at), bytesOf(piece), rest])
      if (records(damaged) < RECORDS.length - 1)
        expect.fail(`${JSON.stringify(piece)} at ${at}: ${damaged.subarray(at - 20, at + 20)}`)
    }
  })
})
