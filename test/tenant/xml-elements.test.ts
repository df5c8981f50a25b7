import { describe, expect, it } from 'vitest'
import { DEFAULT_TENANT_LIMITS, type TenantLimits } from '../../src/tenant/limits.ts'
import { decode, sourceText } from '../../src/tenant/source-text.ts'
import { nextTag, type RecordRule, type Tag, xmlRecords } from '../../src/tenant/xml-elements.ts'
import { bytesOf, utf16 } from './read.ts'

/** Every tag, as `kind name`. */
function tags(xml: string | Uint8Array): string[] {
  const text = sourceText(typeof xml === 'string' ? bytesOf(xml) : xml)
  const found: string[] = []
  for (let tag = nextTag(text, text.start); tag !== undefined; tag = nextTag(text, tag.end))
    found.push(`${tag.kind} ${tag.name}`.trimEnd())
  return found
}

/** Every element `rule` below the root is a record; none begins in another. */
const RULES: RecordRule = ({ name }, around) =>
  name !== 'rule' ? undefined : around.length === 1 ? 'record' : 'anew'

/** What each record is in the text, with the reason why it is none. */
function records(xml: string | Uint8Array, limits: Partial<TenantLimits> = {}): string[] {
  const text = sourceText(typeof xml === 'string' ? bytesOf(xml) : xml)
  return [...xmlRecords(text, { ...DEFAULT_TENANT_LIMITS, ...limits }, RULES)].map(
    ({ start, end, reason }) => decode(text, start, end) + (reason === undefined ? '' : ` (${reason})`),
  )
}

describe('nextTag', () => {
  it.each<[string, string, string[]]>([
    ['tags', '<a>x</a>', ['open a', 'close a']],
    ['an empty element', '<a/><b />', ['empty a', 'empty b']],
    ['names as they are written', '<A:b-c.d_1>', ['open A:b-c.d_1']],
    ['attributes with signs in them', '<a b=">" c=\'/>\'>', ['open a']],
    ['a slash that is none of an empty element', '<a b="/">', ['open a']],
    ['no comments', '<!-- <b> --><a>', ['open a']],
    ['no CDATA', '<![CDATA[<b>]]><a>', ['open a']],
    ['no processing instructions', '<?xml <b> ?><a>', ['open a']],
    ['a comment without its end', '<a><!-- <b>', ['open a']],
    ['a definition', '<!DOCTYPE a><a>', ['declaration', 'open a']],
    ['no sign that begins no tag', '< a><1><><a>', ['open a']],
    ['no tag without its end', '<a b="<c>', ['open c']],
    ['nothing at the end', '<a', []],
  ])('finds %s', (_, xml, expected) => {
    expect(tags(xml)).toEqual(expected)
  })

  it('finds the same in UTF-16', () => {
    const xml = '<größe a="é">x</größe>'
    for (const order of ['little', 'big'] as const)
      expect(tags(utf16(xml, order))).toEqual(['open größe', 'close größe'])
  })

  it('keeps the first 64 characters of a name', () => {
    expect(tags(`<${'a'.repeat(100)}>`)).toEqual([`open ${'a'.repeat(64)}`])
  })

  it.each([
    ['<S N="a">', true],
    ['<S\nN="a">', true],
    ['<S RefId="0" N="a">', true],
    ['<S>', false],
    ['<S RN="a">', false],
    ['<S a="N=">', false],
  ])('tells whether it names a property of Clixml: %j', (xml, named) => {
    const text = sourceText(bytesOf(xml))
    expect((nextTag(text, 0) as Tag).named).toBe(named)
  })
})

describe('xmlRecords', () => {
  it.each<[string, string, string[]]>([
    [
      'each with what is in it',
      '<rules> <rule>a</rule><rule><b/></rule></rules>',
      ['<rule>a</rule>', '<rule><b/></rule>'],
    ],
    ['an empty one', '<rules><rule a="b"/></rules>', ['<rule a="b"/>']],
    ['none', '<rules><other>x</other></rules>', []],
    ['an end tag of nothing counts for nothing', '<rules><rule></x>a</rule></rules>', ['<rule></x>a</rule>']],
    [
      'without an end tag in it',
      '<rules><rule><b></rule></rules>',
      ['<rule><b></rule> (an end tag is missing)'],
    ],
    [
      'without its own',
      '<rules><rule>a<rule>b</rule></rules>',
      ['<rule>a (an end tag is missing)', '<rule>b</rule>'],
    ],
    ['without its own, the last', '<rules><rule>a</rules>x', ['<rule>a (an end tag is missing)']],
    ['cut off', '<rules><rule>a</rule><rule>b', ['<rule>a</rule>', '<rule>b (an end tag is missing)']],
    [
      'up to a definition',
      '<rules><rule>a</rule><!DOCTYPE x><rule>b</rule></rules>',
      ['<rule>a</rule>', '<!DOCTYPE x><rule>b</rule></rules> (a document type definition, not read)'],
    ],
  ])('are found: %s', (_, xml, expected) => {
    expect(records(xml)).toEqual(expected)
    expect(records(utf16(xml))).toEqual(expected)
  })

  it('says which are too long or too deep, and goes on', () => {
    const long = `<rule>${'x'.repeat(50)}</rule>`
    expect(records(`<rules>${long}<rule>a</rule></rules>`, { recordBytes: 40 })).toEqual([
      `${long} (more than 40 bytes (limit recordBytes))`,
      '<rule>a</rule>',
    ])
    const deep = '<rule><b><c></c></b></rule>'
    expect(records(`<rules>${deep}<rule>a</rule></rules>`, { depth: 3 })).toEqual([
      `${deep} (nested deeper than 3 (limit depth))`,
      '<rule>a</rule>',
    ])
  })
})
