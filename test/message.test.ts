import { describe, expect, it } from 'vitest'
import type { Message } from '../src/message.ts'
import type { Limits } from '../src/mime/limits.ts'
import { messageOf } from './helpers/message.ts'

const MAIL = `Received: from mail.example.org (mail.example.org [192.0.2.1]) by mx.example.net with ESMTP id 1; Mon, 2 Mar 2026 10:00:05 +0000
From: Ann <ann@example.org>, bob@example.org
Subject: =?utf-8?Q?caf=C3=A9?=
Date: Mon, 2 Mar 2026 11:00:00 +0100
Message-ID: <1@example.org> <2@example.org>
Subject: below
From: eve@example.com
Content-Type: text/html; charset=utf-8

<p>See you on Tuesday, <a href="https://www.shop.example.com/">here</a>.</p>
`
/** Everything that a document reads when it is first asked for. */
const PARTS = [
  'route',
  'authentication',
  'exchange',
  'machines',
  'passages',
  'traces',
  'from',
  'id',
  'date',
  'subject',
  'body',
  'layout',
  'lure',
] as const satisfies readonly (keyof Message)[]

describe('a message', () => {
  it('has the topmost field of each name', () => {
    const { from, subject, id, date, size } = messageOf(MAIL)
    expect(from.mailboxes.map(({ address }) => address)).toEqual(['ann@example.org', 'bob@example.org'])
    expect(subject.text).toBe('café')
    expect(id?.id).toBe('1@example.org')
    expect(date?.time).toBe(Date.UTC(2026, 2, 2, 10))
    expect(size).toBe(MAIL.replaceAll('\n', '\r\n').length)
  })

  it('has what is not there as nothing', () => {
    for (const text of ['', '\n', 'no header', 'X-A: b\n\nSee you.\n']) {
      const message = messageOf(text)
      expect(message.from.mailboxes).toEqual([])
      expect(message.subject.text).toBe('')
      expect([message.id, message.date, message.ownMail]).toEqual([undefined, undefined, undefined])
      expect(message.route.hops).toEqual([])
      expect(message.traces).toEqual([])
      expect(message.headerComplete).toBe(true)
    }
  })

  it('reads each of its parts once', () => {
    const message = messageOf(MAIL)
    for (const part of PARTS) expect(message[part], part).toBe(message[part])
  })

  it('says the same of its parts in whatever order they are asked for', () => {
    const said = (parts: readonly (typeof PARTS)[number][]): string => {
      const message = messageOf(MAIL)
      for (const part of parts) message[part]
      const { body, layout, route, lure } = message
      return JSON.stringify([body.visibleText, layout.text, route.hops.length, lure?.features])
    }
    expect(said(PARTS.toReversed())).toBe(said(PARTS))
  })

  it('tells on whose side a field stands', () => {
    const message = messageOf(MAIL, { trust: { hosts: ['mx.example.net'], networks: [] } })
    const sides = ['received', 'subject'].map((name) => message.sideOf(message.header.first(name)!))
    expect(sides).toEqual(['recipient', 'sender'])
  })

  it.each<[string, Partial<Limits>, boolean]>([
    ['nothing', {}, true],
    ['the header', { headerBytes: 40 }, false],
    ['a field', { fieldBytes: 20 }, false],
    ['fields', { fields: 2 }, false],
    ['the text', { textBytes: 10 }, true],
    ['the tags', { htmlTags: 1 }, true],
  ])('knows whether a field may have been missed: a limit cut %s', (_, limits, complete) => {
    const message = messageOf(MAIL, { limits })
    message.body
    expect(message.headerComplete).toBe(complete)
  })

  it('reads a body that was cut as far as it goes', () => {
    const { body } = messageOf(MAIL, { limits: { textBytes: 20 } })
    expect(body.visibleText.trim()).toMatch(/^See you/)
    expect(body.visibleText).not.toContain('Tuesday')
  })

  it.each([
    ['nowhere', 'minutes', 'Ann', 'See you.', undefined],
    ['in the subject', 'You have won a prize', 'Ann', 'See you.', ['win', 'prize']],
    ['in the name of the author', 'minutes', 'Prize winner', 'See you.', ['prize', 'win']],
    ['in the body', 'minutes', 'Ann', 'You have won a prize', ['win', 'prize']],
  ])('looks for a prize: %s', (_, subject, name, text, promises) => {
    const { lure } = messageOf(
      `From: "${name}" <a@example.org>\nSubject: ${subject}\nContent-Type: text/html\n\n<a href="https://example.org/">${text}</a>\n`,
    )
    expect(lure && [...lure.promises.keys()]).toEqual(promises)
  })
})
