import { describe, expect, it } from 'vitest'
import { parseMessageIds } from '../../src/fields/message-id.ts'
import { hostile } from './hostile.ts'
import rows from './message-id.json' with { type: 'json' }
import { plain } from './table.ts'

describe('parseMessageIds', () => {
  it.each(rows)('$name: $raw', ({ raw, expect: expected }) => {
    const { ids, problems } = parseMessageIds(raw)
    const shown = ids.map(({ start, end, ...id }) => ({ ...id, text: raw.slice(start, end) }))
    expect(plain({ ids: shown, problems })).toEqual({ problems: [], ...expected })
  })

  it.each(['<a@example.com> ', 'a@example.com '])('reads a thousand of %j', (id) => {
    expect(parseMessageIds(id.repeat(1500)).ids).toHaveLength(1000)
  })

  hostile(parseMessageIds, ['a', 'example.com', '<a@example.com>', "'s message of "])
})
