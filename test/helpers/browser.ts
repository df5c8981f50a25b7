import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * A Chromium of this machine: `BACKSTAMP_CHROMIUM`, or one on the path. Undefined where there is none, and then those tests
 * are skipped and say so; with `BACKSTAMP_CHROMIUM=required` that is an error.
 */
export function chromiumPath(): string | undefined {
  const named = process.env.BACKSTAMP_CHROMIUM
  if (named !== undefined && named !== 'required') return named
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram)
  if (found === undefined && named === 'required')
    throw new Error('BACKSTAMP_CHROMIUM=required, but there is no Chromium')
  return found
}
