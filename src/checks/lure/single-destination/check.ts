import { rangeOf } from '../../../body/body.ts'
import { FEW_LINKS, SHORT_TEXT } from '../../../body/layout.ts'
import { type Check, places } from '../../check.ts'

/** All pictures, headings and buttons of a short message lead to the same place (detections L2, L8). */
export const check: Check = {
  meta: {
    id: 'lure/single-destination',
    title: 'Whatever is clicked leads to the same place',
    question: 'prizeLure',
    severity: 'low',
    evidenceGroup: 'layout',
    reads: 'body',
  },
  run(message, reporter) {
    const { links, text } = message.layout
    if (links.length < 2 || links.length > FEW_LINKS || text >= SHORT_TEXT) return
    const destinations = new Map<string, number>()
    for (const { href } of links) destinations.set(href, (destinations.get(href) ?? 0) + 1)
    const [, most] = [...destinations].sort(([, a], [, b]) => b - a)[0]
    if (most < 2 && destinations.size > 2) return
    reporter.find({
      grade: destinations.size <= 2 ? 'one-or-two' : 'repeated',
      summary: `${links.length} links lead to ${destinations.size} ${destinations.size === 1 ? 'address' : 'addresses'}`,
      evidence: places(links, ({ start, source }) => rangeOf({ start, end: start + 2 }, source)),
      data: { links: links.length, destinations: destinations.size },
    })
  },
}
