import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../../src/analyzer.ts'
import { runCheck } from '../../helpers/message.ts'

const { analyze } = createAnalyzer()

interface Mail {
  from?: string
  subject: string
  html: string
}

const text = ({ from = 'Info <info@qzt-mailer.test>', subject, html }: Mail) =>
  `From: ${from}\nTo: reader@example.net\nSubject: ${subject}\nContent-Type: text/html; charset=utf-8\n\n${html}\n`

const answerTo = (mail: Mail) =>
  analyze(new TextEncoder().encode(text(mail))).assessments.prizeLure.probability

const GO = 'https://go.landing.test/x'
const picture = (width = 560, height = 300, alt = '') =>
  `<a href="${GO}"><img src="https://img.landing.test/p.png" width="${width}" height="${height}" alt="${alt}"></a>`
const hero = '<img src="https://img.landing.test/p.png" width="560" height="300">'
const button = (label: string) =>
  `<table><tr><td align="center" bgcolor="#118833" style="padding:12px"><a href="${GO}" style="color:#fff">${label}</a></td></tr></table>`
const backdrop = (inside: string) =>
  `<table width="600"><tr><td background="https://img.landing.test/bg.jpg" width="600" height="300">${inside}</td></tr></table>`

describe('is a lure', () => {
  it.each<[string, Mail]>([
    [
      'a casino on a background',
      {
        subject: 'Ihr Bonus ist aktiviert',
        html: `${backdrop(`<a href="${GO}"><h1>300% bis 900 Euro + 90 Freispiele</h1></a><p>Willkommen im Casino Mondstern.</p>`)}${button('Jetzt spielen')}`,
      },
    ],
    [
      'the same in English',
      {
        subject: 'Your bonus is active',
        html: `${backdrop(`<a href="${GO}"><h1>300% up to 900 + 90 free spins</h1></a><p>Welcome to the casino.</p>`)}${button('Play now')}`,
      },
    ],
    [
      'the same in Polish',
      {
        subject: 'Twój bonus czeka na Ciebie',
        html: `${backdrop(`<a href="${GO}"><h1>300% i 90 darmowych spinów</h1></a><p>Kasyno Gwiazda.</p>`)}${button('Graj teraz')}`,
      },
    ],
    ['free spins by a picture', { subject: '50 free spins are waiting for you', html: picture() }],
    [
      'a payout that waits',
      { subject: 'Your casino payout is waiting', html: `${hero}${button('Withdraw')}` },
    ],
    ['a jackpot in Portuguese', { subject: 'Você ganhou: jackpot e giros grátis', html: picture() }],

    [
      'a prize in fullwidth letters',
      {
        from: '"Ｒｅｗａｒｄｓ" <a@qzt-mailer.test>',
        subject: 'Ｙｏｕ ｗｏｎ ａ ｐｒｉｚｅ',
        html: picture(),
      },
    ],
    ['a prize in bold letters', { subject: '𝐘𝐨𝐮 𝐰𝐨𝐧 𝐚 𝐩𝐫𝐢𝐳𝐞', html: picture() }],
    ['a prize in small capitals', { subject: 'ᴄᴏɴɢʀᴀᴛᴜʟᴀᴛɪᴏɴꜱ, ʏᴏᴜ ᴡᴏɴ', html: picture() }],
    ['a prize spelled out', { subject: 'W I N N E R: your g i f t card', html: picture() }],
    ['a prize with digits', { subject: 'C0ngratulati0ns W1NNER, cla1m y0ur g1ft', html: picture() }],
    ['a prize with look-alikes', { subject: 'Yоu wоn: cоngrаtulаtiоns', html: picture() }],

    [
      'testers, German',
      {
        from: 'Panel Nord <a@qzt-mailer.test>',
        subject: 'Wir suchen Tester',
        html: `${hero}<p>Guten Tag, helfen Sie uns, Produkte zu bewerten. Werden Sie Produkttester und erhalten Sie ein kostenloses Testpaket.</p>${button('Jetzt mitmachen')}`,
      },
    ],
    [
      'testers, English',
      {
        subject: 'Product testers wanted',
        html: `${hero}<p>Answer a short survey and get a free test package.</p>${button('Take part')}`,
      },
    ],
    [
      'testers, French',
      {
        subject: 'Devenez testeur',
        html: `${hero}<p>Répondez à quelques questions et recevez votre coffret gratuit.</p>${button('Participer')}`,
      },
    ],
    [
      'a gift for a survey',
      {
        subject: 'Your opinion counts',
        html: `${picture()}<p>Answer a few questions and claim your free gift.</p>`,
      },
    ],
    ['chosen for a reward', { subject: 'You have been selected for a reward', html: picture() }],
    ['a gift card, Spanish', { subject: 'Felicidades, has ganado una tarjeta regalo', html: picture() }],
    [
      'a lamp set on a background in a link',
      {
        subject: 'You won a lamp set',
        html: `<a href="${GO}"><div style="display:block;width:600px;height:900px;background:url('https://img.landing.test/a.png')"> </div></a>`,
      },
    ],
    [
      'a claim in the picture’s text alone',
      { subject: 'Final notice', html: picture(560, 300, 'Congratulations! Claim your mystery box') },
    ],
  ])('%s', (_what, mail) => {
    expect(answerTo(mail)).toBeGreaterThanOrEqual(0.5)
  })
})

