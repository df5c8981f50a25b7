/** The folders of the checks and what their pages hold. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './build.ts'

const CHECKS_FOLDER = join(ROOT, 'src/checks')

export interface Example {
  /** `group/id:line` of the page. */
  name: string
  /** What the check must do: the second word of the info string. */
  outcome: string
  grade?: string
  reason?: string
  /** A whole message, with LF line ends. */
  message: string
}

export interface CheckFolder {
  /** `group/id`. */
  id: string
  /** Undefined where the file is missing. */
  source?: string
  page?: string
  examples: Example[]
}

/** Every `src/checks/<group>/<id>/`, sorted. */
export function checkFolders(): CheckFolder[] {
  const folders: CheckFolder[] = []
  for (const group of subfolders(CHECKS_FOLDER)) {
    for (const name of subfolders(join(CHECKS_FOLDER, group))) {
      const id = `${group}/${name}`
      const page = read(join(CHECKS_FOLDER, id, 'README.md'))
      folders.push({
        id,
        source: read(join(CHECKS_FOLDER, id, 'check.ts')),
        page,
        examples: examplesOf(id, page ?? ''),
      })
    }
  }
  return folders
}

function subfolders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** Fenced blocks whose info string begins with `eml`. */
function examplesOf(id: string, page: string): Example[] {
  const examples: Example[] = []
  const lines = page.split('\n')
  for (let i = 0; i < lines.length; i++) {
    if (!lines[i].startsWith('```')) continue
    const [language, outcome = '', ...settings] = lines[i].slice(3).split(' ')
    const start = i + 1
    do i++
    while (i < lines.length && lines[i] !== '```')
    if (language !== 'eml') continue
    const set = new Map(settings.map((setting) => setting.split('=', 2) as [string, string]))
    examples.push({
      name: `${id}:${start}`,
      outcome,
      grade: set.get('grade'),
      reason: set.get('reason'),
      message: `${lines.slice(start, i).join('\n')}\n`,
    })
  }
  return examples
}
