import { describe, expect, it } from 'vitest'
import { runCheck, verdictsOf } from '../../helpers/message.ts'

const ID = 'filler/hidden-text'

const html = (body: string) => `From: news@example.org\nContent-Type: text/html; charset="utf-8"\n\n${body}\n`
/** Different words of ten letters without a sense, as many characters as asked for. */
function words(characters: number, first = 0): string {
  const list: string[] = []
  for (let n = 0; n < characters / 10; n++) list.push(`w${String((first + n) * 7919).padStart(9, 'o')}`)
  return list.join(' ')
}
const NOUNS =
  'harbour lantern orchard granite sparrow thunder kettles marbles pencils windows coppers meadows'.split(' ')
const JOINTS = ['the', 'and', 'for', 'was']
/** Sentences that nothing else has, as many characters as asked for. */
function prose(characters: number): string {
  const list: string[] = []
  for (let n = 0; n < characters / 10; n++) list.push(`${JOINTS[n % 4]} ${NOUNS[n % 12]}`)
  return list.join(' ')
}
const keys = (count: number) => Array.from({ length: count }, (_, n) => `7q1zk3xw9bv2mt5rjh${n}d`)
const SEEN = `<p>${words(200)}</p>`
const none = (text: string) => `<div style="display:none">${text}</div>`
const white = (text: string) => `<p style="color:#fff">${text}</p>`

describe('amount', () => {
  it.each([
    ['nothing is hidden', SEEN, 'silent'],
    ['a preview line', none(prose(90)) + SEEN, 'dismissed=preheader'],
    ['a little less than much', `${none(prose(1490))}<p>${words(600)}</p>`, 'dismissed=preheader'],
    ['much', `${none(prose(1500))}<p>${words(600)}</p>`, 'finding=much'],
    ['much, in several places', none(prose(750)) + SEEN + none(prose(750)), 'finding=much'],
    ['three times what is seen', none(prose(600)) + SEEN, 'dismissed=preheader'],
    ['more than three times what is seen', none(prose(610)) + SEEN, 'finding=unusual'],
    ['more than three times a line, yet little', `${none(prose(390))}<p>Hello</p>`, 'dismissed=preheader'],
    ['white space is no text', none(' &nbsp;\n'.repeat(2000)) + SEEN, 'silent'],
    ['characters without ink are no text', none('&#8203;&#847;'.repeat(2000)) + SEEN, 'silent'],
  ])('%s', (_, body, expected) => {
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })
})

describe('means that a preview line has no need of', () => {
  it.each([
    ['the colour of the ground', 'color:#ffffff;background:#ffffff'],
    ['a transparent colour', 'color:transparent'],
    ['no visibility', 'visibility:hidden'],
  ])('%s', (_, style) => {
    const hide = (text: string) => html(`${SEEN}<div style="${style}">${text}</div>`)
    expect(verdictsOf(ID, hide(prose(50)))).toBe('dismissed=preheader')
    expect(verdictsOf(ID, hide(prose(60)))).toBe('finding=unusual')
  })

  it.each([
    ['a place off the screen', 'position:absolute;left:-9999px'],
    ['an indent', 'text-indent:-9999px'],
    ['a clip', 'position:absolute;clip:rect(0,0,0,0)'],
    ['a box of no size', 'height:0;overflow:hidden'],
  ])('%s, and more than a label for screen readers', (_, style) => {
    const hide = (text: string) => `<div style="${style}">${text}</div>`
    expect(verdictsOf(ID, html(SEEN + hide(prose(80)).repeat(6)))).toBe('dismissed=preheader')
    expect(verdictsOf(ID, html(SEEN + hide(prose(90))))).toBe('finding=unusual')
  })

  it.each([
    [
      'a disclaimer that took on the colour of its ground',
      SEEN +
        white(
          'This message is confidential. If you are not the intended recipient, its use is strictly prohibited.',
        ),
      'dismissed=preheader',
    ],
    ['in front of everything', white(prose(200)) + SEEN, 'dismissed=preheader'],
    ['longer', white(prose(310)) + SEEN, 'finding=unusual'],
    [
      'behind a picture',
      `<img src="a.png" width="90" height="90">${white(prose(200))}${SEEN}`,
      'finding=unusual',
    ],
  ])('a preview line may have them: %s', (_, body, expected) => {
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })

  it.each([
    ['display', 'display:none'],
    ['a font of no size', 'font-size:0'],
    ['opacity', 'opacity:0'],
  ])('not %s, which preview lines use', (_, style) => {
    expect(verdictsOf(ID, html(`${SEEN}<div style="${style}">${prose(60)}</div>`))).toBe(
      'dismissed=preheader',
    )
  })
})

