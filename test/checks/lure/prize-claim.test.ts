import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'lure/prize-claim'

interface Parts {
  subject?: string
  name?: string
  body?: string
}
const LINK = '<a href="https://example.com/go">See more</a>'
const message = ({ subject = 'Thursday', name = 'Jonna Tide', body = `<p>Hello</p>${LINK}` }: Parts) =>
  `From: ${name} <office@example.org>\nSubject: ${subject}\nContent-Type: text/html; charset="utf-8"\n\n${body}\n`
const LONG = `<p>${'Meadow '.repeat(210)}</p>`
const PICTURE =
  '<a href="https://example.com/go"><img src="https://example.com/1.png" width="600" alt="Open"></a>'

describe('where the words stand', () => {
  it.each<[string, Parts, string]>([
    ['nowhere', {}, 'silent'],
    ['in the subject', { subject: 'You are our winner' }, 'finding=text'],
    ['in an encoded subject', { subject: '=?utf-8?Q?Herzlichen_Gl=C3=BCckwunsch?=' }, 'finding=text'],
    ["in the sender's name", { name: '"Prize Department"' }, 'finding=text'],
    ["in the sender's address only", { name: '' }, 'silent'],
    ['in the text, once', { body: `<p>A giveaway.</p>${LINK}` }, 'finding=text'],
    ['in the text, one word twice', { body: `<p>A giveaway. A giveaway!</p>${LINK}` }, 'finding=text'],
    ['in the text, two of them', { body: `<p>Winner of the lottery.</p>${LINK}` }, 'finding=poster'],
    [
      'in the text of a picture',
      { body: PICTURE.replace('Open', 'Claim your voucher') },
      'finding=likely-pictures',
    ],
    ['in hidden text', { body: `<p>Hello</p>${LINK}<p style="display:none">winner lottery</p>` }, 'silent'],
    ['in both', { subject: 'Winner', body: `<p>Your prize.</p>${LINK}` }, 'finding=poster'],
  ])('%s', (_, parts, expected) => {
    expect(verdictsOf(ID, message(parts))).toBe(expected)
  })
})

describe('the shape of the message', () => {
  const links = (count: number) =>
    Array.from({ length: count }, (_, n) => `<a href="https://example.com/${n}">${n}</a>`).join(' ')
  it.each<[string, Parts, string]>([
    ['short, and leads elsewhere', { subject: 'Winner', body: links(12) }, 'finding=text'],
    ['many links', { subject: 'Winner', body: links(13) }, 'dismissed=ordinary-length'],
    ['leads nowhere', { subject: 'Winner', body: '<p>Hello</p>' }, 'dismissed=ordinary-length'],
    ['only a picture that leads elsewhere', { subject: 'Winner', body: PICTURE }, 'finding=likely-pictures'],
    [
      'a mail address is no place to go',
      { subject: 'Winner', body: '<a href="mailto:a@example.org">a</a>' },
      'dismissed=ordinary-length',
    ],
    ['long', { subject: 'Winner', body: LONG + LINK }, 'dismissed=ordinary-length'],
    ['long, and the words only inside', { body: `${LONG}<p>Winner of the lottery</p>${LINK}` }, 'silent'],
    [
      'hidden filler makes it no longer',
      { subject: 'Winner', body: `<div style="display:none">${LONG}</div>${LINK}` },
      'finding=text',
    ],
  ])('%s', (_, parts, expected) => {
    expect(verdictsOf(ID, message(parts))).toBe(expected)
  })
})

