// The mail that is measured on, by name.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from '../corpus/generator.mjs'

/** Of each kind so many generated messages, by seed. */
const GENERATED = {
  phish: [
    ['campaign', 400],
    ['filler', 300],
    ['lure', 300],
  ],
  list: [
    ['exchange', 250],
    ['gmail', 250],
    ['postfix', 250],
    ['newsletter', 250],
  ],
  small: [['postfix', 1000]],
}

/** Folders of real mail below the one that is named. */
const REAL = { phish: 'phish', list: 'list' }
/** A message of the mix `small` has at most so many bytes. */
const SMALL = 8192
/** Sizes of generated messages with an attachment, in bytes. */
const ATTACHMENTS = [1, 2, 3, 5, 8, 13, 20].map((megabytes) => megabytes * 1e6)

export const MIXES = [...Object.keys(GENERATED), 'attachments']

/**
 * @param {string} name of a mix, or a folder
 * @param {string | undefined} real the folder that has real mail
 * @returns {Buffer[]} since mailparser takes no other bytes
 */
export function mixOf(name, real) {
  if (name === 'attachments')
    return ATTACHMENTS.map((size, seed) => made({ kind: 'attachment', seed: seed + 1, options: { size } }))
  if (!MIXES.includes(name)) {
    if (!existsSync(name)) throw new RangeError(`${name} is neither a folder nor one of ${MIXES.join(', ')}`)
    return read(name)
  }
  const messages =
    real && name in REAL
      ? read(join(real, REAL[name]))
      : GENERATED[name].flatMap(([kind, count]) =>
          Array.from({ length: count }, (_, i) => made({ kind, seed: i + 1 })),
        )
  return name === 'small' ? messages.filter(({ length }) => length <= SMALL) : messages
}

function made(what) {
  const { bytes } = generate(what)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function read(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .filter(({ length }) => length > 0)
}
