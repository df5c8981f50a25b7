import { describe, expect, it } from 'vitest'
import { flattenRule } from '../../src/css/nesting.ts'

const flat = (selectors: string, block: string) =>
  flattenRule(selectors, block, (prelude) => prelude.startsWith('@media screen'))?.map(
    ({ selectors: of, declarations }) => `${of} {${declarations.trim()}}`,
  )

describe('flattenRule', () => {
  it.each<[string, string, string, string[]]>([
    ['no inner rule', 'p', 'color: red', ['p {color: red}']],
    [
      'an inner rule',
      '.a',
      'color: red; .b { display: none }',
      ['.a {color: red;}', '.a .b {display: none}'],
    ],
    [
      'the outer rule by name',
      '.a',
      '&.b { display: none } & > p { color: red }',
      ['.a.b {display: none}', '.a > p {color: red}'],
    ],
    ['a list outside', 'h1, h2', 'b { color: red }', [':is(h1, h2) b {color: red}']],
    ['a list inside', '.a', '.b, &:hover { color: red }', ['.a .b, .a:hover {color: red}']],
    ['a combinator', '.a', '> .b { color: red }', ['.a > .b {color: red}']],
    [
      'declarations behind an inner rule',
      '.a',
      '.b { top: 0 } color: red',
      ['.a .b {top: 0}', '.a {color: red}'],
    ],
    ['rules three deep', '.a', '.b { .c { top: 0 } }', ['.a .b .c {top: 0}']],
    [
      'an at-rule that applies',
      '.a',
      '@media screen { color: red; .b { top: 0 } }',
      ['.a {color: red;}', '.a .b {top: 0}'],
    ],
    ['an at-rule that does not', '.a', 'top: 0; @media print { display: none }', ['.a {top: 0;}']],
    ['a brace in a string', '.a', 'content: "}{"; .b { top: 0 }', ['.a {content: "}{";}', '.a .b {top: 0}']],
    ['a brace in a comment', '.a', 'top: 0; /* { */ left: 0', ['.a {top: 0; /* { */ left: 0}']],
    ['an inner rule that is not closed', '.a', '.b { top: 0', ['.a .b {top: 0}']],
    ['nothing', '.a', '', []],
  ])('%s', (_what, selectors, block, rules) => {
    expect(flat(selectors, block)).toEqual(rules)
  })

  it('writes no more out than a rule of some size', () => {
    const outer = Array.from({ length: 200 }, (_, i) => `.very-long-name-${i}`).join(',')
    expect(flat(outer, 'b { top: 0 }'.repeat(200))).toBeUndefined()
    expect(flat('.a', 'b { '.repeat(20))).toBeUndefined()
  })
})
