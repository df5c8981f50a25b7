/** What of the body its reader does not read, gathered for the checks of hidden filler. Everything is read when first asked for, and once. */
import { footerMark } from '../text/footer.ts'
import { authorsText, disclaimerMark, isWarning } from '../text/notice.ts'
import { readUnread, SeenText, type UnreadText } from '../text/unread-text.ts'
import { type Body, type BodyRun, isListEntry, type ShownPart } from './body.ts'
import { decodeText } from './entities.ts'
import { type Markup, readMarkup, type Stretch } from './markup.ts'
import { isDot } from './picture-size.ts'

/** Where hidden text stands: in front of what is seen, as preview lines do, or anywhere else. */
export type Place = 'lead' | 'rest'

/**
 * What means hide by: `ordinary` those of preview lines, menus and layouts for other screens; `ground` the colour of the ground,
 * which disclaimers and campaign numbers of honest mail have too; `odd` all others.
 */
export type Means = 'ordinary' | 'ground' | 'odd'

const MEANS: Record<string, Means> = {
  'display-none': 'ordinary',
  'hidden-attribute': 'ordinary',
  'font-size': 'ordinary',
  'zero-box': 'ordinary',
  collapsed: 'ordinary',
  fallback: 'ordinary',
  'same-colour': 'ground',
}

export function meansOf(technique: string): Means {
  return MEANS[technique] ?? 'odd'
}

/** The text that one technique hides in one place. */
export interface StyledText {
  technique: string
  place: Place
  runs: BodyRun[]
  /** The beginning of it, without characters that show nothing. */
  text: string
  /** Code points that are neither white space nor invisible. */
  characters: number
  read: UnreadText
}

/** Code units of a text that are gathered. */
const MAX_TEXT = 8000
/** Code units of what is seen that are gathered once more. */
const MAX_SEEN = 40_000
/** What may be seen in front of a preview line: a few words, as of a link to the browser, and a logo; and how long it is at most. */
const LEAD_SEEN = 60
const LEAD_PICTURES = 1
const LEAD = 300

export class Unread {
  readonly body: Body
  readonly #heading: string
  #seen: SeenText | undefined
  #markup: readonly Markup[] | undefined
  #styled: readonly StyledText[] | undefined
  #below: BelowText | undefined
  #before: SeenText | undefined

  /** `heading`: subject and name of the sender, which are read too. */
  constructor(body: Body, heading: string) {
    this.body = body
    this.#heading = heading
  }

