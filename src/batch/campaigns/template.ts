/** What a few texts have in common, in their order, and what stands where they differ. */
import type { Piece, Slot, SlotKind } from '../../campaign.ts'

/** Words of a text that are compared. */
const MAX_WORDS = 160
const EXAMPLES = 3
const EXAMPLE_POINTS = 80

/** White space and what stands between it. */
const PIECES = /\s+|\S+/g

/** Words of a text and the gaps behind them, which are one space or one line end. */
interface Words {
  words: string[]
  gaps: string[]
}

function split(text: string): Words {
  const out: Words = { words: [], gaps: [] }
  for (const [piece] of text.matchAll(PIECES)) {
    if (piece.trim() !== '') {
      if (out.words.length === MAX_WORDS) break
      out.words.push(piece)
      out.gaps.push('')
    } else if (out.gaps.length > 0) out.gaps[out.gaps.length - 1] = piece.includes('\n') ? '\n' : ' '
  }
  if (out.gaps.length > 0) out.gaps[out.gaps.length - 1] = ''
  return out
}

const table = new Uint16Array((MAX_WORDS + 1) * (MAX_WORDS + 1))

/** For every word of `a` the index of the word of `b` that it is in their longest common subsequence, -1 where it is none. */
function align(a: readonly string[], b: readonly string[]): Int16Array {
  const width = b.length + 1
  for (let i = a.length; i >= 0; i--)
    for (let j = b.length; j >= 0; j--) {
      let longest = 0
      if (i < a.length && j < b.length)
        longest =
          a[i] === b[j]
            ? table[(i + 1) * width + j + 1] + 1
            : Math.max(table[(i + 1) * width + j], table[i * width + j + 1])
      table[i * width + j] = longest
    }
  const out = new Int16Array(a.length).fill(-1)
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) out[i++] = j++
    else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) i++
    else j++
  }
  return out
}

/**
 * The template of texts of which the first stands for the others. Each other is aligned with it word by word; what all of them
 * have stays, and each gap is a slot.
 */
export function templateOf(texts: readonly string[]): Piece[] {
  if (texts.length === 0) return []
  const all = texts.map(split)
  const [first, ...others] = all
  const alignments = others.map(({ words }) => align(first.words, words))
  const pieces: Piece[] = []
  /** By text: where the gap begins. */
  const from = all.map(() => 0)
  const end = first.words.length
  for (let i = 0; i <= end; i++) {
    if (i < end && !alignments.every((alignment) => alignment[i] >= 0)) continue
    const to = [i, ...alignments.map((alignment, k) => (i < end ? alignment[i] : others[k].words.length))]
    const values = all.map((text, k) => joined(text, from[k], to[k]))
    if (values.some((value) => value !== '')) {
      const gap = to[0] > 0 ? (first.gaps[to[0] - 1] ?? '') : ''
      addSlot(pieces, values)
      if (i < end) addText(pieces, gap || ' ')
    }
    if (i < end) {
      addText(pieces, first.words[i] + first.gaps[i])
      to.forEach((at, k) => {
        from[k] = at + 1
      })
    }
  }
  return pieces
}

/** Words `start..end` as they stand, without the gap behind them. */
function joined({ words, gaps }: Words, start: number, end: number): string {
  let out = ''
  for (let i = start; i < end; i++) out += words[i] + (i + 1 < end ? gaps[i] || ' ' : '')
  return out
}

function addText(pieces: Piece[], text: string): void {
  if (text === '') return
  const last = pieces.at(-1)
  if (last && 'text' in last) last.text += text
  else pieces.push({ text })
}

/** Adds a slot; what all its values begin and end with is text. */
function addSlot(pieces: Piece[], values: readonly string[]): void {
  const distinct = [...new Set(values)].sort()
  if (distinct.length === 1) {
    addText(pieces, distinct[0])
    return
  }
  const head = marksAt(distinct, (value, i) => value[i])
  const tail = marksAt(
    distinct.map((value) => value.slice(head)),
    (value, i) => value[value.length - 1 - i],
  )
  addText(pieces, distinct[0].slice(0, head))
  pieces.push({ slot: slotOf(distinct.map((value) => value.slice(head, value.length - tail))) })
  addText(pieces, tail === 0 ? '' : distinct[0].slice(-tail))
}

/** How many marks, letters and digits aside, all values have at one end. */
function marksAt(values: readonly string[], at: (value: string, i: number) => string | undefined): number {
  let count = 0
  for (;;) {
    const mark = at(values[0], count)
    if (mark === undefined || !isMark(mark.charCodeAt(0))) return count
    if (!values.every((value) => at(value, count) === mark)) return count
    count++
  }
}

/** ASCII punctuation. */
function isMark(code: number): boolean {
  const lower = code | 0x20
  return code > 0x20 && code < 0x7f && !(code >= 0x30 && code <= 0x39) && !(lower >= 0x61 && lower <= 0x7a)
}

/** Kinds of values, narrowest first. */
const KINDS: readonly (readonly [SlotKind, RegExp])[] = [
  ['uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  ['time', /^\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?$/i],
  ['date', /^(?:\d{1,4}[./-]){2}\d{1,4}(?: \d{1,2}:\d{2}(?::\d{2})?)?$/],
  [
    'date',
    /^(?:\p{L}{3,12},? )?(?:\d{1,2}\.? )?(?:de )?\p{L}{3,12}\.?,? (?:de )?(?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}$/u,
  ],
  ['amount', /^(?:[$€£¥]|[A-Z]{3}|R\$) ?\d[\d.,]*$|^\d[\d.,]* ?(?:[$€£¥]|[A-Z]{3})$/],
  ['number', /^[#+-]?\d[\d .,:/-]*%?$/],
  ['hex', /^(?=.*\d)[0-9a-f]{4,}$/i],
  ['address', /^[^\s@]+@[^\s@]+$/],
  ['url', /^(?:https?:\/\/|www\.)\S+$/i],
  ['token', /^(?=.*\d)[\w.#=+/-]*[\w=]$/],
  ['word', /^[\p{Ll}\p{Lo}]+$/u],
  ['name', /^\p{L}[\p{L}\p{M}.'’-]*(?: \p{L}[\p{L}\p{M}.'’-]*){0,2}$/u],
]
/** Longer values are looked at as text alone. */
const LONGEST_VALUE = 200

function slotOf(values: readonly string[]): Slot {
  const filled = values.filter((value) => value !== '')
  const kind = KINDS.find(([, pattern]) =>
    filled.every((value) => value.length <= LONGEST_VALUE && pattern.test(value)),
  )
  const lengths = values.map((value) => [...value].length)
  return {
    kind: kind?.[0] ?? 'text',
    shortest: Math.min(...lengths),
    longest: Math.max(...lengths),
    distinct: values.length,
    examples: filled.slice(0, EXAMPLES).map((value) => [...value].slice(0, EXAMPLE_POINTS).join('')),
  }
}
