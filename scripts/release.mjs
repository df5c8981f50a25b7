/**
 * `npm run release`: builds, checks and publishes; `npm run release -- --dry` does all of that but publish, on any commit and without
 * a login. The package and its bill of materials are left in `.cache/release/`.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkTarball, pack, ROOT, readJson, run } from './package-check.mjs'

const FOLDER = join(ROOT, '.cache/release')

/** What keeps a version from being published, in words; `changed` is what git says of the tree. */
export function obstacles({ manifest, lock, version, changelog, changed }) {
  const found = []
  if (version !== manifest.version)
    found.push(`src/version.ts has ${version}, package.json ${manifest.version}`)
  if (lock.version !== manifest.version)
    found.push(
      `package-lock.json has ${lock.version}, package.json ${manifest.version}: npm install writes it anew`,
    )
  const entry = new RegExp(`^## ${manifest.version.replaceAll('.', '\\.')}(?:,| |$)(.*)$`, 'm').exec(
    changelog,
  )
  if (!entry) found.push(`CHANGELOG.md has no entry ## ${manifest.version}`)
  return {
    always: found,
    // what may be so while a version is being made
    unlessDry: [
      ...(entry?.[1].includes('unreleased')
        ? [`CHANGELOG.md says that ${manifest.version} is unreleased`]
        : []),
      ...(/^## Unreleased$/m.test(changelog)
        ? ['CHANGELOG.md has changes under ## Unreleased: name their version']
        : []),
      ...(changed === '' ? [] : [`git has changes that are not committed:\n${changed}`]),
      ...(manifest.repository === undefined
        ? ['package.json has no repository, which provenance is held against']
        : []),
    ],
  }
}

/** CycloneDX of what the package brings, of a manifest without its tools: `npm sbom --omit=dev` leaves out what a tool needs as well. */
function billOfMaterials() {
  const folder = join(FOLDER, 'backstamp')
  const { devDependencies, overrides, scripts, ...manifest } = readJson('package.json')
  mkdirSync(folder)
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
    copyFileSync(join(ROOT, 'package-lock.json'), join(folder, 'package-lock.json'))
    const lock = [
      'install',
      '--package-lock-only',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
    ]
    run('npm', lock, folder)
    return run('npm', ['sbom', '--package-lock-only', '--omit=peer', '--sbom-format=cyclonedx'], folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function release(dry) {
  const { always, unlessDry } = obstacles({
    manifest: readJson('package.json'),
    lock: readJson('package-lock.json'),
    version: /VERSION = '([^']+)'/.exec(readFileSync(join(ROOT, 'src/version.ts'), 'utf8'))?.[1],
    changelog: readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'),
    changed: run('git', ['status', '--porcelain']).trimEnd(),
  })
  const inTheWay = dry ? always : [...always, ...unlessDry]
  if (inTheWay.length > 0) throw new Error(inTheWay.join('\n'))
  console.log('versions and changelog agree')
  run('npm', ['run', '--silent', 'build', '--', '--silent'])
  console.log('built')
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  const packed = pack(FOLDER)
  checkTarball(packed)
  console.log(`${packed.filename}: ${packed.size} bytes, ${packed.entryCount} files, ${packed.integrity}`)
  const bill = billOfMaterials()
  writeFileSync(join(FOLDER, 'sbom.cdx.json'), bill)
  console.log(`sbom.cdx.json: ${JSON.parse(bill).components.length} packages`)
  if (dry) for (const one of unlessDry) console.log(`before it can be published: ${one}`)
  else run('npm', ['publish', packed.path, '--provenance', '--access', 'public'])
  console.log(dry ? 'not published (--dry)' : 'published')
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const unknown = process.argv.slice(2).filter((argument) => argument !== '--dry')
  try {
    if (unknown.length > 0) throw new Error(`release takes --dry, not ${unknown.join(' ')}`)
    release(process.argv.includes('--dry'))
  } catch ({ message }) {
    console.error(message)
    process.exitCode = 1
  }
}