describe('what the hidden text is', () => {
  const english =
    'See you on Thursday. The hall opens at six in the evening, and there is soup for all of us. '.repeat(6)
  const german =
    'Der Hafen ist der Ort, an dem die Boote liegen, wenn der Wind aus dem Norden kommt und es kalt wird. '
  const norwegian =
    'Havnen er stedet der båtene ligger når vinden kommer fra nord, og det er ikke mer å gjøre for dem. '
  const danish =
    'Havnen er det sted hvor bådene ligger når vinden kommer fra nord, og der er ikke mere at gøre for dem. '
  const welsh =
    'Penderfynodd cyngor y ddinas nos Fawrth ohirio atgyweirio hen farchnad am flwyddyn arall eto heb esboniad. '
  const strings = 'q4kd8 ztr9v p2xw7 m8bn3 k5jh1 r6ty2 w9qz4 d3fg8 x7cv5 b1nm6 '
  const salad =
    'harbour lantern winter orchard pencil granite sparrow thunder velvet window copper meadow silver kettle '
  const menu =
    'Products and prices\nCompany\nContact us\nAbout the library\nOpening hours\nLegal\nPress and news\n'

  it.each([
    ['random strings, as much as is judged', strings.repeat(5), english, 'finding=unusual'],
    ['fewer random strings', strings.repeat(4), english, 'dismissed=preheader'],
    ['words that no small word joins', salad.repeat(7), english, 'finding=unusual'],
    ['a menu without small words', salad.repeat(6), english, 'dismissed=preheader'],
    ['a menu', menu.repeat(4), english, 'dismissed=preheader'],
    ['prose of another language', german.repeat(6), english, 'finding=unusual'],
    ['a preview line of another language', german, english, 'dismissed=preheader'],
    ['another language beside next to nothing', german.repeat(6), 'Hello', 'finding=unusual'],
    ['a language that is nearly the same', norwegian.repeat(6), danish.repeat(6), 'dismissed=preheader'],
    ['another script', '目に見えない文章がここに書かれています'.repeat(22), english, 'finding=unusual'],
    [
      'a preview line in another script',
      '目に見えない文章がここに書かれています'.repeat(8),
      english,
      'dismissed=preheader',
    ],
    ['a language without a model, as what is seen', welsh.repeat(3), welsh.repeat(4), 'dismissed=preheader'],
    ['the same beside another', welsh.repeat(3), english, 'finding=unusual'],
  ])('%s', (_, hidden, seen, expected) => {
    expect(verdictsOf(ID, html(`<p>${seen}</p>${none(hidden)}`))).toBe(expected)
  })

  it('much prose about what is seen is a section for others; unlike what is seen, it is not', () => {
    const seen = `<p>${english.repeat(4)}</p>`
    const like = 'The hall opens at six in the evening for those of us who have a key and like soup. '.repeat(
      25,
    )
    expect(verdictsOf(ID, html(seen + none(like)))).toBe('dismissed=related-text')
    expect(verdictsOf(ID, html(seen + white(like)))).toBe('finding=much')
    expect(verdictsOf(ID, html(seen + none(prose(1600))))).toBe('finding=much')
  })
})

describe('what was written before', () => {
  const thread = `${none(`<p>Jonna wrote on Monday:</p><blockquote>${prose(1600)}</blockquote>`)}<p>Yes, we do.</p>`
  const reply = (body: string) => `In-Reply-To: <a@example.org>\n${html(body)}`
  it.each([
    ['folded away in an answer', reply(thread), 'dismissed=quoted-thread'],
    [
      'by a class of its own',
      reply(
        `<div class="yahoo_quoted" style="display:none"><div>${prose(1600)}</div></div><p>Yes, we do.</p>`,
      ),
      'dismissed=quoted-thread',
    ],
    ['in a message that answers nothing', html(thread), 'finding=much'],
    ['that names only itself', `References: <a.ref@example.org>\n${html(thread)}`, 'finding=much'],
    ['below pictures only', reply(thread.replace('Yes, we do.', '<img src="a.png">')), 'finding=much'],
    ['in a forward', `Subject: Fwd: Thursday\n${reply(thread)}`, 'finding=much'],
    ['of its colour', reply(thread.replace('display:none', 'color:#fff')), 'finding=much'],
    ['as fallback', reply(`<video><blockquote>${prose(1600)}</blockquote></video>${SEEN}`), 'finding=much'],
    ['not quoted', reply(`${none(prose(1600))}<p>Yes, we do.</p>`), 'finding=much'],
    ['behind quotations', reply(`${thread}${none(prose(800))}`), 'finding=much'],
  ])('%s', (_, text, expected) => {
    expect(verdictsOf(ID, text)).toBe(expected)
  })

  it.each([
    ['prose that the reader may unfold', prose(1600), 'dismissed=folded'],
    ['strings', words(1600, 500), 'finding=much'],
    ['much more than is seen', prose(3000), 'finding=much'],
  ])('%s', (_, folded, expected) => {
    const body = `<p>${words(900)}</p><details><summary>More</summary>${folded}</details>`
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })
})

