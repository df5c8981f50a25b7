import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createAnalyzer } from '../../../src/analyzer.ts'
import { messageOfMsg } from '../../../src/batch/sources/msg-message.ts'
import { readMessageText } from '../../../src/message-text.ts'
import { realMail, realMailFiles } from '../../helpers/real-mail.ts'

it.skipIf(!realMail())(
  'real .msg files are all read, each with a text, and those with a header with a route',
  () => {
    const files = realMailFiles('msg').filter((file) => file.endsWith('.msg'))
    const made = files.map((file) => messageOfMsg(readFileSync(file)))
    expect(made).toHaveLength(15)
    const withHeader = made.filter(({ note }) => note.includes('with the header'))
    expect(withHeader).toHaveLength(11)
    const analyzer = createAnalyzer()
    const texts = made.map(({ bytes }) => readMessageText(bytes).visibleText.trim())
    // one is nothing but a message in a message
    expect(texts.filter((text) => text !== '')).toHaveLength(14)
    for (const { bytes } of made)
      expect(analyzer.analyze(bytes).defects.map(({ code }) => code)).not.toContain('line-too-long')
    for (const { bytes } of withHeader) expect(analyzer.analyze(bytes).route.hops.length).toBeGreaterThan(0)
  },
)
