import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { backstamp } from '../helpers/cli.ts'
import { scratch } from '../helpers/scratch.ts'

const FEE =
  'your parcel waits at our depot since nobody was at home when the courier rang; pay the small fee today or it goes back'

const mailing = (i: number): string =>
  [
    `From: Parcels <info@shop${i}.example>`,
    'To: bob@example.net',
    `Subject: Your parcel ${100 + i}\x1b[31m`,
    `Date: Mon, ${(i % 9) + 1} Mar 2026 10:00:00 +0000`,
    'Content-Type: text/html',
    '',
    `<p>Dear customer 10${i}, ${FEE}</p><a href="https://t${i}.example/p/?id=${i}">Pay</a>`,
    '',
  ].join('\r\n')

const other = 'From: Ann <ann@example.com>\r\nSubject: minutes\r\n\r\nSee you on Tuesday, as we said.\r\n'

const made = scratch({
  'in/other.eml': other,
  'in/empty.eml': '',
  ...Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`in/${i}.eml`, mailing(i)])),
})
const cwd = made.dir
afterAll(() => made.remove())

interface Line {
  kind: string
  path?: string
  campaign?: string | null
  id?: string
  size?: number
}

const lines = (ndjson: string): Line[] =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('backstamp campaigns', () => {
  it('shows a block a campaign, with its template', async () => {
    const { stdout, stderr, status } = await backstamp(['campaigns', 'in'], { cwd })
    expect(stdout).toMatch(/^5 messages, 2026-03-01 to 2026-03-05 {2}[0-9a-f]{16}$/m)
    expect(stdout).toMatch(/^ {2}verdicts {3}5 clean$/m)
    expect(stdout).toMatch(/^ {2}subject {4}Your parcel ‹text \d+›$/m)
    expect(stdout).toMatch(/^ {2}text {7}Dear customer ‹number 3›, your parcel waits/m)
    expect(stdout).toMatch(/^ {2}varies {5}5 domains of the author; 5 domains that links lead to;/m)
    expect(stdout).not.toContain('\x1b')
    expect(stderr).toContain('in/empty.eml: skipped, an empty file')
    expect(stderr).toMatch(/^1 campaigns of 5 messages; 6 messages: /m)
    expect(status).toBe(0)
  })

  it('prints a line a campaign and a line a message as ndjson', async () => {
    const { stdout } = await backstamp(['campaigns', '--format', 'ndjson', 'in'], { cwd })
    const [campaign, ...messages] = lines(stdout)
    expect(campaign).toMatchObject({
      kind: 'campaign',
      size: 5,
      representative: expect.stringMatching(/^in\/\d.eml$/),
    })
    expect(campaign).not.toHaveProperty('members')
    expect(messages).toEqual([
      ...Array.from({ length: 5 }, (_, i) => ({
        kind: 'message',
        path: `in/${i}.eml`,
        campaign: campaign.id,
      })),
      { kind: 'message', path: 'in/other.eml', campaign: null },
    ])
  })

  it('prints json, to a file where one is named', async () => {
    const { stdout, stderr } = await backstamp(['campaigns', '-q', '--format=json', '-o', 'out.json', 'in'], {
      cwd,
    })
    expect([stdout, stderr]).toEqual(['', expect.stringContaining('skipped')])
    const { messages, campaigns } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'))
    expect(messages).toBe(6)
    expect(campaigns).toMatchObject([
      { size: 5, members: ['in/0.eml', 'in/1.eml', 'in/2.eml', 'in/3.eml', 'in/4.eml'] },
    ])
  })

  it('takes a message that is streamed, and standard input', async () => {
    const large = mailing(9).replace('</a>', `</a><style>${'/* a */\n'.repeat(1_200_000)}</style>`)
    const { stdout } = await backstamp(['campaigns', '--format', 'ndjson', '-', 'in'], { cwd, input: large })
    const [campaign, first] = lines(stdout)
    expect(campaign).toMatchObject({ kind: 'campaign', size: 6 })
    expect(first).toEqual({ kind: 'message', path: '-', campaign: campaign.id })
  })

  it.each([
    ['table', ''],
    ['json', '{\n  "messages": 6,\n  "campaigns": [\n  ]\n}\n'],
  ])('leaves small campaigns out, as %s', async (format, expected) => {
    const { stdout } = await backstamp(['campaigns', '--format', format, '--min-size', '6', 'in'], { cwd })
    expect(stdout).toBe(expected)
  })

  it.each([
    [['campaigns'], 'nothing to read'],
    [['campaigns', '--min-size', '1', 'in'], '--min-size must be an integer between 2'],
    [['campaigns', '--format', 'csv', 'in'], '--format must be one of table, ndjson, json'],
    [['campaigns', 'missing'], 'missing: no such file or folder'],
  ])('%j ends with 2', async (args, message) => {
    const { stderr, status } = await backstamp(args, { cwd })
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })
})
