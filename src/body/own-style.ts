/** What a start tag declares of its own element's style, and what style rules can know it by. */

import { type Declarations, type Merges, NO_DECLARATIONS } from './declarations.ts'
import { BODY, FONT, type HtmlElement } from './elements.ts'
import {
  BACKGROUND,
  BGCOLOR,
  BODY_TEXT,
  CLASS,
  COLOR,
  type HtmlTokenizer,
  ID,
  STYLE,
} from './html-tokenizer.ts'
import { type Name, NO_NAME, nameAt } from './selector.ts'
import { attributeDeclarations, inlineDeclarations, type LegacyAttribute } from './style.ts'

/** Attributes that declare, the weakest first, and of which element. */
const LEGACY: readonly { id: number; what: LegacyAttribute; of?: HtmlElement }[] = [
  { id: BGCOLOR, what: 'bgcolor' },
  { id: BACKGROUND, what: 'background' },
  { id: COLOR, what: 'color', of: FONT },
  { id: BODY_TEXT, what: 'color', of: BODY },
]

/** What the legacy attributes of the tag that was read declare: the bottom of the cascade. */
export function legacyStyle(tokens: HtmlTokenizer, merges: Merges): Declarations {
  let own = NO_DECLARATIONS
  for (let i = 0; i < LEGACY.length; i++) {
    const { id, what, of } = LEGACY[i]
    if (!tokens.has(id) || (of !== undefined && of !== tokens.element)) continue
    const { text, codes } = tokens
    own = merges.of(own, attributeDeclarations(what, text, codes, tokens.valueStart(id), tokens.valueEnd(id)))
  }
  return own
}

/** What its style attribute declares. */
export function inlineStyle(tokens: HtmlTokenizer): Declarations {
  if (!tokens.has(STYLE)) return NO_DECLARATIONS
  const { text, codes } = tokens
  return inlineDeclarations(text, codes, tokens.valueStart(STYLE), tokens.valueEnd(STYLE), true)
}

export function classOf(tokens: HtmlTokenizer): Name {
  return nameOf(tokens, CLASS)
}

export function idOf(tokens: HtmlTokenizer): Name {
  return nameOf(tokens, ID)
}

function nameOf(tokens: HtmlTokenizer, id: number): Name {
  if (!tokens.has(id)) return NO_NAME
  return nameAt(tokens.text, tokens.codes, tokens.valueStart(id), tokens.valueEnd(id), id === ID)
}
