/**
 * Whether a tarball is one to publish: all that package.json names is in it, publint and arethetypeswrong have nothing to say, and
 * no entry point has grown without a word. `npm run check:package` checks what `dist/` holds; `--accept` keeps its sizes.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SIZES = join(ROOT, 'scripts/package-sizes.json')
/** The share by which a size may differ from the one that is kept. */
const TOLERANCE = 0.05

/** What a command prints. @throws Error with all that it said, where it fails. */
export function run(command, args, cwd = ROOT) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed\n${error?.message ?? ''}${stdout}${stderr}`)
  return stdout
}

export const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/** Packs what is built into a folder. */
export function pack(folder) {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
  )
  return { ...packed, path: join(folder, packed.filename) }
}

/** Every file that package.json names: of `exports`, `bin`, `types` and the like. */
function namedFiles(value) {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : []
  return Object.values(value ?? {}).flatMap(namedFiles)
}

/** What package.json names and the package has not. */
export function missingFiles({ exports, bin }, files) {
  const there = new Set(files.map(({ path }) => path))
  return [...new Set(namedFiles([exports, bin]))].filter((path) => !there.has(path))
}

/** Bytes of a module and all that it imports of the package. */
function loadedBytes(entry, read) {
  const loaded = new Map()
  const load = (path) => {
    if (loaded.has(path)) return
    const source = read(path)
    loaded.set(path, Buffer.byteLength(source))
    for (const [, from] of source.matchAll(/(?:\bfrom|\bimport)\s*\(?"(\.[^"]+)"/g))
      load(join(dirname(path), from))
  }
  load(entry)
  return [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0)
}

/** Bytes of the tarball, of what it unpacks to, and by entry point of what importing it loads. */
export function sizesOf({ exports }, { size, unpackedSize }, read) {
  const entries = Object.entries(exports).flatMap(([name, target]) =>
    target.default ? [[name, loadedBytes(target.default.slice(2), read)]] : [],
  )
  return { tarball: size, unpacked: unpackedSize, ...Object.fromEntries(entries) }
}

/** What differs from the kept sizes by more than is let pass, in words. */
export function grown(sizes, kept) {
  return [...new Set([...Object.keys(sizes), ...Object.keys(kept)])].flatMap((name) => {
    const [now, before] = [sizes[name], kept[name]]
    if (now === undefined) return [`${name} is not there any more`]
    if (before === undefined) return [`${name} is new, ${now} bytes`]
    const change = (now - before) / before
    return Math.abs(change) > TOLERANCE
      ? [`${name} has ${now} bytes, ${(100 * change).toFixed(1)} % more than ${before}`]
      : []
  })
}

/** @throws Error saying what is wrong with the tarball. */
export function checkTarball(packed, { accept = false } = {}) {
  const manifest = readJson('package.json')
  const missing = missingFiles(manifest, packed.files)
  if (missing.length > 0)
    throw new Error(`not in the package: ${missing.join(', ')}; npm run build makes them`)
  run('npx', ['--no-install', 'publint', '--strict', packed.path])
  run('npx', ['--no-install', 'attw', packed.path, '--profile', 'esm-only'])
  const sizes = sizesOf(manifest, packed, (path) => readFileSync(join(ROOT, path), 'utf8'))
  if (accept) writeFileSync(SIZES, `${JSON.stringify(sizes, null, 2)}\n`)
  const changes = grown(sizes, JSON.parse(readFileSync(SIZES, 'utf8')))
  if (changes.length > 0)
    throw new Error(`${changes.join('\n')}\nwhere that is meant, npm run check:package -- --accept keeps it`)
  return sizes
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = mkdtempSync(join(tmpdir(), 'backstamp-package-'))
  try {
    const sizes = checkTarball(pack(folder), { accept: process.argv.includes('--accept') })
    for (const [name, bytes] of Object.entries(sizes)) console.log(`${String(bytes).padStart(9)}  ${name}`)
  } catch ({ message }) {
    console.error(message)
    process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
