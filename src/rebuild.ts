/** A message made again of what some program kept of it. */

/** Raw header fields: `line` is the whole field with its folding. */
export type HeaderLines = readonly { key: string; line: string }[]

/** A picture that came with the message. */
export interface KeptPicture {
  /** `image/png` and the like. */
  type: string
  /** Without angle brackets. */
  contentId: string | undefined
  bytes: Uint8Array
}

export interface KeptMail {
  headerLines: HeaderLines
  text?: string
  html?: string | false
  pictures?: readonly KeptPicture[]
}

const utf8 = new TextEncoder()
const LINE_END = '\r\n'

/** One code unit is a byte; a line that somebody has decoded is encoded as UTF-8. */
function lineBytes(line: string): Uint8Array {
  for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) > 0xff) return utf8.encode(line)
  return Uint8Array.from(line, (unit) => unit.charCodeAt(0))
}

/** A body or a part of one: the fields that it needs, and what follows them. */
interface Rebuilt {
  type: string
  encoding: string
  body: string
}

function leaf(type: string, content: string): Rebuilt {
  // a byte a line more than RFC 5322 allows would be a defect that the message never had
  const long =
    /[^\r\n]{300}/.test(content) && content.split('\n').some((line) => utf8.encode(line).length > MAX_LINE)
  return {
    type: `${type}; charset=utf-8`,
    encoding: long ? 'quoted-printable' : '8bit',
    body: long ? quotedPrintable(content) : content,
  }
}

const MAX_LINE = 998
/** Bytes of an encoded line before its soft line break. */
const ENCODED_LINE = 72

/** RFC 2045 6.7. */
function quotedPrintable(text: string): string {
  let out = ''
  let width = 0
  const bytes = utf8.encode(text)
  for (const [i, byte] of bytes.entries()) {
    if (byte === 0x0a || byte === 0x0d) {
      out += String.fromCharCode(byte)
      width = 0
      continue
    }
    if (width >= ENCODED_LINE) {
      out += '=\r\n'
      width = 0
    }
    // white space at the end of a line would be taken for padding
    const last = byte === 0x20 && (bytes[i + 1] ?? 0x0a) < 0x20
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x3d && !last
    const unit = plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
    out += unit
    width += unit.length
  }
  return out
}

function picture({ type, bytes }: KeptPicture): Rebuilt {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  const body = (btoa(binary).match(/.{1,76}/g) ?? []).join(LINE_END)
  return { type, encoding: 'base64', body }
}

function unusedBoundary(parts: readonly Rebuilt[]): string {
  for (let i = 0; ; i++) {
    const boundary = `=_backstamp_${i}`
    if (!parts.some(({ body }) => body.includes(boundary))) return boundary
  }
}

function multipart(
  kind: string,
  parts: readonly Rebuilt[],
  fieldsOf: (part: number) => string = () => '',
): Rebuilt {
  const boundary = unusedBoundary(parts)
  let body = ''
  for (const [i, { type, encoding, body: content }] of parts.entries())
    body += `--${boundary}\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n${fieldsOf(i)}\r\n${content}\r\n`
  return {
    type: `multipart/${kind}; boundary="${boundary}"`,
    encoding: '8bit',
    body: `${body}--${boundary}--\r\n`,
  }
}

/** Undefined where nothing was kept of the body. */
function rebuildBody({ text, html, pictures = [] }: KeptMail): Rebuilt | undefined {
  const texts: Rebuilt[] = []
  if (text) texts.push(leaf('text/plain', text))
  if (html) texts.push(leaf('text/html', html))
  const shown = texts.length > 1 ? multipart('alternative', texts) : texts[0]
  if (pictures.length === 0) return shown
  const parts = [...(shown ? [shown] : []), ...pictures.map(picture)]
  return multipart('related', parts, (part) => {
    const id = pictures[part - (shown ? 1 : 0)]?.contentId
    // what is no plain word would be able to bring fields of its own
    return id !== undefined && /^[\x21-\x7e]+$/.test(id) ? `Content-ID: <${id}>\r\n` : ''
  })
}

/**
 * The header lines in their order with their folding, then text, HTML and pictures; Content-Type and
 * Content-Transfer-Encoding are those of this body.
 */
export function rebuildMessage(mail: KeptMail): Uint8Array {
  const body = rebuildBody(mail)
  const end = utf8.encode(LINE_END)
  const typeLine = utf8.encode(`Content-Type: ${body?.type}`)
  const pieces: Uint8Array[] = []
  let typed = false
  let encoded = false
  for (const { key, line } of mail.headerLines) {
    if (body && key === 'content-type') {
      if (!typed) pieces.push(typeLine, end)
      typed = true
    } else if (body && key === 'content-transfer-encoding') {
      if (!encoded) pieces.push(utf8.encode(`${line.slice(0, key.length)}: ${body.encoding}`), end)
      encoded = true
    } else pieces.push(lineBytes(line), end)
  }
  if (body && !typed) pieces.push(typeLine, end)
  if (body && !encoded && body.encoding !== '8bit')
    pieces.push(utf8.encode(`Content-Transfer-Encoding: ${body.encoding}`), end)
  pieces.push(end)
  if (body) pieces.push(utf8.encode(body.body))
  return concat(pieces)
}

export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
