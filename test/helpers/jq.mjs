/** `jq` as the examples of the documents call it: flags, a query, files. So they run where no jq is installed. */
import { readFileSync } from 'node:fs'
import { loadJq } from 'jq-wasm'

const args = process.argv.slice(2)
const flags = args.filter((arg) => arg.startsWith('-'))
const [query, ...files] = args.filter((arg) => !arg.startsWith('-'))
const input = (files.length > 0 ? files : [0]).map((file) => readFileSync(file, 'utf8')).join('')
const { stdout, stderr, exitCode } = (await loadJq()).raw(input, query, flags)
// `| head` goes away early
process.stdout.on('error', () => {})
process.stdout.write(stdout === '' || stdout.endsWith('\n') ? stdout : `${stdout}\n`)
process.stderr.write(stderr)
process.exitCode = exitCode
