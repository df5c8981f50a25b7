/** A page of text that is being written: what the parts of `explain` share. */
import { createStyle, type Style } from './colour.ts'
import { escapeText } from './escape.ts'
import { cut, pad, wrap } from './width.ts'
import type { WriterOptions } from './writer.ts'

/** Columns that one text from a message may take. */
const SHOWN = 400
/** Entries of one list that are shown; the JSON report has them all. */
export const LISTED = 40

/** Columns where no terminal says how many. */
const WIDTH = 100

export interface Page {
  style: Style
  width: number
  /** The message. */
  bytes: { subarray(start: number, end: number): Uint8Array } | undefined
  lines: string[]
}

export function newPage({ colour = false, width = WIDTH }: WriterOptions, bytes?: Page['bytes']): Page {
  return { style: createStyle(colour), width, bytes, lines: [] }
}

const plain = (text: string): string => text

/** Text from a message, made safe and bounded. */
export const safe = (text: string): string => cut(escapeText(text), SHOWN)

/** Adds text under an indent, wrapped; the first line may have a label in place of the indent. */
export function write(page: Page, indent: number, text: string, label = '', paint = plain): void {
  const lines = wrap(text, Math.max(20, page.width - indent))
  for (const [i, line] of lines.entries()) page.lines.push(pad(i === 0 ? label : '', indent) + paint(line))
}

export function heading(page: Page, text: string): void {
  page.lines.push('', page.style.bold(text))
}

export function each<T>(page: Page, items: readonly T[], show: (item: T, index: number) => void): void {
  for (const [i, item] of items.slice(0, LISTED).entries()) show(item, i)
  if (items.length > LISTED)
    write(page, 2, `… and ${items.length - LISTED} more, in the JSON report`, '', page.style.dim)
}
