import { describe, expect, it } from 'vitest'
import { cmdlet, names, readAll, utf16 } from './read.ts'

const rules = ['A', 'B', 'C'].map((name) => cmdlet(`Set-Rule${name}`))
const [a, b, c] = rules.map((rule) => JSON.stringify(rule))
const ALL = ['Set-RuleA', 'Set-RuleB', 'Set-RuleC']
const indented = (value: unknown): string => JSON.stringify(value, null, 2)

describe('forms of JSON', () => {
  it.each([
    ['a list', JSON.stringify(rules)],
    ['an indented list', indented(rules)],
    ['lines', `${a}\n${b}\r\n${c}\n`],
    ['objects without anything between them', a + b + c],
    ['a list of Graph', JSON.stringify({ '@odata.context': 'x', value: rules, '@odata.nextLink': 'y' })],
    ['a list of PowerShell 5', indented({ value: rules, Count: 3 })],
    ['records of Azure Monitor', JSON.stringify({ records: rules })],
    ['pages', JSON.stringify([{ value: [rules[0], rules[1]] }, { value: [rules[2]] }])],
    ['lists in a list', JSON.stringify([[rules[0]], [rules[1], rules[2]]])],
    ['objects as JSON text', JSON.stringify([a, b, c])],
    ['a byte order mark', `\ufeff${JSON.stringify(rules)}`],
    ['UTF-16', utf16(indented(rules))],
    ['UTF-16 in the other order', utf16(indented(rules), 'big')],
    ['UTF-16 without a byte order mark', utf16(indented(rules)).subarray(2)],
    ['nulls between records', `[null,${a},null,${b},${c}]`],
  ])('%s', (_, file) => {
    expect(names(file)).toEqual(ALL)
  })

  it('one record', () => {
    expect(names(a)).toEqual(['Set-RuleA'])
  })

  it('none', () => {
    expect(['[]', '{"value":[]}', '', ' \n'].map((file) => names(file))).toEqual([[], [], [], []])
  })
})

describe('a broken record costs itself only', () => {
  const cut = a.slice(0, 60)
  const BRACKET = 'unread: a bracket is missing'
  it.each([
    ['a line cut off', `${cut}\n${b}\n${c}`, 'unread: a line end inside a quoted text'],
    ['a line without its brace', `${a.slice(0, -1)}\n${b}\n${c}`, BRACKET],
    ['an object of a list without its brace', `[${a.slice(0, -1)},${b},${c}]`, BRACKET],
    ['the same, indented', `[\n${indented(rules[0]).slice(0, -2)},\n  ${b},\n${c}]`, BRACKET],
    ['a comma too many', `[${a.slice(0, -1)},},${b},${c}]`, 'unread: not valid JSON'],
    [
      'a quotation mark too few',
      `[${a.replace('"Id"', '"Id')},${b},${c}]`,
      'unread: a character outside of a quoted text',
    ],
    ['an inner list that is not closed', `[${a.replace(']}', '}')},${b},${c}]`, 'unread: not valid JSON'],
    ['a brace too many', `[${a}},${b},${c}]`, 'Set-RuleA', 'unread: not JSON'],
    ['words between records', `${a} and \n${b}\n${c}`, 'Set-RuleA', 'unread: not JSON'],
  ])('%s', (_, file, ...first) => {
    expect(names(file)).toEqual([...first, 'Set-RuleB', 'Set-RuleC'])
  })

  it.each([
    ['a list', `[${a},${b},${cut}`],
    ['a list of Graph', `{"value":[${a},${b},${cut}`],
  ])('the last of a file that is cut off: %s', (_, file) => {
    expect(names(file)).toEqual([
      'Set-RuleA',
      'Set-RuleB',
      'unread: no end: the file is cut off or a bracket is missing',
    ])
  })
})

it('finds records that one without an end swallowed', () => {
  const open = a.slice(0, -1)
  // brackets inside of it close what they should not
  const swallowing = `${open.replace('"Parameters":[]', '"Parameters":[{"x":[')}`
  expect(names(`${swallowing}\n${b}\n${c}`).slice(-2)).toEqual(['Set-RuleB', 'Set-RuleC'])
})

it('says of every record where it is', () => {
  const file = indented({ note: 'é', value: rules })
  const bytes = new TextEncoder().encode(file)
  const found = readAll(bytes).map(({ place }) =>
    JSON.parse(new TextDecoder().decode(bytes.subarray(place.start, place.end))),
  )
  expect(found).toEqual(rules)
  expect(readAll(bytes).map(({ place }) => [place.path, place.record])).toEqual(
    [1, 2, 3].map((n) => ['export', n]),
  )
})

it('says of records in UTF-16 where they are', () => {
  const bytes = utf16(indented(rules))
  const found = readAll(bytes).map(({ place }) =>
    JSON.parse(Buffer.from(bytes.subarray(place.start, place.end)).toString('utf16le')),
  )
  expect(found).toEqual(rules)
})
