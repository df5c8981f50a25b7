import { expect, it } from 'vitest'
import { linkOf, scopeOf } from '../../src/chain/links.ts'
import { messageOf } from '../helpers/message.ts'
import { mail, received } from '../helpers/route.ts'

it.each<[string, string, string, string | undefined]>([
  ['the name', 'from b.example.org by a.example.net', 'from c by b.example.org', 'host'],
  [
    'the reverse name',
    'from x (b.example.org [198.51.100.1]) by a.example.net',
    'from c by B.example.org',
    'host',
  ],
  [
    'one machine of Exchange in two domains',
    'from AM6PR02CA0031.eurprd02.prod.outlook.com (2603:10a6::1) by AM6PR02MB4721.eurprd02.prod.outlook.com with HTTPS',
    'from c by AM6PR02CA0031.outlook.office365.com with Microsoft SMTP Server',
    'host',
  ],
  [
    'the address',
    'from x ([198.51.100.1]) by a.example.net',
    'from c by b.example.org ([198.51.100.1])',
    'host',
  ],
  [
    'a program on the same machine',
    'from localhost.localdomain (localhost [127.0.0.1]) by a.example.net',
    'from c by a.example.net',
    'host',
  ],
  ['the first label', 'from B ([198.51.100.1]) by a.example.net', 'from c by b.example.org', 'host'],
  ['the domain', 'from out.example.org by a.example.net', 'from c by b.example.org', 'domain'],
  ['nothing', 'from out.example.org by a.example.net', 'from c by b.example.com', 'none'],
  ['nobody', 'by a.example.net', 'from c by b.example.com', undefined],
])('%s links two hops', (_, newer, older, expected) => {
  const { hops } = messageOf(mail(received(newer), received(older))).route
  expect(linkOf(hops[0], hops[1])).toBe(expected)
  expect(linkOf(hops[1], undefined)).toBeUndefined()
})

it.each([
  ['from x ([198.51.100.1]) by a.example.net', 'public'],
  ['from x ([10.1.2.3]) by a.example.net', 'private'],
  ['from x by a.example.net', undefined],
])('%s: %s', (clauses, expected) => {
  expect(scopeOf(messageOf(mail(received(clauses))).route.hops[0])).toBe(expected)
})
