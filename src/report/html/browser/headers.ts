/** The twelve headers, and what authentication fields state. */
import type { ExpectedHeader, Report } from '../../../schema.ts'
import { SIDE_WORD } from '../../words.ts'
import { type Child, el, number, plural, quoted, table } from './dom.ts'
import { placeButton, type Source } from './source.ts'
import { section } from './words.ts'

const ANSWERS: Record<ExpectedHeader['answer'], [word: string, look: string]> = {
  present: ['present', 'good'],
  removed: ['removed', 'bad'],
  'never-written': ['not there, and never written on this way', 'plain'],
  'not-visible': ['not there, and the way is not known', 'plain'],
  unknown: ['not there', 'plain'],
}

/** What the operators on the way write of it. */
function expectation({ passages, telling }: ExpectedHeader): Child {
  if (passages.length === 0) return 'the way is not known'
  return [
    passages.map(({ operator, side, path, written }) =>
      el(
        'div',
        {},
        quoted(operator),
        ` (${side}’s side, `,
        quoted(path),
        '): ',
        written === undefined
          ? 'not known'
          : el('span', { class: 'figure' }, `in ${number(written[0])} of ${number(written[1])} messages`),
      ),
    ),
    telling && el('div', {}, 'always written: its absence tells'),
  ]
}

function found({ found: count, passages }: ExpectedHeader): Child {
  return [
    el('div', { class: 'figure' }, count === 0 ? 'none' : number(count)),
    count > 0 &&
      passages.map(({ side, found: own }) => el('div', { class: 'dim' }, `${own} on the ${side}’s side`)),
  ]
}

function answer({ answer: key, checks, note }: ExpectedHeader): Child {
  const [word, look] = ANSWERS[key]
  return [
    el('span', { class: `chip ${look}` }, word),
    checks && el('div', {}, `says ${checks.join(', ')}`),
    note !== undefined && el('div', { class: 'dim' }, note),
  ]
}

export function expectedSection({ expected }: Report): HTMLElement {
  const removed = expected.filter((one) => one.answer === 'removed').length
  const present = expected.filter((one) => one.answer === 'present').length
  return section(
    'expected',
    'The twelve headers',
    el(
      'p',
      { class: 'dim' },
      `The headers that the transport rules of the 2022 campaign removed: ${present} present, ${removed} removed, ${expected.length - present - removed} not there for other reasons.`,
    ),
    table(
      'The twelve headers',
      ['Header', 'Expected', 'Found', 'Answer'],
      expected.map((one) => [
        el('span', { class: 'name' }, one.header),
        expectation(one),
        found(one),
        answer(one),
      ]),
    ),
  )
}

export function authenticationSection(report: Report, source: Source): HTMLElement {
  const { claimed, signatures, arc } = report.authentication
  return section(
    'authentication',
    'Authentication',
    claimed.length === 0
      ? el('p', {}, 'No field states a result.')
      : table(
          'Results that fields state',
          ['Method', 'Result', 'Properties', 'Who says so', 'Whose word', 'Place'],
          claimed.map(({ field, authservId, method, result, properties, side, evidence }) => [
            quoted(method, { class: 'short' }),
            quoted(result, { class: 'short' }),
            Object.entries(properties).map(([name, value]) => el('div', {}, quoted(`${name}=${value}`))),
            [quoted(field), authservId !== undefined && [' by ', quoted(authservId)]],
            SIDE_WORD[side],
            placeButton(source, evidence, field),
          ]),
        ),
    signatures.length > 0 &&
      table(
        'DKIM signatures',
        ['DKIM signature of', 'Selector', 'Algorithm', 'Fields signed', 'Whose word', 'Place'],
        signatures.map(({ domain, selector, algorithm, signed, side, evidence }) => [
          quoted(domain ?? ''),
          quoted(selector ?? ''),
          quoted(algorithm ?? '', { class: 'short' }),
          quoted(signed.join(', '), { class: 'dim' }),
          SIDE_WORD[side],
          placeButton(source, evidence, 'DKIM signature'),
        ]),
      ),
    arc && [
      el(
        'p',
        {},
        `ARC: ${plural(arc.instances, 'set')}, cv=`,
        quoted(arc.chainValidation ?? 'none'),
        arc.sealers.length > 0 && [', sealed by ', quoted(arc.sealers.join(', '))],
      ),
      arc.problems.length > 0 &&
        el(
          'ul',
          {},
          arc.problems.map((problem) => el('li', {}, quoted(problem))),
        ),
    ],
  )
}
