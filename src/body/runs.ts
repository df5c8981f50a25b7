/** The stretches of an HTML text, in its order: what stands together in one channel for one reason is one run. */
import { CELL, element, type HtmlElement } from './elements.ts'
import type { Technique } from './frame.ts'
import type { TextPart } from './text-part.ts'
import { type Channel, NEWLINE_GAP, SPACE_GAP, TextRun } from './text-run.ts'

const BR = element('br')

export class Runs {
  readonly all: TextRun[] = []
  /** The run that grows. */
  last: TextRun | undefined
  readonly #part: TextPart
  #root = -1
  /** What hidden runs are made of, so that they need not be read again; and the run that gets pieces, with its first. */
  readonly #pieces: number[] = []
  #pieced: TextRun | undefined
  #firstPiece = 0

  constructor(part: TextPart) {
    this.#part = part
  }

  /** `root`: index of the tag that decides the technique; -1 where none does. */
  add(start: number, end: number, channel: Channel, technique: Technique | undefined, root: number): void {
    const { last } = this
    const units = this.#part.outline.units(start, end)
    if (
      last !== undefined &&
      last.channel === channel &&
      last.technique === technique &&
      this.#root === root
    ) {
      last.end = end
      last.textLength += units
      return
    }
    const next = new TextRun(this.#part, start, end, channel, technique)
    next.textLength = units
    next.root = root
    this.last = next
    this.#root = root
    this.all.push(next)
    this.#pieced = undefined
  }

  /** What was just added begins at `from`, with white space at `start..end` around it: it becomes a piece of its run. */
  piece(start: number, from: number, end: number): void {
    const pieces = this.#pieces
    const { last } = this
    if (last!.start === from) {
      this.#pieced = last
      this.#firstPiece = pieces.length
      pieces.push(from, end)
    } else if (this.#pieced !== undefined) pieces.push(start, end)
    else return
    last!.madeOf(pieces, this.#firstPiece, pieces.length)
  }

  /** White space where the last run is made of pieces. */
  space(start: number, end: number): void {
    if (this.#pieced !== undefined) this.#pieces.push(start, end)
  }

  /** A tag where the last run is made of pieces. */
  tag(of: HtmlElement): void {
    if (this.#pieced === undefined) return
    if (of.display > CELL || of === BR) this.#pieces.push(NEWLINE_GAP)
    else if (of.display === CELL) this.#pieces.push(SPACE_GAP)
  }

  /** The last run holds text that is not read as other text is. */
  noPieces(): void {
    this.#pieced?.madeOf(undefined, 0, 0)
    this.#pieced = undefined
  }
}
