/** The four answers, what each rests on, and what was looked at and let go. */
import { type ByteRange, type Finding, QUESTIONS, type Report } from '../../../schema.ts'
import { ASKED, percent } from '../../words.ts'
import type { Detail } from '../shape.ts'
import { type Child, el, plural, quoted } from './dom.ts'
import { placeButton, type Source } from './source.ts'
import { bitsText, section, severityBadge, verdictBadge } from './words.ts'

/** `omitted` is how many places more there are, which the report does not have. */
function places(
  source: Source,
  evidence: readonly ByteRange[],
  label: string,
  omitted: unknown = 0,
): HTMLElement {
  return el(
    'p',
    {},
    evidence.map((range) => [placeButton(source, range, label), ' ']),
    Number(omitted) > 0 && `and ${plural(Number(omitted), 'further place')}`,
  )
}

function findingItem(finding: Finding, counted: string | undefined, source: Source): HTMLElement {
  const { check, grade, severity, summary, bits, evidence, data } = finding
  const contract = data.contract as { operator: string; held: number; of: number } | undefined
  return el(
    'li',
    { class: 'finding-item' },
    el(
      'p',
      {},
      severityBadge(severity),
      ' ',
      el('strong', { class: 'figure' }, bits === 0 ? 'said already' : bitsText(bits)),
      ' ',
      el('span', { class: 'name' }, grade === undefined ? check : `${check}, ${grade}`),
    ),
    el('p', {}, quoted(summary)),
    counted !== undefined && el('p', { class: 'dim' }, counted),
    contract !== undefined &&
      el(
        'p',
        { class: 'dim' },
        `the rule held in ${contract.held} of ${contract.of} messages of ${contract.operator}`,
      ),
    places(source, evidence, check, data.evidenceOmitted),
  )
}

/** A probability as a bar, for those who see it: its figure stands before it. */
function meter(probability: number): HTMLElement {
  const fill = el('span', { class: probability >= 0.5 ? 'fill high' : 'fill low' })
  fill.style.width = `${Math.max(1, probability * 100)}%`
  return el('span', { class: 'meter', 'aria-hidden': 'true' }, fill)
}

export function answers({ assessments }: Report): HTMLElement {
  return el(
    'ul',
    { class: 'answers' },
    QUESTIONS.map((question) => {
      const { probability } = assessments[question]
      return el(
        'li',
        {},
        el('span', {}, ASKED[question]),
        el('strong', { class: 'figure' }, percent(probability)),
        meter(probability),
      )
    }),
  )
}

export function findingsSection({ report, counted, turnings }: Detail, source: Source): HTMLElement {
  const { assessments, findings } = report
  const parts: Child[] = QUESTIONS.map((question) => {
    const { probability, base, findings: own } = assessments[question]
    return [
      el(
        'h3',
        {},
        `${ASKED[question]} `,
        el('span', { class: 'figure' }, percent(probability)),
        el('span', { class: 'dim' }, ` from ${bitsText(base)}`),
      ),
      own.length === 0
        ? el('p', { class: 'dim' }, 'Nothing found.')
        : el(
            'ul',
            { class: 'plain' },
            own.map((index) => findingItem(findings[index], counted[index], source)),
          ),
    ]
  })
  return section(
    'findings',
    'Findings',
    parts,
    turnings.length > 0 && [
      el('h3', {}, 'What the verdict hangs on'),
      el(
        'ul',
        {},
        turnings.map(({ without, score, verdict }) =>
          el(
            'li',
            {},
            'without ',
            el('span', { class: 'name' }, without.join(' and ')),
            ': ',
            verdictBadge(verdict),
            ` ${score}`,
          ),
        ),
      ),
    ],
  )
}

export function dismissedSection({ dismissed }: Report, source: Source): HTMLElement | undefined {
  if (dismissed.length === 0) return undefined
  return section(
    'dismissed',
    'Looked at and let go',
    el(
      'ul',
      { class: 'plain' },
      dismissed.map(({ check, reason, summary, evidence }) =>
        el(
          'li',
          { class: 'finding-item' },
          el('p', {}, el('span', { class: 'chip plain' }, reason), ' ', el('span', { class: 'name' }, check)),
          el('p', {}, quoted(summary)),
          places(source, evidence, `${check}, ${reason}`),
        ),
      ),
    ),
  )
}
