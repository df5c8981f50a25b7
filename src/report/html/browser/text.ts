/** What the reader sees, beside what he does not see, by the way it is hidden. */
import type { ByteRange, Report, TextSummary } from '../../../schema.ts'
import { layoutText } from '../../words.ts'
import type { CutText, Detail, Unseen } from '../shape.ts'
import { type Child, el, number, plural, quoted, table, visible } from './dom.ts'
import { placeButton, type Source } from './source.ts'
import { section } from './words.ts'

const CHANNELS: Record<string, string> = {
  hidden: 'hidden by a style',
  unknown: 'cannot be decided',
  client: 'shown by some programs only',
  unrendered: 'never shown',
}

/** The box scrolls where there is much of it, so keys must reach it. */
function textBox(cut: CutText, label: string): Child {
  return [
    el(
      'div',
      { class: 'text', dir: 'auto', role: 'group', 'aria-label': label, tabindex: 0 },
      visible(cut.text, true),
    ),
    cut.text.length < cut.of &&
      el(
        'p',
        { class: 'gap' },
        `${number(cut.of - cut.text.length)} of ${plural(cut.of, 'character')} are not kept in this report`,
      ),
  ]
}

/** What a report alone has of a text: its beginning. */
function beginningOf({ excerpt, characters }: TextSummary): CutText {
  // white space is not counted
  const left = characters - [...excerpt.replace(/\s/g, '')].length
  return { text: excerpt, of: excerpt.length + Math.max(0, left) }
}

/** What the checks made of the bytes. */
function judgement({ start, end }: ByteRange, { findings, dismissed }: Report): Child {
  const holds = ({ evidence }: { evidence: readonly ByteRange[] }): boolean =>
    evidence.some((range) => range.start < end && start < range.end)
  const finding = findings.find((one) => one.question === 'hiddenFiller' && holds(one))
  if (finding) return el('span', { class: 'chip bad' }, finding.check)
  const dismissal = dismissed.find(holds)
  return dismissal && el('span', { class: 'chip plain' }, `let go: ${dismissal.reason}`)
}

function groups(unseen: readonly Unseen[]): [title: string, channel: string, members: Unseen[]][] {
  const byName = new Map<string, [string, string, Unseen[]]>()
  for (const channel of Object.keys(CHANNELS))
    for (const one of unseen) {
      if (one.channel !== channel) continue
      const key = `${channel} ${one.technique}`
      const group = byName.get(key)
      if (group) group[2].push(one)
      else byName.set(key, [one.technique, channel, [one]])
    }
  return [...byName.values()]
}

export function textSection({ report, visible: seen, ...kept }: Detail, source: Source): HTMLElement {
  const { visibleText, hiddenText, layout, images, links } = report.body
  const shown = seen ?? beginningOf(visibleText)
  const unseen: readonly Unseen[] = seen
    ? kept.unseen
    : hiddenText
        .filter(({ characters }) => characters > 0)
        .map((one) => ({ ...one, channel: 'hidden', ...beginningOf(one) }))
  const further = kept.unseenOf - kept.unseen.length
  const hiddenGroups = groups(unseen)
  const group = ([technique, channel, members]: (typeof hiddenGroups)[number]): HTMLElement =>
    el(
      'details',
      { open: channel !== 'unrendered' },
      el(
        'summary',
        {},
        el('span', { class: 'name' }, technique),
        ` ${CHANNELS[channel]}: ${plural(members.length, 'stretch', 'stretches')}, ${plural(
          members.reduce((sum, { of }) => sum + of, 0),
          'character',
        )}`,
      ),
      members.map((one) =>
        el(
          'div',
          { class: 'stretch' },
          el('p', {}, placeButton(source, one.evidence, technique), ' ', judgement(one.evidence, report)),
          textBox(one, `Text, ${technique}`),
        ),
      ),
    )
  return section(
    'text',
    'Text',
    el(
      'div',
      { class: 'grid two beside' },
      el(
        'div',
        {},
        el('h3', {}, 'What the reader sees'),
        el(
          'p',
          { class: 'dim' },
          `${plural(visibleText.words, 'word')}, ${plural(images.filter(({ hidden }) => !hidden).length, 'picture')}, ${plural(links.count, 'link')}`,
        ),
        layout && el('p', { class: 'dim' }, layoutText(layout)),
        shown.text.trim() === ''
          ? el('p', { class: 'dim' }, 'No text.')
          : textBox(shown, 'What the reader sees'),
        links.domains.length > 0 &&
          table(
            'Where links lead',
            ['Links lead to', 'Links'],
            links.domains.map(({ domain, count }) => [quoted(domain), number(count)]),
          ),
      ),
      el(
        'div',
        {},
        el('h3', {}, 'What he does not see'),
        hiddenGroups.length === 0 &&
          el(
            'p',
            { class: 'dim' },
            seen ? 'Nothing.' : 'Nothing that a style hides. The source is not in this report.',
          ),
        hiddenGroups.map(group),
        further > 0 &&
          el(
            'p',
            { class: 'gap' },
            `not kept in this report: ${plural(further, 'further stretch', 'further stretches')}`,
          ),
      ),
    ),
  )
}
