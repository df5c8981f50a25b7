/** Which script a text is written in. */

/** Where the letters of scripts begin, in order; what is before the first, and `''`, are no letters that tell. */
const RANGES: readonly (readonly [from: number, script: string])[] = [
  [0x41, 'Latin'],
  [0x5b, ''],
  [0x61, 'Latin'],
  [0x7b, ''],
  [0xc0, 'Latin'],
  [0x250, ''],
  [0x370, 'Greek'],
  [0x400, 'Cyrillic'],
  [0x530, 'Armenian'],
  [0x590, 'Hebrew'],
  [0x600, 'Arabic'],
  [0x780, ''],
  [0x900, 'Indic'],
  [0xe00, 'Thai'],
  [0xe80, 'Lao'],
  [0xf00, ''],
  [0x10a0, 'Georgian'],
  [0x1100, 'Hangul'],
  [0x1200, 'Ethiopic'],
  [0x13a0, ''],
  [0x1780, 'Khmer'],
  [0x1800, ''],
  [0x1e00, 'Latin'],
  [0x1f00, 'Greek'],
  [0x2000, ''],
  [0x3040, 'Han'],
  [0x3130, 'Hangul'],
  [0x3190, 'Han'],
  [0xa000, ''],
  [0xac00, 'Hangul'],
  [0xd7b0, ''],
]

/** Code units that are looked at. */
const MAX_TEXT = 4000

function scriptAt(code: number): string {
  let low = 0
  let high = RANGES.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (RANGES[middle][0] <= code) low = middle + 1
    else high = middle
  }
  return low === 0 ? '' : RANGES[low - 1][1]
}

/** Letters of each script at the beginning of the text; Japanese counts as Han, and all scripts of India as one. */
export function countScripts(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  const end = Math.min(text.length, MAX_TEXT)
  for (let i = 0; i < end; i++) {
    const script = scriptAt(text.charCodeAt(i))
    if (script !== '') counts.set(script, (counts.get(script) ?? 0) + 1)
  }
  return counts
}
