import { describe, expect, it } from 'vitest'
import { element } from '../../src/body/elements.ts'
import {
  compoundHolds,
  detailsHold,
  MAX_NAME,
  MAYBE,
  NO,
  NO_NAME,
  nameAt,
  readSelectors,
  relativeHolds,
  type Styled,
  YES,
} from '../../src/body/selector.ts'
import { Outline } from '../../src/mime/outline.ts'

interface Written {
  class?: string
  id?: string
  [attribute: string]: string | undefined
}

/** An element with these attributes, behind others. */
function styled(name: string, attributes: Written = {}, previous?: Styled): Styled {
  const named = (text: string | undefined) => (text === undefined ? NO_NAME : { text, bits: -1 })
  return {
    element: element(name),
    className: named(attributes.class),
    id: named(attributes.id),
    previous,
    place: (previous?.place ?? 0) + 1,
    placeOfType: 0,
  }
}

const ANSWERS = { [NO]: 'no', [MAYBE]: 'maybe', [YES]: 'yes' } as Record<number, string>

/** Whether the subject of a selector holds for an element. */
function holds(selector: string, name: string, attributes: Written = {}, previous?: Styled): string {
  const [{ subject }] = readSelectors(selector)
  return ANSWERS[
    relativeHolds(
      subject,
      styled(name, attributes, previous),
      { left: 1e6 },
      { valueOf: (key) => attributes[key] },
    )
  ]
}

/** The compounds of each selector in a list, as they are written, with what stands between them. */
function read(list: string): string[] {
  return readSelectors(list).map(({ compounds }) =>
    compounds
      .map(({ tag, id, classes, attributes, pseudos, undecided, combinator }, i) =>
        [
          tag || '*',
          id && `#${id}`,
          ...classes.map((word) => `.${word}`),
          ...attributes.map(
            ({ name, operator, value, anyCase }) => `[${name}${operator}${value}${anyCase ? ' i' : ''}]`,
          ),
          ...pseudos.map(({ kind, any, step, offset }) =>
            any.length > 0 ? `:${kind}(${any.length})` : `:${kind}(${step}n+${offset})`,
          ),
          undecided && '?',
          i < compounds.length - 1 && ` ${combinator} `.replace('   ', ' '),
        ]
          .filter(Boolean)
          .join(''),
      )
      .join(''),
  )
}

