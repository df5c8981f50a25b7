import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Repository root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Vitest global setup of what looks at the package itself: it is built, unless that has been done since the sources changed. */
export default function build(): void {
  if (isBuilt('dist', ['exports', 'bin'])) return
  execFileSync('npm', ['run', '--silent', 'build', '--', '--silent'], { cwd: ROOT, stdio: 'inherit' })
}

/** Whether a folder has the files of `dist` that these properties of package.json name, younger than what they are made of. */
export function isBuilt(folder: string, properties: readonly string[], ending = ''): boolean {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const named = JSON.stringify(properties.map((name) => manifest[name])).match(/(?<="\.\/dist\/)[^"]+/g) ?? []
  const files = named.filter((name) => name.endsWith(ending)).map((name) => join(folder, name))
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  const made = Math.min(...files.map(timeOf))
  return ['package.json', 'tsup.config.ts', ...sources.map((name) => `src/${name}`)].every(
    (source) => timeOf(source) < made,
  )
}

/** When a file was written; never where there is none. */
function timeOf(path: string): number {
  return statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY
}
