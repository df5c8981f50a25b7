import fc from 'fast-check'
import { XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { junitWriter } from '../../src/report/junit.ts'
import type { ReportWriter, WriterOptions } from '../../src/report/writer.ts'
import type { Finding, Verdict } from '../../src/schema.ts'
import { reportOf } from '../helpers/report.ts'

/** What CI servers agree on. */
const XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="testsuites"><xs:complexType>
  <xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="name" type="xs:string"/>
</xs:complexType></xs:element>
<xs:element name="testsuite"><xs:complexType>
  <xs:sequence><xs:element ref="testcase" maxOccurs="unbounded"/></xs:sequence>
  <xs:attribute name="name" type="xs:string" use="required"/>
  <xs:attribute name="tests" type="xs:integer" use="required"/>
  <xs:attribute name="failures" type="xs:integer" use="required"/>
  <xs:attribute name="errors" type="xs:integer" use="required"/>
  <xs:attribute name="skipped" type="xs:integer" use="required"/>
</xs:complexType></xs:element>
<xs:element name="testcase"><xs:complexType>
  <xs:choice minOccurs="0"><xs:element ref="failure"/><xs:element ref="error"/><xs:element ref="skipped"/></xs:choice>
  <xs:attribute name="classname" type="xs:string" use="required"/>
  <xs:attribute name="name" type="xs:string" use="required"/>
</xs:complexType></xs:element>
<xs:complexType name="outcome"><xs:simpleContent><xs:extension base="xs:string">
  <xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/>
</xs:extension></xs:simpleContent></xs:complexType>
<xs:element name="failure" type="outcome"/><xs:element name="error" type="outcome"/><xs:element name="skipped" type="outcome"/>
</xs:schema>`
const validator = XsdValidator.fromDoc(XmlDocument.fromString(XSD))

/** Writes, parses and validates. */
function render(
  write: (writer: ReportWriter) => (string | undefined)[],
  options?: WriterOptions,
): XmlElement {
  const writer = junitWriter(options)
  const document = XmlDocument.fromString([writer.begin(), ...write(writer), writer.end()].join(''))
  validator.validate(document)
  return document.root
}
const texts = (root: XmlElement, xpath: string): string[] => root.find(xpath).map((node) => node.content)

const finding = (summary: string): Finding => ({
  check: 'route/time-travel',
  question: 'headersForged',
  severity: 'high',
  summary,
  bits: 7,
  evidence: [{ start: 4, end: 7 }],
  data: {},
})
const hostile = reportOf({ verdict: 'hostile', score: 97, findings: [finding('it travels')] })

describe('junit', () => {
  it('is valid without a message', () => {
    expect(render(() => []).find('testsuite')).toEqual([])
  })

  it('has a suite a folder and a case a message, and counts them', () => {
    const root = render((writer) => [
      writer.entry('a.eml', reportOf()),
      writer.entry('d/b.eml', hostile),
      writer.entry('d/c.eml', reportOf()),
      writer.missed?.('d/d.eml', 'failed', 'permission denied'),
      writer.missed?.('d/e.png', 'skipped', 'not mail'),
    ])
    expect(texts(root, 'testsuite/@name')).toEqual(['.', 'd'])
    expect(texts(root, 'testsuite[2]/@*')).toEqual(['d', '4', '1', '1', '1'])
    expect(texts(root, '//testcase/@name')).toEqual(['a.eml', 'b.eml', 'c.eml', 'd.eml', 'e.png'])
    expect(texts(root, '//error/@message')).toEqual(['permission denied'])
    expect(texts(root, '//skipped/@message')).toEqual(['not mail'])
  })

  it('says why a message fails', () => {
    const root = render((writer) => [writer.entry('b.eml', hostile)])
    expect(texts(root, '//failure/@message')).toEqual(['hostile, score 97 of 100: it travels'])
    expect(texts(root, '//failure')[0].split('\n')).toEqual([
      'route/time-travel (7 bits, bytes 4-7): it travels',
      'backstamp 0.0.0, model test',
    ])
  })

  it.each<[WriterOptions['failOn'], Verdict[]]>([
    [undefined, ['hostile']],
    ['hostile', ['hostile']],
    ['suspicious', ['suspicious', 'hostile']],
  ])('fails from the verdict on that the scan fails from: %s', (failOn, failing) => {
    const verdicts: Verdict[] = ['clean', 'suspicious', 'hostile']
    const root = render(
      (writer) => verdicts.map((verdict) => writer.entry(`${verdict}.eml`, reportOf({ verdict }))),
      { failOn },
    )
    expect(texts(root, '//testcase[failure]/@name')).toEqual(failing.map((verdict) => `${verdict}.eml`))
  })

  it('is well-formed whatever a message and a path hold, and lets nothing act', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'<>&"\']]>/\\ \t\r\n\0\x1b\x85\ufffe\uffff\ud800') }),
    )
    fc.assert(
      fc.property(text, text, (path, summary) => {
        const report = { ...hostile, findings: [finding(summary)] }
        const root = render((writer) => [
          writer.entry(path, report),
          writer.missed?.(path, 'failed', summary),
        ])
        expect(root.find('//failure')).toHaveLength(1)
        expect(root.find('//error')).toHaveLength(1)
        expect(texts(root, '//@*').join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u)
      }),
    )
  })

  it('holds no more than 10,000 cases back', () => {
    const writer = junitWriter()
    const written = Array.from({ length: 25_000 }, (_, i) => writer.entry(`d/${i}.eml`, reportOf()))
    expect(written.filter((text) => text !== '')).toHaveLength(2)
    const all = writer.begin() + written.join('') + writer.end()
    expect([...all.matchAll(/tests="(\d+)"/g)].map(([, tests]) => tests)).toEqual(['10000', '10000', '5000'])
  })
})
