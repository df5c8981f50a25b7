import { describe, expect, it } from 'vitest'
import { DEFAULT_DMARC_LIMITS, type DmarcLimits } from '../../src/dmarc/limits.ts'
import { createProblems } from '../../src/dmarc/problems.ts'
import { scanReport } from '../../src/dmarc/xml.ts'
import { bytesOf } from '../helpers/dmarc.ts'

interface Scan {
  /** The XML of each part; `name: too long` where there is none. */
  parts: string[]
  /** The parts as they stand in the bytes. */
  written: string[]
  problems: string[]
  namespace: string | undefined
}

function scan(xml: string, limits: Partial<DmarcLimits> = {}): Scan {
  const bytes = bytesOf(xml)
  const problems = createProblems()
  const found: Scan = { parts: [], written: [], problems: [], namespace: undefined }
  scanReport(bytes, { ...DEFAULT_DMARC_LIMITS, ...limits }, problems, ({ name, start, end, xml }, root) => {
    found.parts.push(xml ? new TextDecoder().decode(xml) : `${name}: too long`)
    found.written.push(new TextDecoder().decode(bytes.subarray(start, end)))
    found.namespace = root.namespace
  })
  found.problems = problems.list().map(({ code, count }) => (count === 1 ? code : `${code} ${count}`))
  return found
}

const report = (inside: string): string => `<feedback>${inside}</feedback>`

describe('the parts of a report', () => {
  it('are the elements below its root, with their places', () => {
    const xml =
      '<?xml version="1.0"?>\n<feedback>\n <version>1.0</version> <record><row/></record>\n</feedback>\n'
    expect(scan(xml)).toEqual({
      parts: ['<version>1.0</version>', '<record><row></row></record>'],
      written: ['<version>1.0</version>', '<record><row/></record>'],
      problems: [],
      namespace: undefined,
    })
  })

  it.each<[string, string, string]>([
    ['attributes', '<record a="b" c=\'>\'>x</record>', '<record>x</record>'],
    ['comments', '<record>x<!-- <y> -->z</record>', '<record>xz</record>'],
    ['processing instructions', '<record>x<?y z?></record>', '<record>x</record>'],
    [
      'CDATA sections, whose text stays',
      '<record><![CDATA[a<b&c]]></record>',
      '<record>a&lt;b&amp;c</record>',
    ],
    ['white space in tags', '<record >x</record\n>', '<record>x</record>'],
    ['tags of empty elements', '<record><row /></record>', '<record><row></row></record>'],
  ])('come without %s', (_, written, expected) => {
    expect(scan(report(written))).toMatchObject({ parts: [expected], written: [written], problems: [] })
  })

  it.each<[string, string, string[], string[]]>([
    [
      'a sign that begins no tag',
      '<record>1 < 2 & 3</record>',
      ['<record>1 &lt; 2 & 3</record>'],
      ['not-well-formed'],
    ],
    ['an end tag of nothing', '<record>x</row>y</record>', ['<record>xy</record>'], ['not-well-formed']],
    [
      'an element without its end',
      '<record><row>x</record>',
      ['<record><row>x</row></record>'],
      ['not-well-formed'],
    ],
    [
      'a record without its end',
      '<record><row>x<record>y</record>',
      ['<record><row>x</row></record>', '<record>y</record>'],
      ['not-well-formed'],
    ],
    [
      'a text element without its end',
      '<record><count>3<source_ip>192.0.2.1</source_ip></record>',
      ['<record><count>3</count><source_ip>192.0.2.1</source_ip></record>'],
      ['not-well-formed'],
    ],
    [
      'names in another case',
      '<Record><ROW>x</ROW></Record>',
      ['<record><row>x</row></record>'],
      ['element-case 2'],
    ],
    ['names with a prefix', '<a:record>x</a:record>', ['<record>x</record>'], ['prefixed-elements']],
    [
      'unknown names with a prefix, which keep it',
      '<record><a:more>x</a:more></record>',
      ['<record><a:more>x</a:more></record>'],
      [],
    ],
  ])('are made well-formed: %s', (_, inside, parts, problems) => {
    expect(scan(report(inside))).toMatchObject({ parts, problems })
  })

  it('may hold elements of other kinds that are called like theirs', () => {
    const extension = '<extension><record>x</record></extension>'
    expect(scan(report(extension)).parts).toEqual([extension])
  })
})

