import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createDigest, portableDigest } from '../../src/mime/sha256.ts'

const message = Buffer.from('Subject: a message of some length\r\n\r\n'.repeat(200))
const expected = createHash('sha256').update(message).digest('hex')

test.each([
  ["the runtime's digest", createDigest],
  ['the portable digest', portableDigest],
])('%s is the same in one piece and in many', (_name, create) => {
  const whole = create()
  whole.update(message)
  expect(whole.hex()).toBe(expected)
  const pieces = create()
  for (let at = 0; at < message.length; at += 7) pieces.update(message.subarray(at, at + 7))
  expect(pieces.hex()).toBe(expected)
})
