/** The raw message with the bytes that findings rest on highlighted. */
import type { ByteRange, Report } from '../../../schema.ts'
import { escapeText, utf8Pieces } from '../../escape.ts'
import { place } from '../../words.ts'
import type { Opened } from './data.ts'
import { type Child, el, escaped, number, plural, visible } from './dom.ts'
import { section } from './words.ts'

type Layer = 'finding' | 'dismissed' | 'selected'

interface Mark extends ByteRange {
  layer: Layer
  label: string
}

const NAMES: Record<Layer, string> = {
  finding: 'evidence of a finding',
  dismissed: 'looked at and let go',
  selected: 'shown now',
}

/** Lines around evidence that are printed. */
const NEAR = 2
const LF = 0x0a
const CR = 0x0d

export interface Source {
  element: HTMLElement
  /** Whether the page has the bytes. */
  has(range: ByteRange): boolean
  /** Highlights the range and goes there; Escape goes back to `opener`. */
  reveal(range: ByteRange, label: string, opener: HTMLElement): void
}

/** The bytes as text, valid UTF-8 as it is, every other byte as `\xNN`. */
const bytesAsText = (bytes: Uint8Array): Child[] =>
  utf8Pieces(bytes).map((piece) => ('text' in piece ? visible(piece.text, true) : escaped(piece.escaped)))

/** Where a line ends, its line end included. */
function lineEnd(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(LF, from)
  return at < 0 ? bytes.length : at + 1
}

/** Without its line end. */
function textEnd(bytes: Uint8Array, start: number, end: number): number {
  if (end > start && bytes[end - 1] === LF) end--
  else return end
  return end > start && bytes[end - 1] === CR ? end - 1 : end
}

/** The marks over every stretch of a segment: cut wherever one begins or ends. Ascending. */
function* stretches(
  marks: readonly Mark[],
  start: number,
  end: number,
): Generator<{ start: number; end: number; over: Mark[] }> {
  const inside = marks
    .filter((mark) => mark.start < Math.min(end, mark.end) && mark.end > start)
    .sort((a, b) => a.start - b.start)
  const cuts = new Set([start, end])
  for (const mark of inside) {
    cuts.add(Math.max(start, mark.start))
    cuts.add(Math.min(end, mark.end))
  }
  const places = [...cuts].sort((a, b) => a - b)
  let next = 0
  let over: Mark[] = []
  for (let i = 0; i + 1 < places.length; i++) {
    const from = places[i]
    over = over.filter((mark) => mark.end > from)
    while (next < inside.length && inside[next].start <= from) over.push(inside[next++])
    yield { start: from, end: places[i + 1], over }
  }
}

function markElement(over: readonly Mark[], start: number, end: number, children: Child[]): HTMLElement {
  const layers = [...new Set(over.map(({ layer }) => layer))]
  const title = [...new Set(over.map(({ layer, label }) => `${label}: ${NAMES[layer]}`))].join('\n')
  return el(
    'mark',
    { class: layers.join(' '), 'data-start': start, 'data-end': end, title, tabindex: -1 },
    children,
  )
}

interface Line {
  element: HTMLElement
  marked: boolean
}

/** One segment, line by line. `base` is where it stands in the message. */
function linesOf(bytes: Uint8Array, base: number, marks: readonly Mark[]): Line[] {
  const lines: Line[] = []
  const all = [...stretches(marks, base, base + bytes.length)]
  let next = 0
  for (let start = 0; start < bytes.length; ) {
    const end = lineEnd(bytes, start)
    const shown = textEnd(bytes, start, end)
    const children: Child[] = []
    let marked = false
    while (next < all.length && all[next].start < base + end) {
      const { start: from, end: to, over } = all[next]
      const [pieceStart, pieceEnd] = [Math.max(base + start, from), Math.min(base + end, to)]
      const text = bytesAsText(
        bytes.subarray(Math.min(shown, pieceStart - base), Math.min(shown, pieceEnd - base)),
      )
      children.push(over.length > 0 ? markElement(over, pieceStart, pieceEnd, text) : text)
      marked ||= over.length > 0
      if (to > base + end) break
      next++
    }
    lines.push({ element: el('div', { class: 'line', 'data-at': base + start }, children), marked })
    start = end
  }
  return lines
}