describe('a selector', () => {
  it.each<[string, string[]]>([
    ['p', ['p']],
    ['P', ['p']],
    ['*', ['*']],
    ['.a', ['*.a']],
    ['p.a.b#c', ['p#c.a.b']],
    ['.A', ['*.A']],
    ['p, .a , #b', ['p', '*.a', '*#b']],
    ['div p', ['div p']],
    ['div > p', ['div > p']],
    ['div>p+b~i', ['div > p + b ~ i']],
    ['div\n\tp', ['div p']],
    ['[hide]', ['*[hide]']],
    ['[A=b]', ['*[a=b]']],
    ['[a="b c"]', ['*[a=b c]']],
    ["[a~='b']", ['*[a~=b]']],
    ['[a="B" i]', ['*[a=b i]']],
    [':first-child', ['*:child(0n+1)']],
    ['p:nth-child(odd)', ['p:child(2n+1)']],
    ['p:nth-child( -n + 3 )', ['p:child(-1n+3)']],
    ['p:nth-of-type(2n)', ['p:of-type(2n+0)']],
    ['p:nth-child(4)', ['p:child(0n+4)']],
    ['p:not(.a, .b)', ['p:not(2)']],
    [':is(a, b) i', ['*:is(2) i']],
    ['a:link', ['a[href]']],
    ['p:last-child', ['p?']],
    ['p:nth-child(2 of .a)', ['p?']],
    ['p:not(.a .b)', ['p?']],
    ['.h\\69 de', ['*.hide']],
    ['.\\31 23', ['*.123']],
    ['.a\\,b', ['*.a,b']],
    ['/* x */ p /* y */', ['p']],
    ['<!-- p', ['p']],
  ])('%j is read as %j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each([
    ['malformed', '.'],
    ['malformed', '#'],
    ['malformed', 'p >'],
    ['malformed', '[a'],
    ['malformed', '[=a]'],
    ['malformed', '{'],
    ['of a namespace', 'svg|a'],
    ['of what is not there while mail is read', 'a:hover'],
    ['of what is not there while mail is read', 'p::before'],
    ['of what is not there while mail is read', '::selection'],
    ['of two ids', '#a#b'],
    ['empty', ''],
    ['too long', `.${'a'.repeat(1000)}`],
    ['of too many compounds', 'a '.repeat(17)],
  ])('is left out where it is %s: %j', (_, text) => {
    expect(read(`${text}, .kept`)).toEqual(['*.kept'])
  })

  it.each<[string, boolean]>([
    ['p,'.repeat(3999), false],
    ['p,'.repeat(4000), true],
    [`.${'a'.repeat(998)},`, false],
    [`.${'a'.repeat(1000)},`, true],
    ['a '.repeat(15), false],
    ['a '.repeat(16), true],
    ['.,p >,', false],
  ])('is told of where it, or its list, is too long', (list, expected) => {
    let told = false
    readSelectors(`${list}p`, () => {
      told = true
    })
    expect(told).toBe(expected)
  })

  it.each([
    ['*', 0],
    ['p', 1],
    ['div p', 2],
    ['.a', 100],
    ['[a]', 100],
    [':first-child', 100],
    ['p.a.b', 201],
    ['#a', 10_000],
    ['#a p.b', 10_101],
    // as the most specific of their arguments, and as nothing (Selectors 4, 17)
    ['p:is(.a, #b)', 10_001],
    ['p:not(.a, b)', 101],
    ['p:where(#a)', 1],
  ])('%s has the specificity %i', (text, expected) => {
    expect(readSelectors(text)[0].specificity).toBe(expected)
  })

  it.each<[string, Partial<Record<'plain' | 'sideways' | 'idle', boolean>>]>([
    ['p.a#b', { plain: true, sideways: false, idle: false }],
    ['div p', { plain: false, sideways: false }],
    ['p[a]', { plain: false }],
    ['p:not(.a)', { plain: true, sideways: false }],
    ['p:is(.a, :not([b]))', { plain: false }],
    ['p:has(b)', { plain: true }],
    ['b + p', { sideways: true }],
    ['b ~ i p', { sideways: true }],
    ['p:nth-child(2)', { sideways: true }],
    ['p:not(:first-child)', { sideways: true }],
    ['[data-ogsc] p', { idle: true }],
    ['[owa] p', { idle: true }],
  ])('%s is known for what it asks: %j', (text, expected) => {
    expect(readSelectors(text)[0]).toMatchObject(expected)
  })
})

