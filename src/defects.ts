/** All defects of a message: of its structure, of the fields that a report reads, and of its texts. */
import type { Message } from './message.ts'
import { isRaw8Bit } from './mime/charset.ts'
import type { DefectCode, DefectList } from './mime/defects.ts'
import type { Field } from './mime/field.ts'
import type { Problem } from './mime/scan.ts'

/** Fields that may stand once (RFC 5322 3.6, RFC 2045 3). */
const ONCE = (
  'date from sender reply-to to cc bcc message-id in-reply-to references subject ' +
  'mime-version content-type content-transfer-encoding content-disposition content-id'
).split(' ')

export function gatherDefects(message: Message, headerOnly: boolean): DefectList {
  const { entity, header, authentication, route } = message
  // a header alone is reported before the rest is in, which has defects of its own
  const defects = headerOnly ? entity.defects.copy() : entity.defects
  const add = (code: DefectCode, field: Field, problems: readonly Problem[]) => {
    for (const { start, end } of problems) {
      const range = field.range(start, end)
      defects.add(code, field.part, range.start, range.end)
    }
  }

  if (ONCE.some((name) => header.all(name).length > 1))
    for (const name of header.names())
      if (ONCE.includes(name))
        for (const { start, end } of header.all(name).slice(1)) defects.add('duplicate-field', 0, start, end)
  for (const { field, received } of route.hops)
    if (!received.from && !received.by) defects.add('bad-received', 0, field.start, field.end)
  for (const { field, value } of authentication.results)
    add('bad-authentication-results', field, value.problems)
  for (const { field, value } of authentication.renamed)
    add('bad-authentication-results', field, value.problems)
  for (const { field, value } of authentication.spf) add('bad-received-spf', field, value.problems)
  for (const { field, value } of authentication.signatures) add('bad-dkim-signature', field, value.problems)
  for (const { index } of authentication.arc.problems) {
    // a member that is missing has no place of its own
    const field = authentication.arcFields[index ?? 0]
    if (field) defects.add('bad-arc', 0, field.start, field.end)
  }
  const from = header.first('from')
  if (from) add('bad-address', from, message.from.problems)
  const date = header.first('date')
  if (date) add('bad-date', date, message.date?.problems ?? [{ message: '', start: 0, end: date.raw.length }])
  const subject = header.first('subject')
  for (const field of [from, subject])
    if (field && isRaw8Bit(field.raw)) defects.add('raw-8bit-header', 0, field.start, field.end)
  if (subject) for (const problem of message.subject.problems) add(problem.code, subject, [problem])

  if (!headerOnly)
    for (const { part, text } of entity.texts)
      for (const { code, start, end, count } of text.problems)
        defects.add(code, part.index, start, end, count)
  return defects
}
