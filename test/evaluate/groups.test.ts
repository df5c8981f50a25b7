import { describe, expect, it } from 'vitest'
import { createRandom } from '../../corpus/generate/random.mjs'
import { foldOf, groupMessages } from '../../src/evaluate/groups.ts'
import { createObserver } from '../../src/evaluate/observe.ts'

const random = createRandom(7)
const words = (count: number): string =>
  Array.from({ length: count }, () =>
    String.fromCharCode(...Array.from({ length: 6 }, () => random.int(97, 122))),
  ).join(' ')
const html = (body: string, header = 'From: ann@example.org'): string =>
  `${header}\r\nContent-Type: text/html\r\n\r\n<html><body>${body}</body></html>\r\n`
const plain = (body: string, header = 'From: ann@example.org'): string => `${header}\r\n\r\n${body}\r\n`

const LETTER = words(120)
/** Tags of a template, around text that differs. */
const template = (text: () => string): string =>
  [
    'table width',
    'tr',
    'td align',
    'h1',
    'p style',
    'a href',
    'img src',
    'ul',
    'li',
    'li class',
    'b',
    'hr',
    'div id',
    'center',
    'td',
    'span',
  ]
    .map((tag) => `<${tag}${tag.includes(' ') ? '="x"' : ''}>${text()}`)
    .join('')

const observer = createObserver()
const groupsOf = (...messages: string[]): number[] =>
  groupMessages(messages.map((text) => observer.observe(new TextEncoder().encode(text)).traits))

describe('messages are of one group', () => {
  it.each<[string, string, string]>([
    ['under another header', plain('short'), plain('short', 'From: bob@example.net\r\nSubject: other')],
    ['with other numbers', plain(`${LETTER} order 1234`), plain(`${LETTER} order 99`)],
    ['with a sentence more', plain(LETTER), plain(`${words(6)}. ${LETTER}`)],
    [
      'with the same hidden text',
      html(`${words(40)}<div style="display:none">${LETTER}</div>`),
      html(`${words(40)}<div style="display:none">${LETTER}</div>`),
    ],
    ['of one template', html(template(() => words(5))), html(template(() => words(5)))],
  ])('%s', (_, one, other) => {
    expect(groupsOf(one, other)).toEqual([0, 0])
  })

  it('where a third one holds them together', () => {
    const [first, second] = [words(100), words(100)]
    const hidden = (visible: string, text: string) => html(`${visible}<p style="display:none">${text}</p>`)
    expect(groupsOf(hidden(first, words(100)), hidden(words(100), second), hidden(first, second))).toEqual([
      0, 0, 0,
    ])
  })
})

describe('messages are apart', () => {
  it.each<[string, string, string]>([
    ['with other text', plain(words(100)), plain(words(100))],
    ['with half of the text', plain(`${LETTER} ${words(120)}`), plain(`${LETTER} ${words(120)}`)],
    ['without a body', plain('').trimEnd(), plain('', 'From: bob@example.net').trimEnd()],
    ['with too little of either', html('<p>one'), html('<p>two')],
  ])('%s', (_, one, other) => {
    expect(groupsOf(one, other)).toEqual([0, 1])
  })
})

describe('a fold', () => {
  it('is that of the group, whatever else there is', () => {
    expect(foldOf('corpus/spam a.eml', 5)).toBe(foldOf('corpus/spam a.eml', 5))
  })

  it('gets its share of groups', () => {
    const sizes = [0, 0, 0, 0, 0]
    for (let i = 0; i < 5000; i++) sizes[foldOf(`group ${i}`, 5)]++
    for (const size of sizes) expect(Math.abs(size - 1000)).toBeLessThan(120)
  })
})
