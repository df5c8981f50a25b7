import { describe, expect, it } from 'vitest'
import { type Element, inside, parseElement } from '../src/xml-element.ts'

/** An element as a list: its name, its attributes where it has any, its text where it has some, then its children. */
function shown({ name, attributes, text, children }: Element): unknown[] {
  const own = Object.keys(attributes).length > 0 ? [{ ...attributes }] : []
  return [name, ...own, ...(text === '' ? [] : [text]), ...children.map(shown)]
}

const parsed = (xml: string): unknown => {
  const element = parseElement(xml)
  return element && shown(element)
}

describe('parseElement', () => {
  it.each<[string, string, unknown]>([
    ['an element', '<a/>', ['a']],
    ['text, white space kept', '<a> b\n</a>', ['a', ' b\n']],
    ['children in their order', '<a><b/><c/><b/></a>', ['a', ['b'], ['c'], ['b']]],
    ['text around children, in one', '<a>x<b>y</b>z</a>', ['a', 'xz', ['b', 'y']]],
    ['attributes', '<a b="1" c=\'2\'/>', ['a', { b: '1', c: '2' }]],
    ['text that looks like a number', '<a b="007">1e3</a>', ['a', { b: '007' }, '1e3']],
    ['the five references', '<a b="&quot;">&lt;&gt;&amp;&apos;</a>', ['a', { b: '"' }, "<>&'"]],
    ['numeric references', '<a>&#65;&#x42;&#x1F600;</a>', ['a', 'AB😀']],
    ['a reference that makes another', '<a>&amp;lt;</a>', ['a', '&lt;']],
    ['CDATA, in which nothing means anything', '<a>x<![CDATA[<b>&lt;]]>y</a>', ['a', 'x<b>&lt;y']],
    ['no comments', '<a><!-- <b/> -->x</a>', ['a', 'x']],
    ['a declaration before it', '<?xml version="1.0"?><a/>', ['a']],
    ['the first of several', '<a/><b/>', ['a']],
    [
      'names that mean something to JavaScript',
      '<a><__proto__ constructor="x">y</__proto__></a>',
      ['a', ['__proto__', { constructor: 'x' }, 'y']],
    ],
    ['names with a prefix as they stand', '<a:b c:d="e"/>', ['a:b', { 'c:d': 'e' }]],
  ])('reads %s', (_, xml, expected) => {
    expect(parsed(xml)).toEqual(expected)
  })

  it.each([
    ['nothing', ''],
    ['text alone', 'words'],
    ['a comment alone', '<!-- a -->'],
  ])('reads no element of %s', (_, xml) => {
    expect(parsed(xml)).toBeUndefined()
  })

  it('leaves references that XML does not define as they stand, and tells each', () => {
    let unknown = 0
    const element = parseElement('<a b="&nbsp;">&copy;&#x110000;&amp;</a>', () => unknown++)
    expect(element && shown(element)).toEqual(['a', { b: '&nbsp;' }, '&copy;&#x110000;&'])
    expect(unknown).toBe(3)
  })

  it('defines no references of its own', () => {
    const xml = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    expect(JSON.stringify(parsed(xml) ?? '')).not.toContain('"c"')
  })

  it('reads elements as deep as any limit lets through', () => {
    const depth = 256
    let element = parseElement(`${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`)
    let seen = 0
    for (; element !== undefined; element = element.children[0]) seen++
    expect(seen).toBe(depth)
  })
})

describe('inside', () => {
  it('gives the elements of a name directly inside', () => {
    const element = parseElement('<a><b>1</b><c><b>2</b></c><b>3</b></a>')!
    expect(inside(element, 'b').map(({ text }) => text)).toEqual(['1', '3'])
    expect(inside(element, 'd')).toEqual([])
  })
})
