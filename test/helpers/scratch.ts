import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A scratch folder with these files (paths to contents), and a function that removes it. */
export function scratch(files: Record<string, string | Uint8Array> = {}): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'backstamp-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}