describe('is none', () => {
  const OWN = 'https://www.harbour.test/'
  const own = (width = 560, height = 200) =>
    `<a href="${OWN}"><img src="https://img.harbour.test/1.png" width="${width}" height="${height}"></a>`
  const from = 'Harbour Rooms <news@harbour.test>'
  it.each<[string, Mail]>([
    [
      "won't is not won",
      { from, subject: "You won't believe this", html: `${own()}<p>New lamps are in.</p>` },
    ],
    ['wonderful', { from, subject: 'A wonderful week', html: own() }],
    ['a rewarding year', { from, subject: 'A rewarding year', html: `${own()}<p>What we did together.</p>` }],
    [
      'congratulations on an exam',
      {
        from,
        subject: 'Congratulations on passing your exam',
        html: `${own()}<p>Dear Ann, the school is proud of its students.</p>`,
      },
    ],
    [
      'an insurance premium',
      {
        from,
        subject: 'Il tuo premio di assicurazione',
        html: `${own()}<p>La polizza scade il 3 marzo.</p>`,
      },
    ],
    [
      'an insurance premium, German',
      {
        from,
        subject: 'Ihre Prämie 2026',
        html: `${own()}<p>Die Versicherung bucht die Prämie am 1. März ab.</p>`,
      },
    ],

    [
      'a code for redeemed points',
      {
        from,
        subject: 'Your gift code',
        html: `${own(220, 90)}<p>Anna,</p><p>You have redeemed 2,500 reward points for the gift code below.</p><p>Code: 7QX4-22LM</p><p>Contact your program administrator.</p>`,
      },
    ],
    [
      'a voucher that the reader has',
      {
        from,
        subject: 'Your voucher for the theatre',
        html: `${own()}<p>Dear Ann, your voucher is valid until 3 June. Order number 4471.</p>`,
      },
    ],
    [
      'points of an account',
      {
        from,
        subject: 'Your points balance',
        html: `${own()}<p>Dear Ann, you have 1,200 reward points. Your points expire in May.</p>`,
      },
    ],
    [
      'a tier of a hotel',
      {
        from,
        subject: 'Your gold membership',
        html: `${own()}<p>Dear Ann, congratulations. Activate your tier to enjoy member rewards.</p>`,
      },
    ],
    [
      'a receipt with a banner',
      {
        from,
        subject: 'Your receipt',
        html: `<p>Order number 88. Subtotal 20.00. Payment method: card ending 1234.</p>${own()}<p>Win a gift this season.</p>`,
      },
    ],
    [
      'an account that was opened',
      {
        from,
        subject: 'Welcome to the rewards programme',
        html: `<p>Dear Ann, your rewards account is open.</p>${own(120, 40)}`,
      },
    ],

    [
      'a parcel',
      {
        subject: 'Your parcel is waiting',
        html: `${picture()}<p>Confirm your delivery address, your parcel waits for you.</p>`,
      },
    ],
    [
      'a parcel, German',
      {
        subject: 'Ihr Paket wartet auf Sie',
        html: `${picture()}<p>Bestätigen Sie die Lieferadresse Ihrer Sendung.</p>`,
      },
    ],
    [
      'storage',
      { subject: 'Your storage is full', html: `${picture()}<p>Claim your free cloud storage now.</p>` },
    ],
    ['a shop', { from, subject: 'Free shipping, 20 % off', html: `${own()}<p>Shop now.</p>` }],
    [
      'a raffle with its terms',
      {
        from,
        subject: 'Our summer raffle',
        html: `${own()}<p>Tickets are 2.00. First prize: a weekend. Second prize: a hamper. Promoter: A. Brook, registered charity 000000.</p>`,
      },
    ],
    [
      'a sweepstake in text',
      {
        from,
        subject: 'Win a tent',
        html: `<p>Take part in our sweepstake. No purchase necessary, official rules apply.</p><p><a href="${OWN}rules">Enter</a></p>`,
      },
    ],
    [
      'a letter about a lottery',
      {
        subject: 'You won the lottery',
        html: `<p>${'Your address won a sum in the draw. '.repeat(8)}</p><p><a href="${GO}">Write to us</a></p>`,
      },
    ],
    ['a promise that leads nowhere', { subject: 'You won a prize', html: '<p>You won a prize.</p>' }],
  ])('%s', (_what, mail) => {
    expect(answerTo(mail)).toBeLessThan(0.5)
  })
})

describe('what it says', () => {
  it('counts the promises, and names what speaks against them', () => {
    const [{ summary, data }] = runCheck(
      'lure/prize-claim',
      text({ subject: 'You won a gift card', html: `${picture()}<p>Order number 7</p>` }),
    ).found
    expect(summary).toBe(
      'three promises in 3 words: winning, gift, voucher; carried by pictures; against it speak words of an order or a receipt',
    )
    expect(data).toMatchObject({
      theme: 'prize',
      carrier: 'picture',
      words: 3,
      undoing: { 'an order or a receipt': ['order number'] },
    })
  })

  it('keeps a claim in text below even, however plain', () => {
    const html = `<p>You won! Congratulations, winner of the jackpot, claim your prize, free spins and a gift card.</p><a href="${GO}">Go</a>`
    const { assessments, findings } = analyze(
      new TextEncoder().encode(text({ subject: 'You won a prize', html })),
    )
    expect(findings.find(({ check }) => check === 'lure/prize-claim')?.features).toContain('carried by text')
    expect(assessments.prizeLure.probability).toBeLessThan(0.5)
    expect(assessments.prizeLure.probability).toBeGreaterThan(0.1)
  })
})
