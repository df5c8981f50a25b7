/** Builds text as a browser lays it out: white space folded, blocks and line breaks as newlines. */
import { decodeReference, referenceLength } from './entities.ts'

const NOTHING = 0
const SPACE = 1
const NEWLINE = 2

export class TextBuilder {
  text = ''
  #pending = NOTHING

  /** The next text starts a new line. */
  newline(): void {
    this.#pending = NEWLINE
  }

  /** The next text is set apart by a space. */
  space(): void {
    if (this.#pending === NOTHING) this.#pending = SPACE
  }

  #piece(piece: string): void {
    if (this.#pending !== NOTHING && this.text !== '') this.text += this.#pending === NEWLINE ? '\n' : ' '
    this.#pending = NOTHING
    this.text += piece
  }

  /**
   * Adds `source[start..end]`. `references`: character references are decoded. `whiteSpace`: 0 folds, 1 keeps it, 2 keeps
   * newlines.
   */
  add(source: string, start: number, end: number, references: boolean, whiteSpace = 0): void {
    let from = start
    let i = start
    while (i < end) {
      const code = source.charCodeAt(i)
      if (code > 0x26) {
        i++
        continue
      }
      if (code === 0x20) {
        // a single space between two words stays inside the piece
        const next = i + 1 < end ? source.charCodeAt(i + 1) : 0x20
        if ((next > 0x26 && i > from) || whiteSpace === 1) {
          i++
          continue
        }
      } else if (code === 0x26) {
        if (!references) {
          i++
          continue
        }
        const decoded = decodeReference(source, i, end, false)
        if (decoded === undefined) {
          i++
          continue
        }
        if (i > from) this.#piece(source.slice(from, i))
        i += referenceLength
        from = i
        if (decoded === '\n' && whiteSpace !== 0) this.#pending = NEWLINE
        else if (decoded === ' ' || decoded === '\n' || decoded === '\t') this.space()
        else this.#piece(decoded)
        continue
      } else if (code !== 0x0a && code !== 0x09 && code !== 0x0d && code !== 0x0c && code !== 0) {
        i++
        continue
      }
      if (i > from) this.#piece(source.slice(from, i))
      if (code === 0x0a && whiteSpace !== 0) this.newline()
      else if (code !== 0) this.space()
      from = ++i
    }
    if (end > from) this.#piece(source.slice(from, end))
  }
}
