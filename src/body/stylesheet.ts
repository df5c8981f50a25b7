/**
 * The rules of a message's `<style>` elements that decide whether text is seen, found again by tag, class and id. Bounded:
 * selectors that a look at the element and its ancestors cannot decide are kept apart, so that they make the answer
 * "unknown" and never "hidden".
 */

import { flattenRule } from '../css/nesting.ts'
import { findByte, hasHigh, latin1 } from '../mime/bytes.ts'
import { type Outline, type OutlineForm, PLACES } from '../mime/outline.ts'
import { cascade, type Declarations, type Merges, NO_DECLARATIONS } from './declarations.ts'
import type { HtmlElement } from './elements.ts'
import { Recent } from './recent.ts'
import {
  type Ancestor,
  type Compound,
  compoundHolds,
  detailsHold,
  type Effort,
  isSpace,
  LOOK,
  MAX_NAME,
  MAYBE,
  NO,
  readSelectors,
  relativeHolds,
  type Selector,
  STEP,
  type Styled,
  YES,
} from './selector.ts'
import { commentEnd, inlineDeclarations, parseDeclarations } from './style.ts'

/** Bytes of CSS that are read. */
const MAX_CSS = 256 << 10
/** Selectors that are kept. */
const MAX_SELECTORS = 4000
const MAX_NESTING = 8
/** Bytes of a rule with rules in it. */
const MAX_NESTED = 50_000
/** Characters of names and values that all selectors may be held against together, whatever the size of the part, and for each of its
 * bytes; what else is done counts as so many characters. */
const LEAST_CHARACTERS = 1_000_000
const CHARACTERS_PER_BYTE = 5
const MAX_CACHED = 2000

interface Rule {
  selector: Selector
  declarations: Declarations
  /** Tells which of two rules is the stronger: the more specific one, of equal ones the later. */
  weight: number
}

interface Match {
  rules: Rule[]
  /** What they say where tag and class alone decide; else undefined. */
  decided: Answer | undefined
  /** What it took to find them, in characters. */
  characters: number
  /** The last style sheet that counted them. */
  asked: number
}

/** What the rules say about an element: for certain, and if every undecided selector matched. */
export interface Answer {
  certain: Declarations
  possible: Declarations
}

const NOTHING: Answer = { certain: NO_DECLARATIONS, possible: NO_DECLARATIONS }

/** What the rules say where tag and class alone decide. */
function decisionOf(rules: readonly Rule[], styled: Styled, effort: Effort): Answer | undefined {
  for (const { selector } of rules) if (!selector.plain) return undefined
  const certain: Declarations[] = []
  const possible: Declarations[] = []
  for (const { selector, declarations } of rules) {
    const holds = detailsHold(selector.subject, styled, undefined, effort)
    if (holds !== NO) possible.push(declarations)
    if (holds === YES && !selector.subject.undecided) certain.push(declarations)
  }
  return { certain: cascade(...certain), possible: cascade(...possible) }
}

/** The answer where no time is left: whatever is seen may be hidden. */
const ANYTHING: Answer = { certain: NO_DECLARATIONS, possible: parseDeclarations('display:none') }

/** A rule other than an at-rule. */
interface StyleRule {
  declarations: Declarations
  selectors: readonly Selector[]
  /** Some of its selectors are too long to be read. */
  cut: boolean
}

const NO_SELECTORS: readonly Selector[] = []
/** Longer rules are not kept. */
const MAX_RULE = 1024
const recentRules = new Recent<StyleRule>(2048, 1 << 18)

/** The rule at `first..close`, its declarations after `brace`; mail repeats the same ones. */
function styleRuleAt(
  text: Outline,
  codes: Uint8Array,
  first: number,
  brace: number,
  close: number,
): StyleRule {
  const kept = close - first <= MAX_RULE
  const known = kept ? recentRules.get(text, codes, first, close) : undefined
  if (known !== undefined) return known
  const declarations = inlineDeclarations(text, codes, brace + 1, close, false)
  const rule: StyleRule = { declarations, selectors: NO_SELECTORS, cut: false }
  if (declarations.set !== 0) {
    const prelude = hasHigh(codes, first, brace) ? text.slice(first, brace) : latin1(codes, first, brace)
    rule.selectors = readSelectors(prelude.trim(), () => {
      rule.cut = true
    })
  }
  if (kept) recentRules.set(text, codes, first, close, hasHigh(codes, first, close), rule)
  return rule
}

/** Whether there is only white space. */
function isBlank(codes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isSpace(codes[i])) return false
  return true
}

