import { requireStrings } from '../../util/arguments.ts'
import { createNameMatcher, createPathMatcher } from './glob.ts'

/** Whether a path, as names below what was asked for, is left out. Folders above it were not. */
export type Ignores = (names: readonly string[], folder: boolean) => boolean

interface Rule {
  matches(names: readonly string[]): boolean
  foldersOnly: boolean
  ignores: boolean
}

/**
 * Patterns as in a .gitignore: without `/` a name at any depth, else a path below what was asked for; with `/` at the end folders only;
 * with `!` in front what is not left out after all. The last that matches decides.
 * @throws TypeError or RangeError where one is no pattern.
 */
export function createIgnores(patterns: readonly string[] = []): Ignores {
  requireStrings(patterns, 'ignore')
  const rules = patterns.map(ruleOf)
  return (names, folder) => {
    const rule = rules.findLast((rule) => (folder || !rule.foldersOnly) && rule.matches(names))
    return rule?.ignores ?? false
  }
}

/** Whether a file in an archive, or a folder around it there, is left out. */
export function ignoresMember(ignores: Ignores, name: string): boolean {
  const names = name.split('/').filter((part) => part !== '' && part !== '.')
  return names.some((_, i) => ignores(names.slice(0, i + 1), i + 1 < names.length))
}

function ruleOf(pattern: string): Rule {
  const ignores = !pattern.startsWith('!')
  const foldersOnly = pattern.endsWith('/')
  const body = pattern.slice(ignores ? 0 : 1, foldersOnly ? -1 : undefined)
  if (body === '')
    throw new RangeError(`ignore has a pattern that matches nothing: ${JSON.stringify(pattern)}`)
  if (body.includes('/')) return { matches: createPathMatcher(body.replace(/^\//, '')), foldersOnly, ignores }
  const matchesName = createNameMatcher(body)
  return { matches: (names) => matchesName(names.at(-1) ?? ''), foldersOnly, ignores }
}
