/** Paths that are patterns. */
import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs'
import { sep } from 'node:path'
import { createNameMatcher, isPattern } from './glob.ts'
import type { Ignores } from './ignore.ts'

/** A place to go on from: a folder, and which part of the pattern comes next. */
interface Place {
  folder: Buffer
  part: number
  /** Names behind the part of the pattern that is no pattern. */
  below: string[]
}

/** A path that is there is itself, whatever is in its name. */
export function isGlob(path: string): boolean {
  return isPattern(path) && statOf(lstatSync, path) === undefined
}

/** Files and folders that a pattern stands for, those of one folder in byte order. `**` does not follow links. */
export function* expand(pattern: string, ignores: Ignores): Generator<Buffer> {
  const parts = (sep === '/' ? pattern : pattern.replaceAll(sep, '/')).replace(/\/$/, '').split('/')
  /** Only where there are several ways to one place. */
  const seen = parts.filter((part) => part === '**').length > 1 ? new Set<string>() : undefined
  const pending: Place[] = [{ folder: Buffer.alloc(0), part: 0, below: [] }]
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { folder, part, below } = place
    const key = `${part} ${folder.toString('latin1')}`
    if (seen?.has(key)) continue
    seen?.add(key)
    if (part === parts.length) {
      if (statOf(lstatSync, folder)) yield folder
      continue
    }
    const wanted = parts[part]
    if (wanted !== '**' && !isPattern(wanted)) {
      const literal = Buffer.from(
        part + 1 < parts.length && wanted === '' ? sep : wanted.replaceAll(/\\(.)/g, '$1'),
      )
      pending.push({
        folder: join(folder, literal),
        part: part + 1,
        below: below.length > 0 ? [...below, wanted] : below,
      })
      continue
    }
    const names = namesIn(folder).reverse()
    const matches = wanted === '**' ? () => true : createNameMatcher(wanted)
    for (const name of names) {
      const path = join(folder, name)
      const text = name.toString()
      if (!matches(text)) continue
      const linked = statOf(lstatSync, path)?.isSymbolicLink() === true
      const isFolder = statOf(statSync, path)?.isDirectory() === true
      if (ignores([...below, text], isFolder)) continue
      if (wanted !== '**') pending.push({ folder: path, part: part + 1, below: [...below, text] })
      else if (isFolder && !linked) pending.push({ folder: path, part, below: [...below, text] })
      else if (part + 1 === parts.length)
        pending.push({ folder: path, part: part + 1, below: [...below, text] })
    }
    if (wanted === '**' && part + 1 < parts.length) pending.push({ folder, part: part + 1, below })
  }
}

function join(folder: Buffer, name: Buffer): Buffer {
  if (folder.length === 0) return name
  return Buffer.concat(folder.at(-1) === 0x2f ? [folder, name] : [folder, Buffer.from(sep), name])
}

/** Undefined where there is no such file, or none that can be looked at. */
function statOf(stat: typeof statSync | typeof lstatSync, path: string | Buffer): Stats | undefined {
  try {
    return stat(path)
  } catch {
    return undefined
  }
}

/** Nothing where it is no folder, or one that cannot be read. */
function namesIn(folder: Buffer): Buffer[] {
  try {
    return readdirSync(folder.length === 0 ? '.' : folder, 'buffer').sort(Buffer.compare)
  } catch {
    return []
  }
}
