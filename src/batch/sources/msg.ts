/** Outlook's .msg files, read in a worker by packages that are only needed for them. */
import { createRequire } from 'node:module'
import { latin1 } from '../../mime/bytes.ts'
import { createPool, type Pool } from '../pool.ts'
import type { MadeAgain } from './msg-message.ts'
import { reasonOf } from './reason.ts'
import { NO_MAIL } from './sniff.ts'

/** What has to be installed beside this package. */
const PACKAGES = ['@kenjiuno/msgreader', '@kenjiuno/decompressrtf', 'rtf-stream-parser']
/** Milliseconds and megabytes that one file may take: chains of sectors in it may lead in circles. */
const TIMEOUT = 10_000
const MEMORY = 512

const OLE = '\xd0\xcf\x11\xe0'

export function isOle(head: Uint8Array): boolean {
  return latin1(head, 0, Math.min(head.length, OLE.length)) === OLE
}

export interface MsgFiles {
  /** What to do before such files can be read; undefined where nothing is missing. */
  readonly needs: string | undefined
  /** @throws Error where the file is no message, or cannot be read. */
  read(file: Uint8Array): Promise<MadeAgain>
  close(): Promise<void>
}

/** Starts its worker, the module `script`, with the first file; without one no file is read. */
export function createMsgFiles(script: URL | undefined): MsgFiles {
  let pool: Pool<Uint8Array, MadeAgain> | undefined
  let needs: string | undefined
  let known = false
  return {
    get needs() {
      if (!known) needs = script ? missingPackages() : "Outlook's .msg are not read here"
      known = true
      return needs
    },
    async read(file) {
      pool ??= createPool({ script: script!, workers: 1, timeout: TIMEOUT, memory: MEMORY })
      try {
        return await pool.run(file)
      } catch (error) {
        const reason = reasonOf(error)
        throw new Error(
          reason.startsWith(NO_MAIL) ? reason : `an Outlook .msg that cannot be read: ${reason}`,
        )
      }
    },
    async close() {
      await pool?.close()
    },
  }
}

function missingPackages(): string | undefined {
  const { resolve } = createRequire(import.meta.url)
  const missing = PACKAGES.some((name) => {
    try {
      resolve(name)
      return false
    } catch {
      return true
    }
  })
  return missing ? `to read Outlook's .msg, npm install ${PACKAGES.join(' ')}` : undefined
}
