/** What sources give, as one line each. */
import { type Found, type Missed, readSources, type SourceOptions } from '../../src/batch/sources/index.ts'

export interface Listed {
  /** `path`, or `path: kind, reason` where there was no message. */
  lines: string[]
  /** Bytes of messages by path. */
  messages: Map<string, Buffer>
}

export async function listed(items: AsyncIterable<Found | Missed>, folder = ''): Promise<Listed> {
  const lines: string[] = []
  const messages = new Map<string, Buffer>()
  for await (const item of items) {
    const path = item.path.startsWith(`${folder}/`) ? item.path.slice(folder.length + 1) : item.path
    if (item.kind !== 'message') {
      lines.push(`${path}: ${item.kind}, ${item.reason}`)
      continue
    }
    const chunks: Uint8Array[] = []
    try {
      if (item.bytes) chunks.push(item.bytes)
      else for await (const chunk of item.chunks) chunks.push(Buffer.from(chunk))
      lines.push(path)
    } catch (error) {
      lines.push(`${path}: cut, ${(error as Error).message}`)
    }
    messages.set(path, Buffer.concat(chunks))
  }
  return { lines, messages }
}

/** What is in one stream of these bytes, called `-`. */
export function listedIn(content: Uint8Array, options: SourceOptions = {}, chunk = 1 << 16): Promise<Listed> {
  async function* stdin(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < content.length; at += chunk) yield content.subarray(at, at + chunk)
  }
  return listed(readSources(['-'], { ...options, stdin: stdin() }))
}
