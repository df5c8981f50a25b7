import { type HtmlReading, readHtml } from '../../src/body/reading.ts'
import { Outline } from '../../src/mime/outline.ts'

/** Reads with the default limits. */
export function read(html: string): HtmlReading {
  return readHtml(Outline.of(html), { htmlDepth: 256, htmlTags: 100_000, styleRules: 2000 })
}

/** Channel and technique of the run that holds the word, such as `hidden display-none` or `visible`. */
export function fateOf(html: string, word = 'word'): string {
  const run = read(html).runs.find(({ value }) => value.includes(word))
  if (run === undefined) return 'no run'
  return run.technique === undefined ? run.channel : `${run.channel} ${run.technique}`
}