describe('how plain the claim is, and what carries it', () => {
  const text = `<p>${'Meadow '.repeat(80)}</p>`
  it.each<[string, Parts, string]>([
    ['two words in a picture', { subject: 'Winner of the lottery', body: PICTURE }, 'finding=plain-pictures'],
    [
      'beside text',
      { subject: 'Winner of the lottery', body: PICTURE + text },
      'finding=plain-pictures-and-text',
    ],
    [
      'beside a footer only',
      {
        subject: 'Winner of the lottery',
        body: `${PICTURE}<p>Unsubscribe. ${'Harbour Road '.repeat(60)}</p>`,
      },
      'finding=plain-pictures',
    ],
    ['one word beside text', { subject: 'Winner', body: PICTURE + text }, 'finding=likely-pictures-and-text'],
    ['a word that others say, too', { subject: 'A bonus', body: PICTURE }, 'finding=hint-pictures'],
    ['the same in text', { subject: 'A bonus' }, 'finding=hint-text'],
    ['the same beside text', { subject: 'A bonus', body: PICTURE + text }, 'finding=hint-pictures-and-text'],
    [
      'two words that others say, too',
      { subject: 'A gratis bonus', body: PICTURE },
      'finding=likely-pictures',
    ],
    ['two of them in the text', { body: `${PICTURE}<p>A gratis bonus` }, 'finding=hint-pictures'],
    [
      'three of them in the text',
      { body: `${PICTURE}<p>A gratis bonus, a surprise` },
      'finding=likely-pictures',
    ],
    [
      'what costs nothing, said three times',
      { subject: 'Gratis, gratuit, kostenlos', body: PICTURE.replace('Open', 'zdarma') },
      'finding=likely-pictures',
    ],
    ['one word in its forms', { subject: 'A gift, and gifts', body: PICTURE }, 'finding=hint-pictures'],
    [
      'for who buys',
      { subject: 'A free gift', body: `${PICTURE}<p>With every order.` },
      'finding=hint-pictures',
    ],
    ['a phrase counts once', { subject: 'A gift card', body: PICTURE }, 'finding=likely-pictures'],
    [
      'a picture behind a button',
      { subject: 'Winner', body: `<div style="background:url(https://example.com/1.png)">${LINK}</div>` },
      'finding=likely-pictures',
    ],
    [
      'text that is one link',
      { body: LINK.replace('See more', 'You are the winner of the week, and this is your prize') },
      'finding=plain-pictures',
    ],
    [
      'a receipt',
      { subject: 'Your gift card', body: `${PICTURE}<p>Receipt for order number 4471</p>` },
      'finding=hint-pictures',
    ],
    [
      'a raffle with its prizes',
      { body: `${PICTURE}<p>First prize: a bicycle. Second prize: a voucher.</p>` },
      'finding=hint-pictures',
    ],
    [
      'congratulations to who may buy',
      { subject: 'Congratulations', body: `${PICTURE}<p>Discounted pricing for a warranty` },
      'finding=hint-pictures',
    ],
    [
      'what is free of what is sold',
      { subject: 'Gratis', body: `${PICTURE}<p>50 GB storage gratuit` },
      'finding=hint-pictures',
    ],
    [
      'what is won all the same',
      { subject: 'You have won', body: `${PICTURE}<p>A warranty` },
      'finding=likely-pictures',
    ],
    [
      'what is free and kept for the reader',
      { body: `${PICTURE}<p>Kostenlos, für Sie reserviert` },
      'finding=likely-pictures',
    ],
    [
      'what is free and may go to somebody else',
      { body: `${PICTURE}<p>Kostenlos; sonst wird es jemand anderes erhalten, an jemand anderen gehen` },
      'finding=likely-pictures',
    ],
    ['what is kept for the reader and costs', { body: `${PICTURE}<p>Reserved for you` }, 'silent'],
    ['running text', { body: `<p>Winner of the lottery, ${text}${LINK}` }, 'finding=text'],
    ['running text below headings', { body: `<h1>Winner of the lottery</h1>${text}${LINK}` }, 'finding=text'],
    [
      'headings above a line of text',
      {
        body: `<h1>Winner of the lottery</h1>${'<h2>Take it today</h2>'.repeat(5)}<p>${'Meadow '.repeat(10)}</p>${LINK}`,
      },
      'finding=poster',
    ],
    ['a stake', { subject: 'Casino bonus', body: PICTURE }, 'finding=gambling'],
    ['a stake in text', { subject: 'Casino winner, claim your prize' }, 'finding=gambling'],
    [
      'a stake that is said to be won',
      { subject: 'Casino winner, take your prize', body: PICTURE },
      'finding=plain-pictures',
    ],
  ])('%s', (_, parts, expected) => {
    expect(verdictsOf(ID, message(parts))).toBe(expected)
  })
})

it('reads what stands below a line to unsubscribe at the top', () => {
  const body = `<p>Unsubscribe</p><p>You are a winner</p>${PICTURE}<p>Unsubscribe</p>`
  expect(verdictsOf(ID, message({ body }))).toBe('finding=likely-pictures')
})

it('takes no linked logo for what carries a claim', () => {
  const logo = PICTURE.replace('width="600"', 'width="170" height="40"')
  const body = `${logo}<p>${'Meadow '.repeat(80)}</p>`
  expect(verdictsOf(ID, message({ subject: 'Winner', body }))).toBe('finding=text')
})

it('reads no claim in the footer', () => {
  expect(verdictsOf(ID, message({ body: `${PICTURE}<p>Unsubscribe from rewards and vouchers</p>` }))).toBe(
    'silent',
  )
})

it('finds nothing where a receipt alone speaks', () => {
  expect(verdictsOf(ID, message({ body: `${PICTURE}<p>Receipt for order number 4471</p>` }))).toBe('silent')
})

it('says which words stand where, and what carries them', () => {
  const { found } = runCheck(ID, message({ subject: 'Winner', body: `<p>Your prize.</p>${LINK}${PICTURE}` }))
  expect(found[0].data).toMatchObject({
    heading: ['winner'],
    text: ['prize'],
    ordinary: [],
    pictures: 1,
    links: 2,
    places: 1,
  })
  expect(found[0].evidence).toHaveLength(4)
})

it('counts a picture in slices once, and rests on every slice', () => {
  const { found } = runCheck(ID, message({ subject: 'Winner', body: PICTURE + PICTURE + PICTURE }))
  expect(found[0].data).toMatchObject({ pictures: 1, links: 3 })
  expect(found[0].evidence).toHaveLength(5)
})

it('finds no poster in plain text', () => {
  const text = 'Subject: Winner\nContent-Type: text/plain\n\nYour prize:\nhttps://example.com/go\n'
  expect(verdictsOf(ID, text)).toBe('dismissed=ordinary-length')
})
