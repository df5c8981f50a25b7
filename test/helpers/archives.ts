/** Archives for tests, made in memory. */
import { crc32, deflateRawSync } from 'node:zlib'
import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js'
import { type Header, pack } from 'tar-stream'

/** Kinds of entries; the package's own enum is not exported as a value. */
const TypeEnum = { DIRECTORY: 1, DOCUMENT: 2, ROOT: 5 } as const

export interface ZipEntry {
  name: string | Uint8Array
  content: string | Uint8Array
  /** 8, deflated, unless given; contents of other methods are stored as they are. */
  method?: number
  encrypted?: boolean
  /** What the directory says in place of what is so. */
  crc?: number
}

const bytes = (content: string | Uint8Array): Buffer => Buffer.from(content as Uint8Array)

function record(signature: number, fields: readonly [bytes: 2 | 4, value: number][]): Buffer {
  const parts = [[4, signature] as const, ...fields].map(([size, value]) => {
    const part = Buffer.alloc(size)
    part.writeUIntLE(value, 0, size)
    return part
  })
  return Buffer.concat(parts)
}

/** A ZIP archive. `declared` is how many members it claims to have. */
export function zip(entries: readonly ZipEntry[], { declared = entries.length } = {}): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, method = 8, encrypted = false, crc } of entries) {
    const data = bytes(content)
    const packed = method === 8 ? deflateRawSync(data) : data
    const title = bytes(name)
    const common: [2 | 4, number][] = [
      [2, 20],
      [2, 0x800 | (encrypted ? 1 : 0)],
      [2, method],
      [4, 0],
      [4, crc ?? crc32(data)],
      [4, packed.length],
      [4, data.length],
      [2, title.length],
      [2, 0],
    ]
    const local = Buffer.concat([record(0x04034b50, common), title, packed])
    directory.push(
      record(0x02014b50, [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]),
      title,
    )
    files.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = record(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, declared],
    [2, declared],
    [4, size],
    [4, offset],
    [2, 0],
  ])
  return Buffer.concat([...files, ...directory, end])
}

export type TarEntry = Partial<Header> & { name: string; content?: string | Uint8Array }

/** A tar archive of files by name, or of members as tar-stream describes them. */
export async function tar(members: Record<string, string | Uint8Array> | TarEntry[]): Promise<Buffer> {
  const packer = pack()
  const list: TarEntry[] = Array.isArray(members)
    ? members
    : Object.entries(members).map(([name, content]) => ({ name, content }))
  for (const { content, ...header } of list) {
    if (header.type === undefined) packer.entry(header, bytes(content ?? ''))
    else packer.entry(header)
  }
  packer.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of packer) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Properties of a .msg by their tags in hexadecimal: text as UTF-16, or bytes. */
export type MsgProperties = Record<string, string | Uint8Array>

/** An Outlook .msg ([MS-OXMSG]) with its properties, and those of what is attached and of whom it goes to. */
export function msg(
  item: MsgProperties,
  attached: MsgProperties[] = [],
  recipients: MsgProperties[] = [],
): Buffer {
  const entries: Entry[] = [{ name: 'Root Entry', type: TypeEnum.ROOT, length: 0, children: [] }]
  const put = (parent: number, entry: Entry): number => {
    entries[parent].children!.push(entries.push(entry) - 1)
    return entries.length - 1
  }
  const fill = (parent: number, properties: MsgProperties): void => {
    for (const [tag, value] of Object.entries(properties)) {
      const text = typeof value === 'string'
      const content = [...(text ? Buffer.from(value, 'utf16le') : value)]
      const name = `__substg1.0_${tag}${text ? '001F' : '0102'}`
      put(parent, { name, type: TypeEnum.DOCUMENT, length: content.length, binaryProvider: () => content })
    }
  }
  fill(0, item)
  for (const [kind, list] of [
    ['attach', attached],
    ['recip', recipients],
  ] as const)
    for (const [i, properties] of list.entries()) {
      const name = `__${kind}_version1.0_#${i.toString(16).padStart(8, '0')}`
      fill(put(0, { name, type: TypeEnum.DIRECTORY, length: 0, children: [] }), properties)
    }
  return Buffer.from(burn(entries))
}