  /** What a reader sees: the text, the heading, and what stands for pictures. */
  get seen(): SeenText {
    if (this.#seen !== undefined) return this.#seen
    const { visibleText, images } = this.body
    let alts = ''
    for (const image of images) {
      if (alts.length > MAX_TEXT) break
      if (image.alt !== undefined && !image.hidden && !isDot(image)) alts += ` ${image.alt}`
    }
    return (this.#seen = new SeenText(`${this.#heading} ${alts} ${visibleText}`))
  }

  /** Of each HTML part that is shown. */
  get markup(): readonly Markup[] {
    return (this.#markup ??= this.body.shown.flatMap(({ html, source }) =>
      html === undefined ? [] : [readMarkup(source)],
    ))
  }

  /** Tells what a text is. */
  read(text: string, seen = this.seen): UnreadText {
    return readUnread(text, seen)
  }

  /** What is seen before the end of the document. */
  get seenBefore(): SeenText {
    if (this.#before !== undefined) return this.#before
    let text = this.#heading
    for (const { html, visibleText } of this.body.shown) {
      if (html === undefined) text += ` ${visibleText}`
      else
        for (const run of html.runs)
          if (run.channel === 'visible' && run.technique === undefined && text.length < MAX_SEEN)
            text += ` ${run.value}`
    }
    return (this.#before = new SeenText(text))
  }

  /** By technique and place, what styles hide. */
  get styled(): readonly StyledText[] {
    return (this.#styled ??= this.body.hidden.length === 0 ? [] : this.#readStyled())
  }

  /** What stands far below all that is seen, and what stands behind the end of the document; each up to its footer. */
  get below(): BelowText {
    return (this.#below ??= {
      pushed: upToFooter(this.body.hidden.filter(({ technique }) => technique === 'below-fold')),
      after: upToFooter(
        this.body.shown.flatMap(
          ({ html }) => html?.runs.filter(({ technique }) => technique === 'after-html') ?? [],
        ) as unknown as BodyRun[],
      ),
    })
  }

  #readStyled(): StyledText[] {
    const groups = new Map<string, Omit<StyledText, 'read'>>()
    const leads = new Set(
      this.body.shown.flatMap((part) => (part.html === undefined ? [] : leadsOf(part, this.body))),
    )
    for (const run of this.body.hidden) {
      if (run.technique === 'below-fold' || run.characters === 0 || isListEntry(run) || isNote(run)) continue
      const technique = run.technique ?? 'unknown'
      const place = leads.has(run) ? 'lead' : 'rest'
      const key = `${technique} ${place}`
      let group = groups.get(key)
      if (group === undefined)
        groups.set(key, (group = { technique, place, runs: [], text: '', characters: 0 }))
      group.runs.push(run)
      group.characters += run.characters
      if (group.text.length < MAX_TEXT) group.text += `${run.legible.slice(0, MAX_TEXT)} \n`
    }
    return [...groups.values()].map((group) => ({ ...group, read: this.read(group.text) }))
  }
}

export interface BelowText {
  pushed: CutText
  after: CutText
}

/** Text up to its footer or disclaimer, which are what may stand there. */
export interface CutText {
  runs: BodyRun[]
  text: string
  /** Whether a footer was cut off. */
  footer: boolean
}

function upToFooter(runs: readonly BodyRun[]): CutText {
  let text = ''
  const taken: BodyRun[] = []
  for (const run of runs) {
    if (text.length >= MAX_TEXT) break
    taken.push(run)
    text += `${run.legible.slice(0, MAX_TEXT)}\n`
  }
  if (taken.length === 0) return { runs: [], text: '', footer: false }
  const end = Math.min(footerMark(text), disclaimerMark(text))
  return { runs: taken, text: text.slice(0, end), footer: end < text.length }
}

/** Whether the recipient's side put it there, for the list of messages: a warning that the mail is from outside. */
function isNote(run: BodyRun): boolean {
  return run.characters <= LEAD && isWarning(run.legible)
}

/** The hidden runs of a part that stand where preview lines do. */
function leadsOf({ html, source, visibleText }: ShownPart, { images }: Body): BodyRun[] {
  const leads: BodyRun[] = []
  // what the recipient's side put above is not the author's
  let seen = -authorsText(visibleText).start
  let length = 0
  const known = new Set<string>()
  const pictures = images
    .filter((image) => image.source === source && !image.hidden && !isDot(image))
    .map(({ start }) => start)
  const limit = pictures[LEAD_PICTURES] ?? Number.POSITIVE_INFINITY
  for (const run of html!.runs) {
    if (run.start > limit || seen >= LEAD_SEEN) break
    if (run.channel === 'visible') seen += run.textLength
    else if (run.channel === 'hidden' && run.technique !== 'below-fold' && !isNote(run as BodyRun)) {
      // often written twice
      const value = run.legible.slice(0, LEAD)
      if (!known.has(value)) length += run.characters
      known.add(value)
      leads.push(run as BodyRun)
    }
  }
  return length <= LEAD ? leads : []
}

/** The beginnings of stretches, one behind the other, character references decoded. */
export function stretchText(stretches: readonly Stretch[]): string {
  let text = ''
  for (const { source, start, end } of stretches) {
    if (text.length >= MAX_TEXT) break
    text += `${decodeText(source.outline.slice(start, Math.min(end, start + MAX_TEXT)), false)}\n`
  }
  return text
}
