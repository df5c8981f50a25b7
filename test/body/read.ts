import type { HtmlLimits, HtmlReading } from '../../src/body/html-reading.ts'
import { readHtml } from '../../src/body/reading.ts'
import type { TextPart } from '../../src/body/text-part.ts'
import { Outline } from '../../src/mime/outline.ts'

/** A text part as if each began at a thousand of its own. */
export function part(
  index: number,
  type: string,
  text: string,
  ...alternatives: [number, number][]
): TextPart {
  const place = (start: number, end: number) => ({ start: index * 1000 + start, end: index * 1000 + end })
  return {
    part: index,
    type,
    text,
    outline: Outline.of(text),
    alternatives: alternatives.map(([container, branch]) => ({ container, branch })),
    range: place,
    place,
  }
}

/** Reads with the default limits. */
export function read(html: string, limits: Partial<HtmlLimits> = {}): HtmlReading {
  return readHtml(part(0, 'text/html', html), {
    htmlDepth: 256,
    htmlTags: 100_000,
    styleRules: 2000,
    links: 500,
    ...limits,
  })
}

/** Channel and technique of the run that holds the word, such as `hidden display-none` or `visible`. */
export function fateOf(html: string, word = 'word'): string {
  const run = read(html).runs.find(({ value }) => value.includes(word))
  if (run === undefined) return 'no run'
  return run.technique === undefined ? run.channel : `${run.channel} ${run.technique}`
}
