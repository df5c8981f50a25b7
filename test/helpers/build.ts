import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Repository root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Vitest global setup: what is tested is what would be shipped. */
export default function build(): void {
  execFileSync('npm', ['run', '--silent', 'build', '--', '--silent'], { cwd: ROOT, stdio: 'inherit' })
}
