import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'

const { analyze } = createAnalyzer()
const TEXT = 'Meadow and river, the boat goes out at noon and comes back at night. '.repeat(12)

/** What is said of text that stands in `markup` in place of a dot. */
function report(style: string, markup: string) {
  const html = `<style>${style}</style>${markup.replace('.', () => `<p>${TEXT}</p>`)}`
  return analyze(new TextEncoder().encode(`From: a@example.org\nContent-Type: text/html\n\n${html}\n`))
}

describe('a ground or an ink that cannot be computed', () => {
  it.each([
    ['a custom property', ':root{--navy:#012}.c{background:var(--navy);color:#fff}'],
    ['a custom property with a fallback', '.c{background-color:var(--none,#012);color:white}'],
    ['oklch', '.c{background:oklch(20% 0.1 260);color:#fff}'],
    ['a mix', '.c{background-color:color-mix(in srgb, navy, black);color:#fff}'],
    ['light and dark', '.c{background:light-dark(#012, #fff);color:#fff}'],
    ['an ink by a custom property', ':root{--ink:#000}.c{background:#fff;color:#fff}.c p{color:var(--ink)}'],
    ['an ink by lab', '.c{color:#fff}.c p{color:lab(10% 0 0)}'],
  ])('hides nothing: %s', (_what, style) => {
    const { assessments, body } = report(style, '<div class="c">.</div>')
    expect(body.hiddenText).toEqual([])
    expect(assessments.hiddenFiller.probability).toBeLessThan(0.5)
  })

  it('a known ink on a known ground is as before', () => {
    expect(report('.c{background:#fff;color:#fff}', '<div class="c">.</div>').body.hiddenText).not.toEqual([])
  })
})

describe('rules in rules', () => {
  it.each([
    ['the outer rule keeps its ground', '.c{background:#012;p{color:#fff}}', true],
    ['and what stands behind an inner rule', '.c{p{color:#fff}background:#012}', true],
    ['an inner rule is of its own elements', '.c{color:#000;.phone{display:none}}', true],
    ['and with the outer one by name', '.c{color:#000;&.phone{display:none}}', true],
    ['in an at-rule that does not apply', '.c{@media print{display:none}color:#000}', true],
    ['an inner rule hides', '.c{color:#000;p{display:none}}', false],
    ['and so does one by the outer’s name', '.c{& > p{display:none}}', false],
  ])('%s', (_what, style, seen) => {
    expect(report(style, '<div class="c">.</div>').body.hiddenText.length === 0).toBe(seen)
  })
})
