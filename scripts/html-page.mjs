/**
 * Makes `src/report/html/page.json`, the script and the style of the HTML report, out of `browser/` and the style sheets.
 * The file is in the repository, so that whoever bundles `backstamp/report` needs no step of his own; a test holds it to
 * be what this gives.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const folder = new URL('../src/report/html/', import.meta.url)
const STYLES = ['style', 'tables', 'message', 'print']
const target = ['chrome110', 'firefox114', 'safari16.4']

/** @returns {Promise<string>} the text of `page.json` */
export async function htmlPage() {
  const script = await build({
    entryPoints: [fileURLToPath(new URL('browser/main.ts', folder))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    charset: 'ascii',
    legalComments: 'none',
    target,
  })
  const sheets = STYLES.map((name) => readFileSync(new URL(`${name}.css`, folder), 'utf8')).join('\n')
  const style = await transform(sheets, { loader: 'css', minify: true, charset: 'ascii', target })
  const page = { script: script.outputFiles[0].text.trim(), style: style.code.trim() }
  // what ends a script or begins a comment in one would end it for the browser as well
  for (const [name, text] of Object.entries(page))
    if (/<\/|<!--|<script/i.test(text))
      throw new Error(`the ${name} of the page holds the beginning of a tag`)
  return `${JSON.stringify(page, null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('page.json', folder), await htmlPage())
