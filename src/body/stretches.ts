/** Stretches of what no program renders, found in the bytes: most are seen to be of no interest without making a string. */
import { findByte } from '../mime/bytes.ts'
import type { BodyRun } from './body.ts'

export interface Stretch {
  text: string
  /** The brace that ends it; empty at the end of the run. */
  brace: string
}

/** Stretches of a run without a brace that are longer than that. */
export function stretchesBetweenBraces(run: BodyRun, longer: number): Stretch[] {
  const { outline } = run.source
  const { bytes } = outline
  const found: Stretch[] = []
  for (let start = run.start; start < run.end; ) {
    let end = start
    while (end < run.end && bytes[end] !== 0x7b && bytes[end] !== 0x7d) end++
    // bytes are no fewer than code units
    const text = end - start > longer ? outline.slice(start, end) : ''
    if (text.length > longer)
      found.push({ text, brace: end < run.end ? String.fromCharCode(bytes[end]!) : '' })
    start = end + 1
  }
  return found
}

/** Bytes of a run outside of tags: no fewer than code units. */
export function bytesOutsideTags(run: BodyRun): number {
  let length = 0
  eachOutsideTags(run, (start, end) => {
    length += end - start
  })
  return length
}

/** The text of a run outside of tags. */
export function textOutsideTags(run: BodyRun): string {
  const { outline } = run.source
  let text = ''
  eachOutsideTags(run, (start, end) => {
    text += outline.slice(start, end)
  })
  return text
}

/** A tag that is not closed runs to the end. */
function eachOutsideTags(run: BodyRun, stretch: (start: number, end: number) => void): void {
  const { bytes } = run.source.outline
  for (let at = run.start; at < run.end; ) {
    const open = nextTag(bytes, at, run.end)
    stretch(at, open)
    at = findByte(bytes, 0x3e, open, run.end) + 1
  }
}

/** `<` before anything but a letter or a slash is text. */
function nextTag(bytes: Uint8Array, from: number, end: number): number {
  for (let at = findByte(bytes, 0x3c, from, end); at < end; at = findByte(bytes, 0x3c, at + 1, end)) {
    const code = bytes[at + 1]!
    if (code === 0x2f || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)) return at
  }
  return end
}
