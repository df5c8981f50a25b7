// As many messages as are asked for, out of a folder of mail: each as it is, then each again with other digits.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The files in a folder that are not empty, to any depth, in byte order. */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size > 0)
    .sort()
}

/** The message that `i` stands for, 0 to any number. */
export function variedMessage(files, i) {
  const bytes = readFileSync(files[i % files.length])
  const round = Math.floor(i / files.length)
  return round === 0 ? bytes : vary(bytes, round)
}

/** The message with other digits in a quarter of the places that have one. */
function vary(bytes, round) {
  const out = Buffer.from(bytes)
  let state = round * 7919 + 1
  for (let i = 0; i < out.length; i++) {
    if (out[i] < 0x30 || out[i] > 0x39) continue
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    if ((state >>> 16) % 4 === 0) out[i] = 0x30 + ((state >>> 20) % 10)
  }
  return out
}
