import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromiumPath } from './browser.ts'

const APT = '/usr/bin/apt-get'

/** Vitest global setup: what tests need of Debian is installed where that may be done. */
export default function install(): void {
  if (chromiumPath() !== undefined) return
  if (!existsSync(APT) || process.getuid?.() !== 0)
    throw new Error(
      'these tests need Chromium: install it (Debian: apt-get install chromium), or name one with BACKSTAMP_CHROMIUM; as root on Debian they install it themselves',
    )
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']])
    execFileSync(APT, ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  if (chromiumPath() === undefined) throw new Error('chromium was installed, but is not on the path')
}
