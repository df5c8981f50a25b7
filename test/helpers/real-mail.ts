import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './build.ts'

const FOLDER = join(ROOT, '.cache/corpus')

/**
 * The unpacked real mail, or undefined on a machine without it: it may not be published, so tests on it are extra. With
 * `BACKSTAMP_REAL_MAIL=required` its absence is an error.
 */
export function realMail(): string | undefined {
  if (existsSync(join(FOLDER, 'labels.tsv'))) return FOLDER
  if (process.env.BACKSTAMP_REAL_MAIL === 'required')
    throw new Error('BACKSTAMP_REAL_MAIL=required, but .cache/corpus holds no mail')
  return undefined
}

/** Every file below a folder of the real mail, sorted. */
export function realMailFiles(folder: string): string[] {
  return readdirSync(join(FOLDER, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
