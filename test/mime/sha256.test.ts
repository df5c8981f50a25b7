import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createDigest, digestOf, portableDigest } from '../../src/mime/sha256.ts'

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

test('bytes that are all there have the same digest', () => {
  expect(digestOf(message)).toBe(expected)
  expect(digestOf(new Uint8Array(message).subarray(3))).toBe(
    createHash('sha256').update(message.subarray(3)).digest('hex'),
  )
})