/** Whether a media query list holds for a light screen of 1,280 pixels. A query with features that we do not know does not hold. */
export function mediaApplies(list: string): boolean {
  return list.toLowerCase().split(',').some(queryApplies)
}

function queryApplies(query: string): boolean {
  const plain = query.trim()
  const not = plain.startsWith('not ')
  const [first = '', ...conditions] = plain.slice(not ? 4 : 0).split(/\(|\band\b/)
  const type = first.replace('only', '').trim()
  const holding = conditions.map(featureHolds)
  if (holding.includes(undefined)) return false
  return not !== ((type === '' || type === 'screen' || type === 'all') && !holding.includes(false))
}

/** Undefined for a feature that we do not know. */
function featureHolds(condition: string): boolean | undefined {
  const [feature = '', rest = ''] = condition.replace(')', '').split(':')
  const name = feature.trim()
  const value = Number.parseFloat(rest) * (rest.includes('em') ? 16 : 1)
  if (name === '') return true
  if (name === 'max-width' || name === 'max-device-width') return value >= 1280
  if (name === 'min-width' || name === 'min-device-width') return value <= 1280
  if (name === 'prefers-color-scheme') return rest.trim() === 'light'
  return name === '-webkit-min-device-pixel-ratio' ? value <= 1 : undefined
}

/** Whether an at-rule of conditions holds for the light screen. */
function opens(prelude: string): boolean {
  const word = prelude.slice(1, 30).toLowerCase()
  return (
    (word.startsWith('media') && mediaApplies(prelude.slice(6))) ||
    (word.startsWith('supports') && !word.includes('not')) ||
    word.startsWith('layer')
  )
}

/** The rules of style elements, one after the other; where they are shared they stay as they are. */
class Rules {
  /** Whether other messages may have the same. */
  shared = false
  /** How many style elements they are of. */
  elements = 0
  /** Whether any selector asks for siblings. */
  siblings = false
  selectors = 0
  /** Where in the last style element a bound cut the rules, -1 where none did. */
  cut = -1
  /** What was found to match, by element and `class` attribute. */
  readonly matches = new Map<HtmlElement, Map<string, Match>>()
  matched = 0

  #css = 0
  #rules = 0
  /** Where the last style element begins. */
  #from = 0
  readonly #byTag = new Map<string, Rule[]>()
  readonly #byClass = new Map<string, Rule[]>()
  readonly #byId = new Map<string, Rule[]>()
  readonly #anywhere: Rule[] = []
  readonly maxRules: number

  constructor(maxRules: number) {
    this.maxRules = maxRules
  }

  copy(): Rules {
    const copy = new Rules(this.maxRules)
    copy.elements = this.elements
    copy.siblings = this.siblings
    copy.selectors = this.selectors
    copy.#css = this.#css
    copy.#rules = this.#rules
    for (const [tag, rules] of this.#byTag) copy.#byTag.set(tag, rules.slice())
    for (const [word, rules] of this.#byClass) copy.#byClass.set(word, rules.slice())
    for (const [id, rules] of this.#byId) copy.#byId.set(id, rules.slice())
    for (const rule of this.#anywhere) copy.#anywhere.push(rule)
    return copy
  }

  /** Adds the style element at `start..end` of the text; `codes` are those of its outline. */
  add(text: Outline, codes: Uint8Array, start: number, end: number): void {
    const before = this.selectors
    this.elements++
    this.cut = -1
    const room = MAX_CSS - this.#css
    this.#css += end - start
    if (end - start > room) this.cut = Math.max(0, room)
    this.#from = start
    if (room > 0) this.#block(text, codes, start, Math.min(end, start + room), 0)
    if (this.selectors === before) return
    this.matches.clear()
    this.matched = 0
  }

  /** Reads rules from `from` to the end or the brace that closes the block; returns the index after it. */
  #block(text: Outline, codes: Uint8Array, from: number, end: number, depth: number): number {
    let start = from
    let i = from
    while (i < end) {
      const code = codes[i]
      if (code === 0x2f && codes[i + 1] === 0x2a) {
        const first = i
        i = commentEnd(codes, i, end)
        if (isBlank(codes, start, first)) start = i
      } else if (code === 0x7b) {
        i = this.#rule(text, codes, start, i, end, depth)
        start = i
      } else if (code === 0x7d) {
        if (depth > 0) return i + 1
        start = ++i
      } else if (code === 0x3b) start = ++i
      else if (code === 0x22 || code === 0x27) i = Math.min(findByte(codes, code, i + 1, end) + 1, end)
      else i++
    }
    return i
  }

  #rule(text: Outline, codes: Uint8Array, start: number, brace: number, end: number, depth: number): number {
    let first = start
    while (first < brace && isSpace(codes[first])) first++
    const lead = codes[first]
    // what is not ASCII may be white space too
    if (lead === 0x40 || lead > 0x7f || lead === 0x0b) {
      const prelude = text.slice(first, brace).trim()
      if (prelude.startsWith('@')) {
        const applies = opens(prelude)
        if (applies && depth < MAX_NESTING) return this.#block(text, codes, brace + 1, end, depth + 1)
        if (applies) this.#cutAt(start)
        return skipBlock(codes, brace, end)
      }
    }
    const close = findByte(codes, 0x7d, brace, end)
    if (this.#rules >= this.maxRules || this.selectors >= MAX_SELECTORS) {
      this.#cutAt(start)
      return end
    }
    if (findByte(codes, 0x7b, brace + 1, close) < close)
      return this.#nestedRule(text, codes, first, brace, skipBlock(codes, brace, end))
    const { declarations, selectors, cut } = styleRuleAt(text, codes, first, brace, close)
    if (cut) this.#cutAt(first)
    this.#add(selectors, declarations, first)
    return close + 1
  }

  /** What stands at the index is not examined. */
  #cutAt(index: number): void {
    if (this.cut < 0) this.cut = index - this.#from
  }

  #add(selectors: readonly Selector[], declarations: Declarations, at: number): void {
    if (declarations.set === 0) return
    this.#rules++
    const room = MAX_SELECTORS - this.selectors
    if (selectors.length > room) this.#cutAt(at)
    for (let i = 0; i < selectors.length && i < room; i++) this.#file(selectors[i], declarations)
  }

  /** A rule with rules in it, which ends at `end`. Few mails have them. */
  #nestedRule(text: Outline, codes: Uint8Array, first: number, brace: number, end: number): number {
    const inner = codes[end - 1] === 0x7d ? end - 1 : end
    const flat =
      end - brace > MAX_NESTED
        ? undefined
        : flattenRule(text.slice(first, brace), text.slice(brace + 1, inner), opens)
    const cut = (): void => this.#cutAt(first)
    if (flat === undefined) cut()
    for (const { selectors, declarations } of flat ?? []) {
      if (this.#rules >= this.maxRules) {
        cut()
        break
      }
      this.#add(readSelectors(selectors.trim(), cut), parseDeclarations(declarations), first)
    }
    return end
  }

  #file(selector: Selector, declarations: Declarations): void {
    const weight = selector.specificity * MAX_SELECTORS + this.selectors++
    this.siblings ||= selector.sideways
    if (selector.idle) return
    const rule = { selector, declarations, weight }
    const { id, classes, tag } = selector.subject
    if (id !== '') file(this.#byId, id, rule)
    else if (classes.length > 0) file(this.#byClass, classes[0], rule)
    else if (tag !== '') file(this.#byTag, tag, rule)
    else this.#anywhere.push(rule)
  }

  /** The rules whose tag, class and id fit the element, weakest first. */
  match(styled: Styled, effort: Effort): Match {
    const found: Rule[] = []
    const before = effort.left
    gather(found, this.#anywhere, styled, effort)
    gather(found, this.#byTag.get(styled.element.name), styled, effort)
    if (styled.id.text !== '') gather(found, this.#byId.get(styled.id.text), styled, effort)
    if (styled.className.text !== '' && this.#byClass.size > 0) {
      const words = styled.className.text
      const seen = new Set<Rule[]>()
      effort.left -= words.length
      for (let i = 0; i < words.length; ) {
        while (isSpace(words.charCodeAt(i))) i++
        const from = i
        while (i < words.length && !isSpace(words.charCodeAt(i))) i++
        const rules = i > from ? this.#byClass.get(words.slice(from, i)) : undefined
        if (rules === undefined || seen.has(rules)) continue
        seen.add(rules)
        gather(found, rules, styled, effort)
      }
    }
    sortByWeight(found)
    const decided = found.length === 0 ? NOTHING : decisionOf(found, styled, effort)
    return { rules: found, decided, characters: before - effort.left, asked: 0 }
  }
}

/** More are sorted by the engine: it takes long to begin, and is never slow. */
const FEW = 16

function sortByWeight(rules: Rule[]): void {
  if (rules.length > FEW) rules.sort((a, b) => a.weight - b.weight)
  else
    for (let i = 1; i < rules.length; i++) {
      const rule = rules[i]
      let to = i
      for (; to > 0 && rules[to - 1].weight > rule.weight; to--) rules[to] = rules[to - 1]!
      rules[to] = rule
    }
}

/** Adds those of the rules whose subject fits the element. */
function gather(found: Rule[], rules: Rule[] | undefined, styled: Styled, effort: Effort): void {
  if (rules === undefined) return
  effort.left -= LOOK * rules.length
  for (const rule of rules) if (compoundHolds(rule.selector.subject, styled, effort) !== NO) found.push(rule)
}

/** Rules that messages share: those of one style element after what stood before it. */
interface Shared {
  before: Rules
  css: Uint8Array
  form: OutlineForm
  rules: Rules
}

/** By a hash; the last of a hash counts. */
const shared = new Map<number, Shared>()
/** Hashes of style elements met lately: what is met once is not kept, since most is never met again. */
const MET = 1024
const met = new Int32Array(MET)
/** About how many bytes they take. */
let weight = 0
const MAX_WEIGHT = 8 << 20
/** More or longer style elements are the message's own. */
const MAX_SHARED_ELEMENTS = 4
const MAX_SHARED_CSS = 64 << 10
const SELECTOR_WEIGHT = 1024

function weigh(more: number): void {
  weight += more
  if (weight <= MAX_WEIGHT) return
  shared.clear()
  weight = 0
}

let none = new Rules(0)

/** No rules, of which there may be `maxRules`. */
function noRules(maxRules: number): Rules {
  if (none.maxRules !== maxRules || !none.shared) {
    none = new Rules(maxRules)
    none.shared = true
  }
  return none
}

function hashOf(codes: Uint8Array, start: number, end: number): number {
  const step = ((end - start) >> 6) + 1
  let hash = end - start
  for (let i = start; i < end; i += step) hash = (Math.imul(hash, 31) + codes[i]) | 0
  return hash
}

function isSame(css: Uint8Array, codes: Uint8Array, start: number, end: number): boolean {
  if (css.length !== end - start) return false
  for (let i = 0; i < css.length; i++) if (css[i] !== codes[start + i]) return false
  return true
}

/** The rules with those of the style element at `start..end`. */
function extended(before: Rules, text: Outline, codes: Uint8Array, start: number, end: number): Rules {
  const { form } = text
  if (
    !before.shared ||
    before.elements >= MAX_SHARED_ELEMENTS ||
    end - start > MAX_SHARED_CSS ||
    form === PLACES
  ) {
    const own = before.shared ? before.copy() : before
    own.add(text, codes, start, end)
    return own
  }
  const hash = hashOf(codes, start, end)
  const known = shared.get(hash)
  if (known !== undefined && known.before === before && known.form === form)
    if (isSame(known.css, codes, start, end)) return known.rules
  const rules = before.copy()
  rules.add(text, codes, start, end)
  if (met[hash & (MET - 1)] !== hash) {
    met[hash & (MET - 1)] = hash
    return rules
  }
  rules.shared = true
  // a copy: a slice would keep the message alive
  shared.set(hash, { before, css: new Uint8Array(codes.subarray(start, end)), form, rules })
  weigh(end - start + (rules.selectors + 1) * SELECTOR_WEIGHT)
  return rules
}

const NO_ANCESTOR = { tagBits: 0, nameBits: 0 }

let asked = 0

export class StyleSheet {
  /** Where a bound cut the rules: the index handed to {@link add}. */
  limitedAt: number | undefined

  #rules: Rules
  readonly #effort: Effort
  /** Where the last style element stands. */
  #lastAt = 0
  /** Marks the matches whose search is counted. */
  readonly #number = ++asked
  #counted = 0

  /** @param size bytes of the part. */
  constructor(maxRules: number, size: number) {
    this.#effort = { left: LEAST_CHARACTERS + CHARACTERS_PER_BYTE * size }
    this.#rules = noRules(maxRules)
  }

  /** Whether any selector asks for siblings. */
  get siblings(): boolean {
    return this.#rules.siblings
  }

  /**
   * Adds the style element at `start..end` of the text; `codes` are those of its outline. Returns whether there were rules
   * in it that matter.
   */
  add(text: Outline, codes: Uint8Array, start: number, end: number): boolean {
    const before = this.#rules.selectors
    this.#lastAt = start
    this.#rules = extended(this.#rules, text, codes, start, end)
    if (this.#rules.cut >= 0) this.limitedAt ??= start + this.#rules.cut
    if (this.#rules.selectors === before) return false
    this.#counted = 0
    return true
  }

  #exhausted(): boolean {
    if (this.#effort.left >= 0) return false
    this.limitedAt ??= this.#lastAt
    return true
  }

  /** Undefined where there is no time left to look. */
  #match(styled: Styled): Match | undefined {
    const { matches } = this.#rules
    const { element, id } = styled
    const className = styled.className.text
    // an element that is not among the known ones, and its name, are the message's
    const kept = id.text === '' && className.length <= MAX_NAME && element.codes.length > 0
    let ofTag = kept ? matches.get(element) : undefined
    let match = ofTag?.get(className)
    if (match?.asked === this.#number) return match
    if (this.#exhausted()) return undefined
    if (match !== undefined) this.#effort.left -= match.characters
    else {
      match = this.#rules.match(styled, this.#effort)
      // rules that were not looked at may be among them, which no other message may take for found
      if (this.#exhausted()) return undefined
      if (kept && this.#rules.matched < MAX_CACHED) {
        this.#rules.matched++
        if (ofTag === undefined) matches.set(element, (ofTag = new Map()))
        ofTag.set(className, match)
        if (this.#rules.shared) weigh(SELECTOR_WEIGHT)
      }
    }
    // counted once, whether another message has made it or not
    if (kept && this.#counted < MAX_CACHED) {
      this.#counted++
      match.asked = this.#number
    }
    return match
  }

  /**
   * What the rules declare for the element. `ancestors[0..count]` are its ancestors, outermost first; `attribute` reads its
   * own attributes.
   */
  ask(
    styled: Styled,
    ancestors: readonly Ancestor[],
    count: number,
    attribute: { valueOf(name: string): string | undefined },
    merges: Merges,
  ): Answer {
    const match = this.#match(styled)
    if (match === undefined) return ANYTHING
    if (match.decided !== undefined) return match.decided
    if (this.#exhausted()) return ANYTHING
    this.#effort.left -= LOOK * match.rules.length
    let certain = NO_DECLARATIONS
    let possible = NO_DECLARATIONS
    const { tagBits, nameBits } = count > 0 ? ancestors[count - 1] : NO_ANCESTOR
    for (const rule of match.rules) {
      const { selector } = rule
      if ((selector.tagBits & ~tagBits) !== 0 || (selector.nameBits & ~nameBits) !== 0) continue
      const holds = this.#holds(selector, styled, ancestors, count, attribute)
      if (holds === NO) continue
      this.#effort.left -= STEP
      possible = merges.of(possible, rule.declarations)
      if (holds === YES) certain = merges.of(certain, rule.declarations)
      if (this.#exhausted()) return ANYTHING
    }
    return { certain, possible }
  }

  #holds(
    { compounds, subject }: Selector,
    styled: Styled,
    ancestors: readonly Ancestor[],
    count: number,
    attribute: { valueOf(name: string): string | undefined },
  ): number {
    const details = detailsHold(subject, styled, attribute, this.#effort)
    if (details === NO) return NO
    return Math.min(
      details,
      subject.undecided ? MAYBE : YES,
      this.#relatives(compounds, compounds.length - 2, styled, ancestors, count),
    )
  }

  /** Whether the compounds up to `index` hold for what stands around `styled`, which has `count` ancestors. */
  #relatives(
    compounds: Compound[],
    index: number,
    styled: Styled,
    ancestors: readonly Ancestor[],
    count: number,
  ): number {
    if (index < 0) return YES
    const compound = compounds[index]
    const { combinator } = compound
    const sideways = combinator === '+' || combinator === '~'
    let best = NO
    let candidate = sideways ? styled.previous : count > 0 ? ancestors[count - 1] : undefined
    let above = sideways ? count : count - 1
    while (candidate !== undefined && above >= 0) {
      if ((this.#effort.left -= STEP) < 0) return MAYBE
      const holds = relativeHolds(compound, candidate, this.#effort)
      if (holds !== NO)
        best = Math.max(
          best,
          Math.min(holds, this.#relatives(compounds, index - 1, candidate, ancestors, above)),
        )
      if (best === YES || combinator === '>' || combinator === '+') return best
      if (sideways) candidate = candidate.previous
      else candidate = --above >= 0 ? ancestors[above] : undefined
    }
    return best
  }
}

function file(map: Map<string, Rule[]>, key: string, rule: Rule): void {
  const rules = map.get(key)
  if (rules === undefined) map.set(key, [rule])
  else rules.push(rule)
}

/** Index after the block opened at `brace`, nested blocks skipped. */
function skipBlock(codes: Uint8Array, brace: number, end: number): number {
  let depth = 0
  for (let i = brace; i < end; i++) {
    const code = codes[i]
    if (code === 0x7b) depth++
    else if (code === 0x7d && --depth === 0) return i + 1
  }
  return end
}
