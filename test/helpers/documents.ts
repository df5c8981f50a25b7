/** The documents of the project and what they show. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './build.ts'

export const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'))

export interface Block {
  document: string
  /** The document, and the line where the block begins. */
  name: string
  language: string
  info: string
  code: string
  /** What it must print, where the document shows that. */
  output?: string
}

/** The text of a document. */
export const read = (document: string): string => readFileSync(join(ROOT, document), 'utf8')

const BLOCKS: Block[] = []
for (const document of DOCUMENTS) {
  const lines = read(document).split('\n')
  for (let i = 0; i < lines.length; i++) {
    const [, language, info] = /^```(\w*)(?: (.*))?$/.exec(lines[i]) ?? []
    if (language === undefined) continue
    const start = i + 1
    do i++
    while (lines[i] !== '```')
    const code = `${lines.slice(start, i).join('\n')}\n`
    if (language === 'text' && info?.trim() === 'output') BLOCKS.at(-1)!.output = code
    else BLOCKS.push({ document, name: `${document}:${start}`, language, info: info?.trim() ?? '', code })
  }
}
/** Blocks in that language which can run. */
export const runnable = (language: string): Block[] =>
  BLOCKS.filter((block) => block.language === language && !/^ignore: \S/.test(block.info))
