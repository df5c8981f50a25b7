/** Reads the data back out of a report as HTML, as its own script does in a browser. */
import { inflateRawSync } from 'node:zlib'
import type { BlockKind, Detail } from '../../src/report/html/shape.ts'

export interface Block {
  kind: BlockKind
  first: number
  entries: Uint8Array[]
}

/** What {@link blockElement} wrote. */
export function blocksOf(html: string): Block[] {
  const elements = html.matchAll(
    /<script type="application\/octet-stream" data-block="(\w+)" data-first="(\d+)">([A-Za-z0-9+/=]*)<\/script>/g,
  )
  return Array.from(elements, ([, kind, first, text]) => {
    const bytes = new Uint8Array(inflateRawSync(Buffer.from(text, 'base64')))
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    const count = view.getUint32(0, true)
    const entries: Uint8Array[] = []
    let at = 4 + 4 * count
    for (let i = 0; i < count; i++) {
      const end = at + view.getUint32(4 + 4 * i, true)
      entries.push(bytes.slice(at, end))
      at = end
    }
    return { kind: kind as BlockKind, first: Number(first), entries }
  })
}

const entriesOf = (html: string, kind: BlockKind): Uint8Array[] =>
  blocksOf(html)
    .filter((block) => block.kind === kind)
    .flatMap(({ entries }) => entries)

export const detailsOf = (html: string): Detail[] =>
  entriesOf(html, 'details').map((entry) => JSON.parse(new TextDecoder().decode(entry)) as Detail)

export const sourcesOf = (html: string): Uint8Array[] => entriesOf(html, 'sources')
