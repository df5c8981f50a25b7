import { decodeBase64, decodeQuotedPrintable, TransferPlaces } from '../../src/mime/transfer.ts'

export const decoders = { 'quoted-printable': decodeQuotedPrintable, base64: decodeBase64 } as const

/** For each decoded byte the index of its first raw byte; one entry more holds the number of raw bytes. */
export function offsetsOf(encoding: keyof typeof decoders, raw: Uint8Array): Uint32Array {
  const decoded = decoders[encoding](raw)
  const places = new TransferPlaces(encoding, raw, decoded)
  const offsets = new Uint32Array(decoded.bytes.length + 1)
  for (let at = 0; at < offsets.length; at++) offsets[at] = places.of(at)
  return offsets
}
