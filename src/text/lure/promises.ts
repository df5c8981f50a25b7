/** Finds the {@link FAMILIES} that a folded text has words of. */
import { foldText } from '../fold-text.ts'
import { hasKey, keysOf, stemKey } from '../stems.ts'
import { FAMILIES, type FamilyId } from './families.ts'

/** Families that a text has words of, each with those words, in order of appearance. */
export type Promises = Map<FamilyId, string[]>

/** Stems of so many code units and more are looked for inside words, too. */
const INSIDE = 6
/** Words of a family that are kept. */
const MAX_WORDS = 4
/** Kana, Han, Hangul and Thai. */
const UNSPACED_SCRIPT = /[\u0e00-\u0e7f\u3040-\ud7ff]/

interface Stem {
  text: string
  /** Asks for the whole word. */
  whole: boolean
  family: FamilyId
}

const byKey = new Map<number, Stem[]>()
const unspaced: Stem[] = []

for (const [family, { stems }] of Object.entries(FAMILIES) as [FamilyId, (typeof FAMILIES)[FamilyId]][])
  for (const [language, list] of Object.entries(stems as Record<string, string>))
    for (const entry of list.trim().split(/\s+/)) {
      const stem = stemOf(entry, family)
      if (language === 'unspaced') unspaced.push(stem)
      else addTo(byKey, stem)
    }
const keys = keysOf([...byKey.values()].flatMap((some) => some.map(({ text }) => text)))

function stemOf(entry: string, family: FamilyId): Stem {
  const whole = entry.endsWith('.')
  const words = (whole ? entry.slice(0, -1) : entry).split('_').map(foldText)
  return { text: words.join(' ').trimStart(), whole, family }
}

function addTo(table: Map<number, Stem[]>, stem: Stem): void {
  const key = stemKey(stem.text, 0)
  const same = table.get(key)
  if (same) same.push(stem)
  else table.set(key, [stem])
}

/** @param text as {@link foldText} leaves it. Linear in it. */
export function promisesIn(text: string): Promises {
  const found: Promises = new Map()
  for (let start = 0; start < text.length; ) {
    const space = text.indexOf(' ', start)
    const end = space < 0 ? text.length : space
    for (let at = start; at < end; at++) {
      const key = stemKey(text, at)
      if (!hasKey(keys, key)) continue
      for (const stem of byKey.get(key) ?? [])
        if ((at === start || (!stem.whole && isLong(stem))) && isAt(text, stem, at)) add(found, stem)
    }
    start = end + 1
  }
  if (UNSPACED_SCRIPT.test(text)) for (const stem of unspaced) if (text.includes(stem.text)) add(found, stem)
  return found
}

/** Whether a stem is long enough to mean the same inside a compound; phrases begin with a word of their own. */
function isLong({ text }: Stem): boolean {
  return text.length >= INSIDE && !text.includes(' ')
}

function isAt(text: string, stem: Stem, at: number): boolean {
  if (!text.startsWith(stem.text, at)) return false
  const end = at + stem.text.length
  return !stem.whole || end === text.length || text.charCodeAt(end) === 0x20
}

function add(found: Promises, { family, text }: Stem): void {
  const words = found.get(family)
  if (words === undefined) found.set(family, [text])
  else if (words.length < MAX_WORDS && !words.includes(text)) words.push(text)
}
