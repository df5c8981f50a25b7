/** How the bytes of a report become text. */
import { decodeCharset } from '../mime/charset.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

/** `onDamage` is told of bytes that are no UTF-8. */
export function createDecoder(
  charset: string | undefined,
  onDamage: () => void,
): (bytes: Uint8Array) => string {
  if (charset !== undefined) return (bytes) => decodeCharset(bytes, charset).text
  return (bytes) => {
    try {
      return strict.decode(bytes)
    } catch {
      onDamage()
      return lenient.decode(bytes)
    }
  }
}
