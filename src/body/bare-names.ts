/** Names of attributes without a value: text is stowed in them, and style values that quotation marks cut short fall into them. */
import type { BodyRun } from './body.ts'
import { HtmlTokenizer, START_TAG, STYLE } from './html-tokenizer.ts'

/** Attributes without a value whose names together are longer than this carry text. */
export const CARRIER = 200

/**
 * Code units in the names that are no remains of a style attribute, 0 where they are too few to carry text. In `style="font-family: "Segoe UI"; color: red"` the value ends
 * before `Segoe`, and the rest of the declarations are names. Undefined where no such value was cut short.
 */
export function namesBesideCutStyle({ source, start, end }: BodyRun): number | undefined {
  const { outline } = source
  const tokens = new HtmlTokenizer(outline.part(start, end))
  if (tokens.next() !== START_TAG || !isCut(tokens.value(STYLE))) return undefined
  const from = tokens.valueEnd(STYLE)
  const seen = new Set<string>()
  let remains = 0
  /** What the value that is open may still hold. */
  let left = -1
  tokens.eachBareName((at, to) => {
    if (left < 0 && at > from) left = LONGEST_VALUE
    const name = tokens.text.slice(at, to)
    const property = propertyOf(name)
    if (property !== undefined && !seen.has(property)) {
      seen.add(property)
      left = LONGEST_VALUE + property.length
    }
    if (left < name.length) return
    remains += name.length
    left = name.includes(';') ? 0 : left - name.length
  })
  const text = tokens.bareLength - remains
  return text > CARRIER ? text : 0
}

/** Code units of a value, its white space left out: lists of fonts are the longest. */
const LONGEST_VALUE = 100

/** Whether a style attribute ends in the middle of a value: behind what a quotation mark may follow. */
function isCut(style: string | undefined): boolean {
  return style !== undefined && ':,('.includes(style.trimEnd().at(-1) ?? ' ')
}

/** The property that the name of an attribute begins to declare. */
function propertyOf(name: string): string | undefined {
  const [, property, head] =
    /^((?:-(?:moz|ms|o|webkit)-)?([a-z]+)(?:-[a-z]+)*):/.exec(name.slice(0, LONGEST_NAME)) ?? []
  return HEADS.has(head) ? property : undefined
}

const LONGEST_NAME = 60
/** What the names of CSS properties begin with. */
const HEADS = new Set(
  (
    'align animation aspect backdrop background block border bottom box break caption caret clear clip color column columns content ' +
    'cursor direction display empty fill filter flex float font gap grid height hyphens image inset justify left letter line list ' +
    'margin max min mix mso object opacity order orphans outline overflow overscroll padding page perspective pointer position quotes ' +
    'resize right row scroll stroke tab table text top transform transition unicode user vertical visibility white widows width will ' +
    'word writing z zoom'
  ).split(' '),
)
