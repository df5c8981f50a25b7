/** Labelled messages on disk: tables of labels, and the files that they name. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { reasonOf } from '../batch/sources/index.ts'
import { digestOfLabels, type LabelledPath, parseLabels } from '../evaluate/index.ts'
import { InputError } from './io.ts'

/** A table of labels and where its messages are. */
interface LabelSource {
  /** Name of the folder of the messages, where there is more than one table. */
  name: string | undefined
  digest: string
  labelled: LabelledPath[]
  /** Folders that paths are relative to, or files. */
  roots: string[]
}

/**
 * One table for all paths, or one in each folder.
 * @throws InputError where a table cannot be read.
 */
export function labelSources(labels: string | undefined, paths: readonly string[]): LabelSource[] {
  if (labels !== undefined)
    return [readSource(undefined, labels, paths.length > 0 ? [...paths] : [dirname(labels)])]
  return paths.map((path) =>
    readSource(paths.length > 1 ? basename(resolve(path)) : undefined, join(path, 'labels.tsv'), [path]),
  )
}

function readSource(name: string | undefined, file: string, roots: string[]): LabelSource {
  try {
    const text = readFileSync(file, 'utf8')
    return { name, digest: digestOfLabels(text), labelled: parseLabels(text), roots }
  } catch (error) {
    throw new InputError(file, error instanceof RangeError ? error.message : reasonOf(error))
  }
}

/** Finds the files of a table. */
export function createLocator({ roots }: LabelSource): (path: string) => string | undefined {
  const folders: string[] = []
  const files: string[] = []
  for (const root of roots) {
    if (!existsSync(root)) throw new InputError(root, 'no such file or folder')
    ;(statSync(root).isDirectory() ? folders : files).push(root)
  }
  return (path) => {
    for (const folder of folders) {
      const file = join(folder, path)
      if (existsSync(file)) return file
    }
    return files.find(
      (file) => file === path || resolve(file).endsWith(`/${path}`) || basename(file) === path,
    )
  }
}