describe('the root', () => {
  it.each<[string, string, string | undefined, string[]]>([
    ['no namespace', '<feedback>', undefined, []],
    ['a namespace', '<feedback xmlns="urn:a">', 'urn:a', []],
    ['one in single quotes', "<feedback a='b' xmlns = 'urn:a'>", 'urn:a', []],
    ['that of its prefix', '<d:feedback xmlns="urn:a" xmlns:d="urn:b">', 'urn:b', ['prefixed-elements']],
    ['that of another prefix', '<feedback xmlns:d="urn:b">', undefined, []],
  ])('names %s', (_, start, namespace, problems) => {
    const end = start.startsWith('<d:') ? '</d:feedback>' : '</feedback>'
    expect(scan(`${start}<record>x</record>${end}`)).toMatchObject({ namespace, problems })
  })

  it('is taken out of what is around it', () => {
    const found = scan('<envelope><to>x</to><feedback><record>y</record></feedback></envelope>')
    expect(found).toMatchObject({ parts: ['<record>y</record>'], problems: ['wrapped-root'] })
  })

  it.each<[string, string, string[], string[]]>([
    ['has no end', '<feedback><record>x</record>', ['<record>x</record>'], ['cut-off']],
    ['has none, nor the record', '<feedback><record>x', [], ['cut-off']],
    [
      'is followed by another',
      `${report('<record>x</record>')}${report('<record>y</record>')}`,
      ['<record>x</record>'],
      ['more-reports'],
    ],
    ['is empty', '<feedback/>', [], []],
  ])('%s', (_, xml, parts, problems) => {
    expect(scan(xml)).toMatchObject({ parts, problems })
  })
})

describe('what is no report', () => {
  it.each([
    ['', 'no XML element in it'],
    ['words & < signs', 'no XML element in it'],
    ['<html><body>', 'XML, but no DMARC report: its first element is html'],
  ])('%j is not read: %s', (xml, reason) => {
    expect(() => scan(xml)).toThrow(reason)
  })

  it.each([
    '<!DOCTYPE feedback>',
    '<!doctype a>',
    '<!ENTITY a "b">',
    '<!ELEMENT a ANY>',
    '<!ATTLIST a>',
    '<!NOTATION a>',
  ])('nor is what holds a definition: %s', (definition) => {
    for (const xml of [definition + report(''), report(`<record>${definition}</record>`)])
      expect(() => scan(xml)).toThrow('a document type definition in it, which no report needs: not read')
  })
})

describe('limits', () => {
  it('of a part: a longer one is named, and the next is read', () => {
    const xml = report(`<record>${'x'.repeat(100)}</record><record>y</record>`)
    expect(scan(xml, { recordBytes: 50 }).parts).toEqual(['record: too long', '<record>y</record>'])
  })

  it('of depth', () => {
    const nested = (depth: number): string => `${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}`
    expect(scan(report(nested(7)), { depth: 8 }).parts).toEqual([nested(7)])
    expect(() => scan(report(nested(8)), { depth: 8 })).toThrow('elements more than 8 deep (limit depth)')
  })

  it('of a tag: a longer one is text', () => {
    const tag = `<row a="${'x'.repeat(4096)}">`
    const { parts, problems } = scan(report(`<record>${tag}</record>`))
    expect(parts).toEqual([`<record>&lt;${tag.slice(1)}</record>`])
    expect(problems).toEqual(['not-well-formed'])
  })
})
