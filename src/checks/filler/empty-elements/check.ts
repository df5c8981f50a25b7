import { rangeOf } from '../../../body/body.ts'
import { type Check, places } from '../../check.ts'

/** Elements that draw nothing, in numbers: tags of no use between what is seen (detections H24). */
export const check: Check = {
  meta: {
    id: 'filler/empty-elements',
    title: 'The body is full of elements that draw nothing',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'empty-elements',
    reads: 'body',
  },
  run({ unread }, reporter) {
    for (const { empty, unknown, unclosed } of unread.markup) {
      if (empty.length > 0)
        reporter.find({
          cells: ['empty'],
          amount: empty.length,
          summary: `${empty.length} elements of a line hold nothing`,
          evidence: places(empty, rangeOf),
          data: { what: 'empty', elements: empty.length },
        })
      if (unknown.length > 0)
        reporter.find({
          cells: ['unknown'],
          amount: unknown.length,
          summary: `${unknown.length} elements have names that HTML does not know`,
          evidence: places(unknown, rangeOf),
          data: { what: 'unknown', elements: unknown.length },
        })
      for (const [name, starts] of unclosed)
        if (ODD.has(name))
          reporter.find({
            cells: ['unclosed'],
            amount: starts.length,
            summary: `${starts.length} ${name} elements are never closed`,
            evidence: places(starts, rangeOf),
            data: { what: 'unclosed', element: name, elements: starts.length },
          })
    }
  },
}

const ODD = new Set('q u blockquote form s small big tt i b em strong code ins del'.split(' '))
