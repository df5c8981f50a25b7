/** Reads the data blocks: the rows of the table at once, a message when it is opened. */
import type { Campaign } from '../../../campaign.ts'
import { QUESTIONS, type Question, VERDICTS, type Verdict } from '../../../schema.ts'
import type { BlockKind, Columns, Detail } from '../shape.ts'

export interface Row {
  index: number
  path: string
  subject: string
  from: string
  time: number | null
  verdict: Verdict
  score: number
  /** 0 to 1. */
  probabilities: Record<Question, number>
  checks: string[]
  operators: string[]
  /** Id of the campaign that it is of. */
  campaign?: string
}

export interface Opened {
  detail: Detail
  /** What is kept of the source, segment by segment. */
  source: Uint8Array[]
}

export interface Data {
  rows: Row[]
  /** Absent where messages were not grouped. */
  campaigns?: Campaign[]
  rowOfPath(path: string): Row | undefined
  open(index: number): Promise<Opened>
}

function elementsOf(kind: BlockKind): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>(`script[data-block="${kind}"]`))
}

async function entriesOf(element: HTMLElement): Promise<Uint8Array[]> {
  const packed = Uint8Array.from(atob(element.textContent ?? ''), (character) => character.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  const view = new DataView(bytes.buffer)
  const count = view.getUint32(0, true)
  const entries: Uint8Array[] = []
  let at = 4 + 4 * count
  for (let i = 0; i < count; i++) {
    const length = view.getUint32(4 + 4 * i, true)
    entries.push(bytes.subarray(at, at + length))
    at += length
  }
  return entries
}

const parse = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T

function addRows(rows: Row[], columns: Columns): void {
  const { names, probabilities } = columns
  columns.path.forEach((path, i) => {
    const ofRow = {} as Record<Question, number>
    for (const question of QUESTIONS) ofRow[question] = probabilities[question][i] / 10_000
    rows.push({
      index: rows.length,
      path,
      subject: columns.subject[i],
      from: columns.from[i],
      time: columns.time[i],
      verdict: VERDICTS[columns.verdict[i]],
      score: columns.score[i],
      probabilities: ofRow,
      checks: columns.checks[i].map((name) => names[name]),
      operators: columns.operators[i].map((name) => names[name]),
    })
  })
}

/** Entries by row. Keeps the block that was read last: the message beside is often in it too. */
function entriesByRow(kind: BlockKind): (row: number) => Promise<Uint8Array> {
  const blocks = elementsOf(kind).map((element) => ({ element, first: Number(element.dataset.first) }))
  let last: { first: number; entries: Promise<Uint8Array[]> } | undefined
  return async (row) => {
    const { element, first } = blocks.findLast((block) => block.first <= row)!
    if (last?.first !== first) last = { first, entries: entriesOf(element) }
    return (await last.entries)[row - first]
  }
}

function openedOf(detail: Detail, bytes: Uint8Array): Opened {
  let at = 0
  const source = detail.segments.map(({ start, end }) => {
    const segment = bytes.subarray(at, at + end - start)
    at += end - start
    return segment
  })
  return { detail, source }
}

export async function readData(): Promise<Data> {
  const rows: Row[] = []
  const columns = await Promise.all(elementsOf('columns').map(entriesOf))
  for (const [entry] of columns) addRows(rows, parse<Columns>(entry))
  const [campaignBlock] = elementsOf('campaigns')
  const campaigns = campaignBlock && (await entriesOf(campaignBlock)).map((entry) => parse<Campaign>(entry))
  const byPath = new Map(rows.map((row) => [row.path, row]))
  for (const { id, members } of campaigns ?? [])
    for (const path of members) {
      const row = byPath.get(path)
      if (row) row.campaign = id
    }

  const detailOf = entriesByRow('details')
  const sourceOf = entriesByRow('sources')
  return {
    rows,
    campaigns,
    rowOfPath: (path) => byPath.get(path),
    async open(index) {
      const [detail, source] = await Promise.all([detailOf(index), sourceOf(index)])
      return openedOf(parse<Detail>(detail), source)
    },
  }
}
