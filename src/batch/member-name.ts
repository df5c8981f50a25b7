/** A name that is safe to write to, of one that the sender of an archive chose. */
import { requireType } from '../util/arguments.ts'

/** Bytes of UTF-8, which file systems bound at 255; room is left for endings that a caller adds. */
const MOST_BYTES = 200
/** Of the last ending, which is kept where a name is cut. */
const MOST_ENDING = 16

/** Separators, what Windows forbids, controls, what is not seen, and halves of surrogate pairs. */
const UNSAFE = /[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
/** Names of devices, whatever ending they bear; the raised digits count as well. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ .]*(?:\.|$)/i

/**
 * One name of a file for a member of an archive, as a record's `member` has it: `../../a.eml` becomes `____a.eml`. It holds no separator, no
 * control or invisible character and none that Windows forbids, is neither `.` nor `..` nor the name of a device, begins with no dot,
 * hyphen or space, ends in no dot or space, is well-formed, in form NFC, and takes 1 to 200 bytes in UTF-8. Different names may become the
 * same one: whoever writes several must look whether a file is there, without regard to case.
 * @throws TypeError where `name` is no string.
 */
export function safeFileName(name: string): string {
  requireType(name, 'string', 'name')
  // the end tells names apart; what is cut here could not stay anyway
  const spelt = name
    .slice(-4 * MOST_BYTES)
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSAFE, '_')
  const bare = spelt.replace(/\.{2,}/g, '_').replace(/^[.\-\s]/, '_')
  const short = cutEnd(shortened(bare))
  if (short === '') return '_'
  return DEVICE.test(short) ? cutEnd(shortened(`_${short}`)) : short
}

/** Without dots and spaces at the end, which Windows drops. */
function cutEnd(name: string): string {
  let end = name.length
  while (end > 0 && (name[end - 1] === '.' || name[end - 1].trim() === '')) end--
  return name.slice(0, end)
}

/** The beginning and the ending of a name of too many bytes. */
function shortened(name: string): string {
  const encoder = new TextEncoder()
  if (encoder.encode(name).length <= MOST_BYTES) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= MOST_ENDING ? name.slice(dot) : ''
  const room = MOST_BYTES - encoder.encode(ending).length
  // as many whole characters as there is room for
  const { read } = encoder.encodeInto(name, new Uint8Array(room))
  return name.slice(0, read) + ending
}
