import { describe, expect, it } from 'vitest'
import { createNameMatcher, createPathMatcher } from '../../../src/batch/sources/glob.ts'

describe('a pattern for a name', () => {
  it.each([
    ['*.eml', ['a.eml', '.eml', 'ä.eml'], ['a.emlx', 'eml']],
    ['a?c', ['abc', 'a💌c'], ['ac', 'abbc']],
    ['[a-c]1', ['a1', 'c1'], ['d1', '-1']],
    ['[!a-c]', ['d', ']'], ['a', '']],
    ['[]x]', [']', 'x'], ['[']],
    ['[a-]', ['a', '-'], ['b']],
    ['[a', ['[a'], ['a']],
    ['\\*[*]?', ['**x'], ['xxx']],
    ['*a*b*', ['ab', 'xaxbx', 'aab'], ['ba', 'a']],
    ['**', ['', 'x'], []],
  ])('%s', (pattern, yes, no) => {
    const matches = createNameMatcher(pattern)
    for (const name of yes) expect([name, matches(name)]).toEqual([name, true])
    for (const name of no) expect([name, matches(name)]).toEqual([name, false])
  })
})

describe('a pattern for a path', () => {
  it.each([
    ['a/*.eml', ['a/x.eml'], ['x.eml', 'a/b/x.eml']],
    ['a/**/x', ['a/x', 'a/b/x', 'a/b/c/x'], ['x', 'b/x']],
    ['**/a/**', ['a', 'a/b', 'x/a/b/c'], ['b']],
  ])('%s', (pattern, yes, no) => {
    const matches = createPathMatcher(pattern)
    for (const path of yes) expect([path, matches(path.split('/'))]).toEqual([path, true])
    for (const path of no) expect([path, matches(path.split('/'))]).toEqual([path, false])
  })
})
