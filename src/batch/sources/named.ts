/** One message by the name that it is reported under. */
import { existsSync } from 'node:fs'
import { readSources } from './index.ts'
import type { Found, Missed, SourceOptions } from './source.ts'

/**
 * One item: the first message of that name, such as `archive.tar.gz!/a.eml` or `box.mbox#12`, or what there is to say where there is
 * none. The name of a file that holds several messages is no name of a message. It can be read until the generator is left.
 */
export async function* readNamed(
  name: string,
  options: Omit<SourceOptions, 'opens'>,
  msgWorker?: URL,
): AsyncGenerator<Found | Missed> {
  const file = name === '-' && options.stdin ? name : (fileIn(name) ?? name)
  const opens = (path: string): boolean =>
    file === name || name === path || name.startsWith(`${path}!/`) || name.startsWith(`${path}#`)
  let reason = 'no such message in this file'
  for await (const item of readSources([file], { ...options, opens }, msgWorker)) {
    if (item.kind === 'warning') continue
    if (item.path === name) return yield item
    if (item.kind === 'message' && file === name) {
      reason = `holds more than one message, or none of its own: name one, such as ${item.path}`
      break
    }
    if (item.kind === 'failed' && name.startsWith(item.path)) reason = item.reason
  }
  yield { kind: 'failed', path: name, reason }
}

/** The part of a name that is a file, a pipe or a folder, the longest one; undefined where there is none. */
function fileIn(name: string): string | undefined {
  const ends = [name.length]
  for (const { index } of name.matchAll(/!\/|#(?=\d+$)/g)) ends.push(index)
  return ends
    .sort((a, b) => b - a)
    .map((end) => name.slice(0, end))
    .find((path) => path !== '' && existsSync(path))
}
