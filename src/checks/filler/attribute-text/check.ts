import { namesBesideCutStyle } from '../../../body/bare-names.ts'
import { rangeOf } from '../../../body/body.ts'
import { isDot } from '../../../body/picture-size.ts'
import { stretchText } from '../../../body/unread.ts'
import { isToken, type UnreadKind } from '../../../text/unread-text.ts'
import { type Check, places } from '../../check.ts'

/** Text in attributes: in values that nobody reads, in texts for pictures that nobody sees, in names (detections H14). */
export const check: Check = {
  meta: {
    id: 'filler/attribute-text',
    title: 'Attributes hold text that nobody reads',
    question: 'hiddenFiller',
    severity: 'high',
    evidenceGroup: 'attribute-text',
    reads: 'body',
    cells: [
      'labels-topic',
      'labels-language',
      'alt-topic',
      'alt-language',
      'alt-tokens',
      'dropped',
      'twice',
      'unfinished-tag',
    ],
  },
  run({ unread }, reporter) {
    const { body } = unread
    for (const { labels, values, dropped, twice, names } of unread.markup) {
      for (const [where, stretches] of [['labels', labels], ...Object.entries(values)] as const) {
        if (stretches.length === 0) continue
        const read = unread.read(stretchText(stretches))
        // short labels, names and notes are what attributes are for
        if (read.characters === 0 || !STRAY.has(read.kind)) continue
        // editors keep what they know of their blocks there, and documents a summary
        if (where === 'meta' || (where === 'data' && read.kind !== 'language')) continue
        reporter.find({
          cells: [`${where}-${read.kind}`],
          amount: read.characters,
          summary: `${read.characters} characters of text stand in ${WHERE[where] ?? 'values of attributes'}`,
          evidence: places(stretches, rangeOf),
          data: { where, text: read.kind, characters: read.characters },
        })
      }
      for (const [where, stretches] of [
        ['dropped', dropped],
        ['twice', twice],
      ] as const) {
        if (stretches.length === 0) continue
        const read = unread.read(stretchText(stretches))
        const amount = read.characters + read.tokenCharacters
        if (amount === 0) continue
        reporter.find({
          cells: [where],
          amount,
          summary: `${amount} characters stand in ${WHERE[where]}`,
          evidence: places(stretches, rangeOf),
          data: { where, characters: amount },
        })
      }
      const random = names.filter(({ source, start, end }) =>
        source.outline
          .slice(start, Math.min(end, start + LONGEST))
          .split(/[\s_-]+/)
          .some(isToken),
      )
      if (random.length > 0)
        reporter.find({
          cells: ['names'],
          amount: random.length,
          summary: `${random.length} classes or names of attributes are random strings`,
          evidence: places(random, rangeOf),
          data: { where: 'names', names: random.length },
        })
    }
    const unseen = body.images.filter(
      (image) => image.alt !== undefined && image.alt.length > 0 && (image.hidden || isDot(image)),
    )
    if (unseen.length > 0) {
      const read = unread.read(unseen.map(({ alt }) => alt!.slice(0, LONGEST)).join('\n'))
      const amount = read.characters + read.tokenCharacters
      if (amount > 0 && (read.tokenCharacters > 0 || STRAY.has(read.kind)))
        reporter.find({
          cells: [read.tokenCharacters > 0 ? 'alt-tokens' : `alt-${read.kind}`],
          amount,
          summary: `${amount} characters of text stand for pictures that nobody sees`,
          evidence: places(unseen, rangeOf),
          data: { where: 'alt', text: read.kind, characters: amount },
        })
    }
    const bare = body.runs.filter(({ technique }) => technique === 'attribute')
    if (bare.length > 0) {
      const amount = bare.reduce((sum, run) => sum + (namesBesideCutStyle(run) ?? run.characters), 0)
      if (amount > 0)
        reporter.find({
          cells: ['bare-names'],
          amount,
          summary: `${amount} characters stand in tags as names of attributes`,
          evidence: places(bare, rangeOf),
          data: { where: 'bare-names', characters: amount },
        })
    }
    const cut = body.runs.filter(({ technique }) => technique === 'unfinished-tag')
    if (cut.length > 0) {
      const amount = cut.reduce((sum, { textLength }) => sum + textLength, 0)
      reporter.find({
        cells: ['unfinished-tag'],
        amount,
        summary: `${amount} characters stand in a tag that is not finished`,
        evidence: places(cut, rangeOf),
        data: { where: 'unfinished-tag', characters: amount },
      })
    }
  },
}

/** Kinds of text that have nothing to do with what is seen. */
const STRAY: ReadonlySet<UnreadKind> = new Set(['topic', 'language'])
const WHERE: Record<string, string> = {
  labels: 'titles and labels of elements',
  data: 'attributes for scripts (data-)',
  name: 'names',
  meta: 'what the document says of itself',
  dropped: 'attributes of end tags, or in the doctype, which browsers drop',
  twice: 'attributes that a tag has a second time, which browsers drop',
}
/** Code units of one that are looked at. */
const LONGEST = 4000
