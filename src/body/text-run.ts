/** A stretch of text in one channel, by its place; what it says is read when asked for. */
import type { OutsideText } from '../mime/collector.ts'
import type { Outline } from '../mime/outline.ts'
import { withoutInvisible } from '../text/invisible.ts'
import type { Measure } from '../text/measure.ts'
import { CELL, element, RCDATA, SHOWN } from './elements.ts'
import type { Technique } from './frame.ts'
import { END_OF_INPUT, END_TAG, HtmlTokenizer, RAW, START_TAG, TEXT } from './html-tokenizer.ts'
import type { TextPart } from './text-part.ts'
import { type BuiltText, TextBuilder } from './visible-text.ts'

/**
 * Where text ends up: `visible` to the reader; `hidden` from him by a style; shown by some `client` programs only;
 * `unrendered`, which no program shows; `unknown` where that cannot be decided.
 */
export type Channel = 'visible' | 'hidden' | 'client' | 'unrendered' | 'unknown'

const NO_TEXT: BuiltText = { text: '', isAscii: true, measured: { characters: 0, words: 0, invisible: 0 } }

const BR = element('br')

// gaps between pieces of text
export const NEWLINE_GAP = -1
export const SPACE_GAP = -2

/** `start..end` index the outline of its part and may span tags. A message may have ten thousands of them. */
export class TextRun {
  readonly source: TextPart
  readonly start: number
  end: number
  readonly channel: Channel
  /** How it is hidden, or what it stands in; `after-html` on visible text that follows `</html>`. */
  readonly technique: Technique | 'alternative' | OutsideText['where'] | undefined
  /** Index of the tag of the element that decides how it is hidden; -1 where none does. */
  root = -1
  /** Code units of its text as written, tags and white space around them left out. */
  textLength = 0
  /** Stands between two letters of a word that is seen. */
  insideWord = false
  #pieces: readonly number[] | undefined
  #first = 0
  #last = 0
  #built: BuiltText | undefined
  #legible: string | undefined
  #characters = -1

  constructor(
    source: TextPart,
    start: number,
    end: number,
    channel: Channel,
    technique: TextRun['technique'],
  ) {
    this.source = source
    this.start = start
    this.end = end
    this.channel = channel
    this.technique = technique
  }

  /** What stands in the run is `pieces[first..last]`; without pieces it is read again. */
  madeOf(pieces: readonly number[] | undefined, first: number, last: number): void {
    this.#pieces = pieces
    this.#first = first
    this.#last = last
  }

  #text(): BuiltText {
    return (this.#built ??= this.textLength === 0 ? NO_TEXT : this.read())
  }

  /** Its text, white space folded. */
  get value(): string {
    return this.#text().text
  }

  /** That of {@link value}. */
  get measured(): Measure {
    return this.#text().measured
  }

  /** Its text without characters that show nothing. */
  get legible(): string {
    const { text, measured } = this.#text()
    return measured.invisible === 0 ? text : (this.#legible ??= withoutInvisible(text))
  }

  /** Code points of {@link legible} that are not white space. */
  get characters(): number {
    if (this.#characters < 0) {
      const plain = this.#plainCharacters()
      if (plain >= 0) this.#characters = plain
      else {
        const { characters, invisible } = this.measured
        this.#characters = characters - invisible
      }
    }
    return this.#characters
  }

  /** Those of plain ASCII in pieces, for which no string need be made; -1 for other text. */
  #plainCharacters(): number {
    if (this.textLength === 0) return 0
    const pieces = this.#pieces
    if (pieces === undefined) return -1
    const { bytes } = this.source.outline
    let characters = 0
    for (let i = this.#first; i < this.#last; i++) {
      const start = pieces[i]
      if (start < 0) continue
      const end = pieces[++i]
      for (let at = start; at < end; at++) {
        const code = bytes[at]
        if (code > 0x7e || code === 0x26) return -1
        if (code > 0x20) characters++
      }
    }
    return characters
  }

  protected read(): BuiltText {
    const { outline } = this.source
    const pieces = this.#pieces
    return pieces ? piecedText(outline, pieces, this.#first, this.#last) : runText(outline, this)
  }
}

/** The text of `pieces[first..last]`: start and end of each piece in turn, gaps between them. */
function piecedText(source: Outline, pieces: readonly number[], first: number, last: number): BuiltText {
  const builder = new TextBuilder()
  for (let i = first; i < last; i++) {
    const at = pieces[i]
    if (at === NEWLINE_GAP) builder.newline()
    else if (at === SPACE_GAP) builder.space()
    else builder.add(source, source.bytes, at, pieces[++i], true)
  }
  return builder.built()
}

/** The text of a run, tags in it read again: what a browser would show of it, were it not hidden. */
function runText(source: Outline, run: TextRun): BuiltText {
  const { start, end, technique } = run
  const builder = new TextBuilder()
  if (technique === 'title') builder.add(source, source.bytes, start, end, true)
  else if (run.channel === 'unrendered' && technique !== 'template')
    builder.add(source, source.bytes, start, end, false)
  else {
    const tokens = new HtmlTokenizer(source.part(start, end))
    for (let kind = tokens.next(); kind !== END_OF_INPUT; kind = tokens.next()) {
      if (kind === TEXT) builder.add(tokens.text, tokens.codes, tokens.start, tokens.end, true)
      else if (kind === RAW && ((tokens.element.flags & SHOWN) !== 0 || run.channel === 'client'))
        builder.add(
          tokens.text,
          tokens.codes,
          tokens.start,
          tokens.end,
          (tokens.element.flags & RCDATA) !== 0,
        )
      else if (kind === START_TAG || kind === END_TAG) {
        if (tokens.element.display > CELL || tokens.element === BR) builder.newline()
        else if (tokens.element.display === CELL) builder.space()
      }
    }
  }
  return builder.built()
}
