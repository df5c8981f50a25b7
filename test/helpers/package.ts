import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isBuilt, ROOT } from './build.ts'

/** The package without its declarations, which take a minute: what tests run is apart from `dist`, which can be published. */
export const PACKAGE = join(ROOT, '.cache/package')
export const MAIN = join(PACKAGE, 'dist/cli/main.js')

/** Vitest global setup of what runs the package. */
export default function make(): void {
  if (isBuilt('.cache/package/dist', ['exports', 'bin'], '.js')) return
  const tsup = join(ROOT, 'node_modules/tsup/dist/cli-default.js')
  const options = ['--silent', '--no-dts', '--out-dir', join(PACKAGE, 'dist')]
  execFileSync(process.execPath, [tsup, ...options], { cwd: ROOT, stdio: 'inherit' })
  mkdirSync(PACKAGE, { recursive: true })
  for (const name of ['package.json', 'report.schema.json'])
    copyFileSync(join(ROOT, name), join(PACKAGE, name))
}
