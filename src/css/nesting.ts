/** Style rules inside style rules (CSS Nesting Module), written out as rules beside one another. */

/** A rule without rules in it. */
export interface FlatRule {
  /** A list of selectors. */
  selectors: string
  /** Declarations, as they are written. */
  declarations: string
}

/** Rules in rules. */
const MAX_DEPTH = 8
/** Characters of selectors that one rule may be written out to: names of outer rules come again in each inner one. */
const MAX_SELECTORS = 20_000

/**
 * Writes a rule out, in order: what stands between inner rules is of the outer one. `&` is the outer rule; without it an inner
 * selector is of descendants.
 * @param applies whether the rules of an at-rule count, by its prelude.
 * @returns undefined where there is more than may be written out.
 */
export function flattenRule(
  selectors: string,
  block: string,
  applies: (prelude: string) => boolean,
): FlatRule[] | undefined {
  const rules: FlatRule[] = []
  const budget = { left: MAX_SELECTORS }
  return flatten(rules, budget, selectors.trim(), block, applies, 0) ? rules : undefined
}

function flatten(
  rules: FlatRule[],
  budget: { left: number },
  selectors: string,
  block: string,
  applies: (prelude: string) => boolean,
  depth: number,
): boolean {
  let start = 0
  let declarations = ''
  const close = (): void => {
    if (declarations.trim() !== '') rules.push({ selectors, declarations })
    declarations = ''
  }
  if ((budget.left -= selectors.length) < 0) return false
  for (let at = 0; at < block.length; ) {
    const code = block.charCodeAt(at)
    if (code === 0x22 || code === 0x27) at = endOfString(block, at)
    else if (code === 0x2f && block.charCodeAt(at + 1) === 0x2a) at = endOfComment(block, at)
    else if (code === 0x3b) {
      declarations += block.slice(start, ++at)
      start = at
    } else if (code === 0x7b) {
      const prelude = block.slice(start, at).trim()
      const end = endOfBlock(block, at)
      const inner = block.slice(at + 1, end - 1)
      close()
      if (depth >= MAX_DEPTH) return false
      const isAtRule = prelude.startsWith('@')
      if (!isAtRule || applies(prelude)) {
        const own = isAtRule ? selectors : nested(selectors, prelude)
        if (!flatten(rules, budget, own, inner, applies, depth + 1)) return false
      }
      at = start = end
    } else at++
  }
  declarations += block.slice(start)
  close()
  return true
}

/** An inner selector list with the outer one in it. */
function nested(outer: string, inner: string): string {
  const parent = outer.includes(',') ? `:is(${outer})` : outer
  return inner
    .split(',')
    .map((selector) =>
      selector.includes('&') ? selector.replaceAll('&', () => parent) : `${parent} ${selector.trim()}`,
    )
    .join(',')
}

function endOfString(text: string, at: number): number {
  const close = text.indexOf(text[at], at + 1)
  return close < 0 ? text.length : close + 1
}

function endOfComment(text: string, at: number): number {
  const close = text.indexOf('*/', at + 2)
  return close < 0 ? text.length : close + 2
}

/** Behind the brace that closes the one at `at`; the end of the text, as if one stood there, where none does. */
function endOfBlock(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length; ) {
    const code = text.charCodeAt(i)
    if (code === 0x22 || code === 0x27) i = endOfString(text, i)
    else if (code === 0x2f && text.charCodeAt(i + 1) === 0x2a) i = endOfComment(text, i)
    else {
      if (code === 0x7b) depth++
      else if (code === 0x7d && --depth === 0) return i + 1
      i++
    }
  }
  return text.length + 1
}