it.each([
  ['a key', '3510vkDeprz941iBQynb9d50HA24', 'finding=token'],
  ['the number of a message', '3f2a9c01-77b4-4e1d-a5c3-90d1e2f3a4b5', 'dismissed=preheader'],
  ['a mark and a number', 'Code-0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'dismissed=preheader'],
  ['a number and a key', '0a1b2c3d4e5f60718293 3510vkDeprz941iBQynb9d50HA24', 'finding=token'],
  ['several keys', `3510vkDeprz941iBQynb9d50HA24 ${keys(1)[0]}`, 'finding=token'],
])('%s alone', (_, hidden, expected) => {
  expect(verdictsOf(ID, html(none(hidden) + SEEN))).toBe(expected)
})

describe('lists to choose from', () => {
  const list = (entry: string, count: number) =>
    `<select><option>Choose</option>${Array.from({ length: count }, (_, i) => `<option>${entry} ${i}</option>`).join('')}</select>${SEEN}`

  it.each([
    ['of countries', list('Some country', 300), 'silent'],
    ['of prose', list(prose(100), 20), 'finding=much'],
  ])('%s', (_, body, expected) => {
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })
})

describe('look-alikes', () => {
  const copy = words(300)

  it('a preview line padded with what has no ink', () => {
    const padded = none(`Three new books${'&#847;&zwnj;&nbsp;'.repeat(60)}`)
    expect(verdictsOf(ID, html(padded + SEEN))).toBe('dismissed=preheader-padding')
  })

  it.each([
    ['the same text for small screens', copy, 'dismissed=responsive-copy'],
    ['seven words of ten are seen', `${words(210)} ${words(90, 50)}`, 'dismissed=responsive-copy'],
    ['six words of ten are seen', `${words(180)} ${words(120, 50)}`, 'finding=unusual'],
    ['fewer than ten different words are no layout', words(90), 'finding=unusual'],
  ])('%s', (_, hidden, expected) => {
    const body = `<p>${copy}</p><table style="visibility:hidden"><tr><td>${hidden}</td></tr></table>`
    expect(verdictsOf(ID, html(body))).toBe(expected)
  })

  it('white on a coloured ground is seen', () => {
    const button = `<table><tr><td bgcolor="#204080">${white(prose(80))}</td></tr></table>`
    expect(verdictsOf(ID, html(SEEN + button))).toBe('silent')
  })

  it('a plain alternative is not hidden text', () => {
    const text = `From: news@example.org\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n${prose(2000)}\n--b\nContent-Type: text/html\n\n${SEEN}\n--b--\n`
    expect(verdictsOf(ID, text)).toBe('silent')
  })
})

it('counts, and names the means and the places', () => {
  const text = html(none(prose(750)) + SEEN + white(prose(750)))
  const { found } = runCheck(ID, text)
  expect(found[0].data).toEqual({
    why: 'much',
    hidden: 1500,
    visible: 200,
    runs: 2,
    techniques: ['display-none', 'same-colour'],
    wordsSeen: 0,
    text: 'prose',
    language: 'en',
  })
  const bytes = text.replaceAll('\n', '\r\n')
  expect(found[0].evidence.map(({ start, end }) => bytes.slice(start, end))).toEqual([prose(750), prose(750)])
})

it('finds it behind quoted-printable, at its place in the message', () => {
  const encoded = prose(1500).replaceAll(' ', '=20=\n')
  const text = `From: news@example.org\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>Hello</p><p style=3D"display:none">${encoded}</p>\n`
  const { found } = runCheck(ID, text)
  const bytes = text.replaceAll('\n', '\r\n')
  expect(found.map(({ grade }) => grade)).toEqual(['much'])
  const { start, end } = found[0].evidence[0]
  expect(bytes.slice(start, end)).toBe(encoded.replaceAll('\n', '\r\n'))
})

it.each([
  ['dominant', none(prose(610)) + SEEN],
  ['odd', SEEN + white(prose(60))],
  ['random', `${none('q4kd8 ztr9v p2xw7 m8bn3 k5jh1 '.repeat(12))}<p>${words(600)}</p>`],
  ['token', none('3510vkDeprz941iBQynb9d50HA24') + SEEN],
])('says why: %s', (why, body) => {
  expect(runCheck(ID, html(body)).found.map(({ data }) => data?.why)).toEqual([why])
})

describe('a key that the message names', () => {
  const KEY = '3510vkDeprz941iBQynb9d50HA24'
  it.each([
    ['in a comment', `<!-- reply_id: ${KEY} -->`, 'dismissed=reference'],
    ['in a comment, among data', `<!-- {"form":12,"reply":"${KEY}"} -->`, 'dismissed=reference'],
    ['where it is seen', `<p>Number: ${KEY}</p>`, 'dismissed=reference'],
    ['later than it repeats it', `<!-- ${KEY} ${KEY}, number=${KEY} -->`, 'dismissed=reference'],
    ['without saying what it is', `<!-- ${KEY} -->`, 'finding=token'],
    ['as a part of another', `<!-- reply_id: ${KEY}7q -->`, 'finding=token'],
    ['beside one that it does not name', `<!-- id: ${KEY} -->${none(keys(1)[0])}`, 'finding=token'],
    [
      'among many',
      `<!-- ${keys(5)
        .map((key) => `id: ${key}`)
        .join(' ')} -->${none(keys(5).join(' '))}`,
      'finding=token',
    ],
  ])('%s', (_, more, expected) => {
    expect(verdictsOf(ID, html(none(KEY) + more + SEEN))).toBe(expected)
  })
})
