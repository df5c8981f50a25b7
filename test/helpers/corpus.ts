import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './build.ts'

/** The messages that come with the project, by name. */
export function corpusMessages(): { name: string; bytes: Uint8Array }[] {
  const folder = join(ROOT, 'corpus/messages')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}
