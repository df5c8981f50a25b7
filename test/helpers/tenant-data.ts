import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { extract } from 'tar-stream'
import { ROOT } from './build.ts'

const ARCHIVE = join(ROOT, '../shared/corpus/m365.tar.gz')

/**
 * Whether real tenant data is beside the repository: it may not be published, so tests on it are extra. With
 * `BACKSTAMP_REAL_MAIL=required` its absence is an error.
 */
export function hasTenantData(): boolean {
  if (existsSync(ARCHIVE)) return true
  if (process.env.BACKSTAMP_REAL_MAIL === 'required')
    throw new Error(`BACKSTAMP_REAL_MAIL=required, but there is no ${ARCHIVE}`)
  return false
}

/** Its files by name, without the name of the folder that holds all. */
export function tenantData(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  return new Promise((resolve, reject) => {
    const tar = extract()
    tar.on('entry', ({ name }, stream, next) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk as Buffer))
      stream.on('error', reject)
      stream.on('end', () => {
        files.set(name.replace(/^(?:\.\/)?[^/]*\//, ''), Buffer.concat(chunks))
        next()
      })
    })
    tar.on('error', reject)
    tar.on('finish', () => resolve(files))
    tar.end(gunzipSync(readFileSync(ARCHIVE)))
  })
}
