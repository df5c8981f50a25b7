/** Shell patterns: `*`, `?`, `[a-z]`, `[!a-z]` and `\` before a character within a name, `**` for any folders. */

/** One place of a pattern: any run of characters, or a character of some kind. */
type Token = 'run' | ((character: string) => boolean)

export type NameMatcher = (name: string) => boolean

/** Whether a text has anything of a pattern in it. */
export const isPattern = (text: string): boolean => /[*?[]/.test(text)

/** A matcher for one name. A `[` without its `]` stands for itself. */
export function createNameMatcher(pattern: string): NameMatcher {
  const tokens = tokensOf([...pattern])
  return (name) => matches(tokens, [...name], (token, character) => token(character))
}

/** A matcher for paths, as their names. */
export function createPathMatcher(pattern: string): (names: readonly string[]) => boolean {
  const tokens = pattern.split('/').map((name) => (name === '**' ? 'run' : createNameMatcher(name)))
  return (names) => matches(tokens, names, (token, name) => token(name))
}

function tokensOf(pattern: readonly string[]): Token[] {
  const tokens: Token[] = []
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]
    const set = character === '[' ? setAt(pattern, i) : undefined
    if (character === '*') {
      if (tokens.at(-1) !== 'run') tokens.push('run')
    } else if (character === '?') tokens.push(() => true)
    else if (set) {
      tokens.push(set.matches)
      i = set.end
    } else {
      const literal = character === '\\' && i + 1 < pattern.length ? pattern[++i] : character
      tokens.push((other) => other === literal)
    }
  }
  return tokens
}

/** A set such as `[a-z_]`, and where its `]` is. */
function setAt(pattern: readonly string[], start: number): { end: number; matches: NameMatcher } | undefined {
  const negated = pattern[start + 1] === '!' || pattern[start + 1] === '^'
  const ranges: [string, string][] = []
  const first = start + (negated ? 2 : 1)
  for (let i = first; i < pattern.length; i++) {
    if (pattern[i] === ']' && i > first) {
      const inSet = (character: string): boolean =>
        ranges.some(([from, to]) => character >= from && character <= to)
      return { end: i, matches: (character) => inSet(character) !== negated }
    }
    const isRange = pattern[i + 1] === '-' && i + 2 < pattern.length && pattern[i + 2] !== ']'
    ranges.push([pattern[i], isRange ? pattern[i + 2] : pattern[i]])
    if (isRange) i += 2
  }
  return undefined
}

/** Goes back to the last run only, so the work is at most the product of both lengths. */
function matches<T, I>(
  tokens: readonly ('run' | T)[],
  items: readonly I[],
  fits: (token: T, item: I) => boolean,
): boolean {
  let at = 0
  let run = -1
  let runStart = 0
  let token = 0
  while (at < items.length) {
    const current = tokens[token]
    if (token < tokens.length && current === 'run') {
      run = token++
      runStart = at
    } else if (token < tokens.length && fits(current as T, items[at])) {
      token++
      at++
    } else if (run >= 0) {
      token = run + 1
      at = ++runStart
    } else return false
  }
  while (tokens[token] === 'run') token++
  return token === tokens.length
}