describe('whether a compound holds', () => {
  it.each<[string, string, Written, string]>([
    ['p', 'p', {}, 'yes'],
    ['p', 'b', {}, 'no'],
    ['*', 'b', {}, 'yes'],
    ['.a', 'p', { class: 'a' }, 'yes'],
    ['.a', 'p', { class: 'b\ta\nc' }, 'yes'],
    ['.a', 'p', { class: 'ab a-b' }, 'no'],
    ['.a', 'p', { class: 'A' }, 'no'],
    ['.a.b', 'p', { class: 'b a' }, 'yes'],
    ['.a.b', 'p', { class: 'a' }, 'no'],
    ['#a', 'p', { id: 'a' }, 'yes'],
    ['#a', 'p', { id: 'a b' }, 'no'],
    ['[a]', 'p', { a: '' }, 'yes'],
    ['[a]', 'p', {}, 'no'],
    ['[a=b]', 'p', { a: 'b' }, 'yes'],
    ['[a=b]', 'p', { a: 'B' }, 'no'],
    ['[a=b i]', 'p', { a: 'B' }, 'yes'],
    ['[a~=b]', 'p', { a: 'c b' }, 'yes'],
    ['[a~=b]', 'p', { a: 'cb' }, 'no'],
    ['[a~=""]', 'p', { a: ' ' }, 'no'],
    ['[a|=b]', 'p', { a: 'b-c' }, 'yes'],
    ['[a|=b]', 'p', { a: 'bc' }, 'no'],
    ['[a^=b]', 'p', { a: 'bc' }, 'yes'],
    ['[a$=c]', 'p', { a: 'bc' }, 'yes'],
    ['[a*=c]', 'p', { a: 'bcd' }, 'yes'],
    ['[a*=""]', 'p', { a: 'bcd' }, 'no'],
    ['p:not(.a)', 'p', {}, 'yes'],
    ['p:not(.a)', 'p', { class: 'a' }, 'no'],
    ['p:not(b, .a)', 'p', { class: 'a' }, 'no'],
    [':is(p, b)', 'b', {}, 'yes'],
    [':is(p, b)', 'i', {}, 'no'],
    [':is(:not(.a), b)', 'i', {}, 'yes'],
    // what only a browser can tell
    ['p:last-child', 'p', {}, 'maybe'],
    ['b:last-child', 'p', {}, 'no'],
    ['p:not(:last-child)', 'p', {}, 'maybe'],
    ['p:is(:last-child, p)', 'p', {}, 'yes'],
  ])('%s for %s with %j: %s', (selector, name, attributes, expected) => {
    expect(holds(selector, name, attributes)).toBe(expected)
  })

  it.each<[string, string, string]>([
    [':first-child', 'p', 'yes'],
    [':first-child', 'b p', 'no'],
    [':first-of-type', 'b p', 'yes'],
    [':nth-child(2)', 'b p', 'yes'],
    [':nth-child(odd)', 'b p', 'no'],
    [':nth-child(even)', 'b p', 'yes'],
    [':nth-child(2n+1)', 'b b p', 'yes'],
    [':nth-child(-n+2)', 'b b p', 'no'],
    [':nth-child(n+3)', 'b b p', 'yes'],
    [':nth-of-type(2)', 'p b p', 'yes'],
    [':nth-of-type(2)', 'b b p', 'no'],
  ])('%s for the last of %j: %s', (selector, names, expected) => {
    const siblings = names.split(' ')
    const before = siblings
      .slice(0, -1)
      .reduce<Styled | undefined>((last, name) => styled(name, {}, last), undefined)
    expect(holds(selector, siblings.at(-1)!, {}, before)).toBe(expected)
  })

  it('is counted among very many siblings', () => {
    let before: Styled | undefined
    for (let i = 0; i < 200; i++) before = styled('b', {}, before)
    expect(holds(':nth-child(201)', 'p', {}, before)).toBe('yes')
    expect(holds(':nth-child(200)', 'p', {}, before)).toBe('no')
    expect(holds(':nth-of-type(201)', 'b', {}, before)).toBe('yes')
    expect(holds(':nth-of-type(1)', 'p', {}, before)).toBe('yes')
  })

  it('is undecided of attributes that are not kept, but for class and id', () => {
    const of = (selector: string) =>
      ANSWERS[
        detailsHold(readSelectors(selector)[0].subject, styled('p', { class: 'a' }), undefined, { left: 1e6 })
      ]
    expect(['[title]', '[class=a]', '[class=b]', '[id]'].map(of)).toEqual(['maybe', 'yes', 'no', 'no'])
  })

  it('is asked of tag, class and id alone, or of all', () => {
    const [{ subject }] = readSelectors('p.a[hide]')
    expect(ANSWERS[compoundHolds(subject, styled('p', { class: 'a' }), { left: 1e6 })]).toBe('yes')
    expect(
      ANSWERS[
        relativeHolds(subject, styled('p', { class: 'a' }), { left: 1e6 }, { valueOf: () => undefined })
      ],
    ).toBe('no')
  })
})

describe('the name of an element', () => {
  const named = (text: string) =>
    nameAt(Outline.of(text), new TextEncoder().encode(text), 0, text.length, false)

  it('is the value of its attribute, with references resolved', () => {
    expect(named('a&amp;b c').text).toBe('a&b c')
  })

  it('has the bits that a selector asks for', () => {
    const { bits } = named('one two')
    const bitsOf = (selector: string) => readSelectors(`${selector} p`)[0].nameBits
    for (const word of ['.one', '.two']) expect(bits & bitsOf(word)).toBe(bitsOf(word))
  })

  it('is the same object for the same names, unless it is long', () => {
    expect(named('one two')).toBe(named('one two'))
    const long = 'a'.repeat(MAX_NAME + 1)
    expect(named(long)).not.toBe(named(long))
  })
})
