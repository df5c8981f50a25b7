/**
 * Nothing from a message, nor a file name, may act on the terminal or mislead the eye: control characters, ESC, bidi
 * controls, zero-width and other invisible characters, line separators and lone surrogates are written out. A backslash
 * is doubled, so that what is written out can be told apart from a message that spells an escape.
 */

const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\\]/gu
const UNSAFE_IN_JSON = /[\x7f-\x9f\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

const SHORT: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function spell(character: string): string {
  const short = SHORT[character]
  if (short !== undefined) return short
  const code = character.codePointAt(0)!
  return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}

/** One line of text that is safe to show: `\n`, `\x1b`, `\u{202e}` stand for what was there. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, spell)
}

/** Bytes in turns: valid UTF-8 as its text, not made safe yet, and every run of other bytes as `\xNN`. */
export function utf8Pieces(bytes: Uint8Array): ({ text: string } | { escaped: string })[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return [{ text: decoder.decode(bytes) }]
  } catch {}
  const pieces: ({ text: string } | { escaped: string })[] = []
  let text = ''
  let escaped = ''
  const flush = (): void => {
    if (text !== '') pieces.push({ text })
    if (escaped !== '') pieces.push({ escaped })
    text = escaped = ''
  }
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]
    const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
    try {
      const character = decoder.decode(bytes.subarray(at, at + length))
      if (escaped !== '') flush()
      text += character
      at += length
    } catch {
      if (text !== '') flush()
      escaped += `\\x${lead.toString(16).padStart(2, '0')}`
      at++
    }
  }
  flush()
  return pieces
}

/** The same for raw bytes: valid UTF-8 is shown as text, every other byte as `\xNN`. */
export function escapeBytes(bytes: Uint8Array): string {
  return utf8Pieces(bytes)
    .map((piece) => ('text' in piece ? escapeText(piece.text) : piece.escaped))
    .join('')
}

/** Found at less cost than what is looked for: most reports have nothing but ASCII. */
const NO_PLAIN_JSON = /[^\n\x20-\x7e]/

/** JSON of the same value in which no character that acts on a terminal stands for itself. */
export function escapeJson(json: string): string {
  if (!NO_PLAIN_JSON.test(json)) return json
  return json.replace(UNSAFE_IN_JSON, (character) => {
    let out = ''
    for (let i = 0; i < character.length; i++)
      out += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
    return out
  })
}
