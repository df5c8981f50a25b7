/** Text in terminal columns. All functions take text that {@link escapeText} has made safe. */

const ASCII = /^[\x20-\x7e]*$/
const NARROW = /[\p{Mn}\p{Me}]/u
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u

function columns(character: string): number {
  if (WIDE.test(character)) return 2
  return NARROW.test(character) ? 0 : 1
}

/** Columns that the text takes: East Asian wide characters and emoji two, combining marks none. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length
  let width = 0
  for (const character of text) width += columns(character)
  return width
}

/** The whole characters at the beginning of the text that fit `width` columns. */
function head(text: string, width: number): string {
  let length = 0
  let used = 0
  for (const character of text) {
    used += columns(character)
    if (used > width) break
    length += character.length
  }
  return text.slice(0, length)
}

/** The beginning of the text that fits `width` columns, ended by an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${head(text, width - 1)}…`
}

/** The end of the text that fits `width` columns, led by an ellipsis where something was cut. */
export function cutStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  const kept: string[] = []
  let used = 1
  for (const character of [...text].reverse()) {
    used += columns(character)
    if (used > width) break
    kept.push(character)
  }
  return `…${kept.reverse().join('')}`
}

/** Filled up with spaces to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Lines of at most `width` columns, broken at spaces where there are any. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ')) {
    const size = displayWidth(word)
    if (line !== '' && used + 1 + size <= width) {
      line += ` ${word}`
      used += 1 + size
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    used = size
    while (used > width) {
      const fitting = head(line, width)
      if (fitting === '') break
      lines.push(fitting)
      line = line.slice(fitting.length)
      used = displayWidth(line)
    }
  }
  lines.push(line)
  return lines
}
