/** A message taken apart, written so that a test can be read: one line a part, one a defect. */
import { latin1 } from '../../src/mime/bytes.ts'
import { Collector, type Entity } from '../../src/mime/collector.ts'
import { type Limits, resolveLimits } from '../../src/mime/limits.ts'

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

export function collectWhole(message: Uint8Array, limits: Partial<Limits> = {}): Entity {
  const collector = new Collector(resolveLimits(limits), message)
  collector.write(message)
  return collector.end()
}

/** The same message in chunks of the given sizes, over and over; every chunk is a copy that is overwritten after use. */
export function collectChunks(
  message: Uint8Array,
  sizes: readonly number[],
  limits: Partial<Limits> = {},
): Entity {
  const collector = new Collector(resolveLimits(limits))
  for (let at = 0, i = 0; at < message.length; i++) {
    const chunk = message.slice(at, at + sizes[i % sizes.length])
    collector.write(chunk)
    at += chunk.length
    chunk.fill(0x58)
  }
  return collector.end()
}

/** Everything that the parser says of a message, as plain data. */
export function describeEntity(entity: Entity): unknown {
  return {
    size: entity.size,
    parts: entity.parts.map((part) => ({
      index: part.index,
      parent: part.parent?.index,
      type: part.type,
      kind: part.kind,
      closed: part.closed,
      encoding: part.encoding,
      range: [part.start, part.bodyStart, part.bodyEnd],
      fields: part.fields.map((field) => [field.name, field.start, field.valueStart, field.end, field.raw]),
    })),
    texts: entity.texts.map(({ part, text }) => [part.index, text.text]),
    defects: entity.defects.list,
    limits: entity.limitHits,
  }
}

/** One line a part: indented by depth, type, and for a leaf its raw body as a JSON string. */
export function outline(message: Uint8Array, entity: Entity): string[] {
  return entity.parts.map((part) => {
    const body = latin1(message, part.bodyStart, part.bodyEnd)
    return `${'  '.repeat(part.depth)}${part.type}${part.kind === 'leaf' ? ` ${JSON.stringify(body)}` : ''}`
  })
}

export const defectCodes = (entity: Entity): string[] => entity.defects.list.map(({ code }) => code).sort()
