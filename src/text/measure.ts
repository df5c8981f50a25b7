/** Plain counts over text, one pass each. */

const EXCERPT = 200

/** White space that a reader sees as a gap or not at all, besides what is counted as invisible elsewhere. */
function isGap(code: number): boolean {
  return (
    code <= 0x20 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

/** Code points that are not white space, and the runs of them. */
export function measure(text: string): { characters: number; words: number } {
  let characters = 0
  let words = 0
  let inWord = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isGap(code)) inWord = false
    else {
      if (!inWord) words++
      inWord = true
      // the second half of a surrogate pair is no character of its own
      if (code < 0xdc00 || code > 0xdfff) characters++
    }
  }
  return { characters, words }
}

/** The first 200 code points, runs of white space as one space. A copy: it keeps no larger text alive. */
export function excerpt(text: string): string {
  const points: string[] = []
  let gap = false
  for (let i = 0; i < text.length && points.length < EXCERPT; i++) {
    const code = text.charCodeAt(i)
    if (isGap(code)) {
      gap = points.length > 0
      continue
    }
    if (gap) points.push(' ')
    gap = false
    const point = text.codePointAt(i)!
    if (point > 0xffff) i++
    points.push(String.fromCodePoint(point))
  }
  return points.slice(0, EXCERPT).join('')
}