/** On paper only what is near evidence. */
function fade(lines: readonly Line[]): void {
  const near = new Set<Line>()
  lines.forEach((line, i) => {
    if (!line.marked) return
    for (let j = Math.max(0, i - NEAR); j <= i + NEAR && j < lines.length; j++) near.add(lines[j])
  })
  lines.forEach((line, i) => {
    if (near.has(line)) return
    line.element.classList.add('far')
    if (i === 0 || near.has(lines[i - 1])) line.element.classList.add('first-far')
  })
}

function marksOf({ findings, dismissed }: Report): Mark[] {
  return [
    ...findings.flatMap(({ check, evidence }) =>
      evidence.map(({ start, end }): Mark => ({ start, end, layer: 'finding', label: check })),
    ),
    ...dismissed.flatMap(({ check, reason, evidence }) =>
      evidence.map(
        ({ start, end }): Mark => ({ start, end, layer: 'dismissed', label: `${check}, ${reason}` }),
      ),
    ),
  ]
}

export function sourceOf({ detail, source }: Opened): Source {
  const { segments } = detail
  const { size } = detail.report.message
  const kept = segments.reduce((sum, { start, end }) => sum + end - start, 0)
  const marks = marksOf(detail.report)
  const box = el('div', { class: 'source', role: 'region', 'aria-label': 'Source', tabindex: 0 })

  const gap = (start: number, end: number): Child =>
    end > start &&
    el('p', { class: 'gap' }, `bytes ${number(start)} to ${number(end)} are not kept in this report`)
  const draw = (selected: Mark[]): void => {
    const parts: Child[] = []
    let at = 0
    const lines = segments.flatMap(({ start }, i) => {
      parts.push(gap(at, start))
      const own = linesOf(source[i], start, [...marks, ...selected])
      parts.push(own.map(({ element }) => element))
      at = segments[i].end
      return own
    })
    parts.push(gap(at, size))
    fade(lines)
    box.replaceChildren(el('div', {}, parts))
  }

  let opener: HTMLElement | undefined
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !opener) return
    event.preventDefault()
    opener.focus()
    opener = undefined
  })
  draw([])

  const explanation = el(
    'p',
    { class: 'dim' },
    `${plural(size, 'byte')}. Numbers count bytes from the beginning of the message. `,
    el('mark', { class: 'finding' }, 'evidence of a finding'),
    ' ',
    el('mark', { class: 'dismissed' }, 'looked at and let go'),
    ' ',
    el('mark', { class: 'selected' }, 'shown now'),
    kept < size && '. Its beginning and what is around the evidence are kept, without long runs of base64',
    '.',
    el('span', { class: 'keys' }, ' Escape goes back to where you came from.'),
  )
  const empty = el(
    'p',
    {},
    'The source is not in this report: the message was read as a stream, or its bytes were not at hand.',
  )
  return {
    element: section('source', 'Source', ...(kept > 0 ? [explanation, box] : [empty])),
    has: (range) => segments.some(({ start, end }) => range.start < end && range.end > start),
    reveal({ start, end }, label, from) {
      opener = from
      draw([{ start, end, layer: 'selected', label }])
      const first = box.querySelector<HTMLElement>('mark.selected')
      if (!first) return
      // of what is higher than the box, the beginning
      first.scrollIntoView({ block: first.offsetHeight < box.clientHeight ? 'center' : 'start' })
      first.focus({ preventScroll: true })
    },
  }
}

/** The place of evidence; where its bytes are in the page, a way there. */
export function placeButton(source: Source, range: ByteRange, name: string): HTMLElement {
  const label = escapeText(name)
  const text = place(range)
  if (!source.has(range)) return el('span', { class: 'dim' }, text)
  const button: HTMLElement = el(
    'button',
    {
      type: 'button',
      class: 'place',
      'data-start': range.start,
      'data-end': range.end,
      'aria-label': `${label}: show ${text} in the source`,
      onclick: () => source.reveal(range, label, button),
    },
    text,
  )
  return button
}
