/** SHA-256 of a message as it streams by: the runtime's own where it has one, else @noble/hashes. */
import { sha256 } from '@noble/hashes/sha2.js'

export interface Digest {
  update(bytes: Uint8Array): unknown
  /** Lower-case hex; call once. */
  hex(): string
}

interface NodeHash {
  update(bytes: Uint8Array): NodeHash
  digest(encoding: 'hex'): string
}
interface NodeCrypto {
  createHash?(name: string): NodeHash
  hash?(name: string, bytes: Uint8Array, encoding: 'hex'): string
}
interface Builtins {
  process?: { getBuiltinModule?(id: string): NodeCrypto | undefined }
}

// The core has no `node:` import; where the runtime offers its modules this way, its digest is ten times ours.
const { createHash, hash: hashOf } = (globalThis as Builtins).process?.getBuiltinModule?.('node:crypto') ?? {}

/** The digest of bytes that are all there, lower-case hex. */
export function digestOf(bytes: Uint8Array): string {
  if (hashOf) return hashOf('sha256', bytes, 'hex')
  const digest = createDigest()
  digest.update(bytes)
  return digest.hex()
}

export function createDigest(): Digest {
  if (createHash) {
    const hash = createHash('sha256')
    return { update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') }
  }
  return portableDigest()
}

/** The same without the runtime's help. */
export function portableDigest(): Digest {
  const hash = sha256.create()
  return {
    update: (bytes) => hash.update(bytes),
    hex: () => Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  }
}
