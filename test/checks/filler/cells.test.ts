import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../../src/checks/index.ts'
import { runCheck } from '../../helpers/message.ts'

const SEEN =
  '<p>Three books have come in this week. Come by and read them, the coffee is on us, and bring your friends.</p>'
const OTHER =
  'Harbour lanterns swing above granite kettles while sparrows gather pencils, copper windows and marble orchards beyond meadows of thunder.'
const GERMAN =
  'Der Hafen liegt am Morgen still, und die Fischer gehen mit ihren Netzen zu den Booten, wenn die Sonne über dem Wasser steht und der Wind von Norden kommt.'
const RUSSIAN =
  'Рыбаки выходят на рассвете в море и возвращаются к вечеру с полными сетями рыбы и уставшие, но довольные дети ждут их на берегу'
const FAR = '<br>'.repeat(60)

const FILLER = CHECKS.filter(({ meta }) => meta.question === 'hiddenFiller').map(({ meta }) => meta.id)

/** What each check of filler says of a body: `check cell amount`, and `check -reason` of what it lets go. */
function told(body: string, subject = 'This week'): string[] {
  const message = `From: News <news@example.org>\nSubject: ${subject}\nContent-Type: text/html; charset="utf-8"\n\n${body}\n`
  return FILLER.flatMap((id) => {
    const { found, dismissed } = runCheck(id, message)
    const name = id.slice(7)
    return [
      ...found.map(({ cells, amount }) => `${name} ${cells?.[0]} ${amount}`),
      ...dismissed.map(({ reason }) => `${name} -${reason}`),
    ]
  })
}
const of = (check: string, body: string, subject?: string) =>
  told(body, subject).filter((one) => one.startsWith(check))
const hide = (style: string, text: string) => `${SEEN}<div style="${style}">${text}</div>`

describe('text that a style hides', () => {
  it.each([
    ['opacity', 'opacity:0', 'odd-rest-topic'],
    ['visibility', 'visibility:hidden', 'odd-rest-topic'],
    ['a place off the screen', 'position:absolute;left:-9999px', 'odd-rest-topic'],
    ['an indent', 'text-indent:-9999px', 'odd-rest-topic'],
    ['a clip', 'position:absolute;clip:rect(0,0,0,0)', 'odd-rest-topic'],
    ['a transparent colour', 'color:transparent', 'odd-rest-topic'],
    ['the colour of the ground', 'color:#fff', 'ground-rest-topic'],
    ['no display', 'display:none', 'ordinary-rest-topic'],
    ['a font of no size', 'font-size:0', 'ordinary-rest-topic'],
    ['a box of two pixels', 'max-height:2px;overflow:hidden', 'ordinary-rest-topic'],
  ])('by %s', (_, style, cell) => {
    expect(told(hide(style, OTHER))).toEqual([`hidden-text ${cell} 119`])
  })

  it.each([
    ['another language', GERMAN, 'odd-rest-language'],
    ['another script', RUSSIAN, 'odd-rest-language'],
    ['a row of dots', '. . . . . . . . . . . .', 'odd-rest-marks'],
    ['a few words', 'Granite kettles', 'odd-rest-words'],
  ])('and says what it is: %s', (_, text, cell) => {
    expect(told(hide('opacity:0', text))).toEqual([expect.stringContaining(`hidden-text ${cell} `)])
  })

  it.each([
    [
      'what is seen',
      'Three books have come in this week. Come by and read them, the coffee is on us',
      ['hidden-text -responsive-copy'],
    ],
    ['white space', ' &nbsp; \n', []],
    ['characters without ink', '&#8203;&#847;&#8204;', []],
  ])('and lets go %s', (_, text, expected) => {
    expect(told(hide('opacity:0', text))).toEqual(expected)
  })

  it.each(['q', 'u', 'blockquote'])('in an element that no layout hides: %s', (tag) => {
    const [finding] = runCheck(
      'filler/hidden-text',
      `From: a@example.org\nContent-Type: text/html\n\n<style>${tag}{display:none}</style>${SEEN}<${tag}>${OTHER}</${tag}>\n`,
    ).found
    expect(finding.cells).toContain('phrase')
  })

  it('is a preview line in front of what is seen, and none behind it', () => {
    const line = '<div style="display:none">A word on books</div>'
    expect(told(line + SEEN)).toEqual(['hidden-text lead-words 12'])
    expect(told(SEEN + line)).toEqual(['hidden-text ordinary-rest-words 12'])
    expect(told(`<div style="display:none">${OTHER.repeat(3)}</div>${SEEN}`)).toEqual([
      'hidden-text ordinary-rest-topic 357',
    ])
  })
})

describe('random strings', () => {
  it.each([
    ['letters and digits', 'xK7q2Vw9 tB4n8Zr1', 16],
    ['long numbers', '8471200365 1198', 10],
    ['a row of numbers', '4471 8820 1937 5561', 16],
    ['letters without a vowel', 'xkcdqwzrtp', 10],
    ['capitals without order', 'aBcXqYzKwT', 10],
  ])('%s', (_, text, amount) => {
    expect(told(hide('opacity:0', text))).toContain(`random-tokens odd-rest ${amount}`)
  })

  it.each([
    ['a colour', '#a1b2c3'],
    ['a number with a unit', '1200px 600px'],
    ['a name of several words', 'YouTubeStudio'],
    ['an address', 'https://example.org/a1b2c3d4e5f6 x7y8z9@example.org'],
    ['what is in the subject', 'Z9Y8X7W6V5'],
  ])('not %s', (_, text) => {
    expect(of('random', hide('opacity:0', text), 'Order Z9Y8X7W6V5')).toEqual([])
  })

  it('are told in titles, far below, and behind the end', () => {
    expect(told(`<title>xK7q2Vw9tB4n</title>${SEEN}`)).toEqual(['random-tokens title 12'])
    expect(told(`${SEEN}${FAR}<p>xK7q2Vw9tB4n</p>`)).toContain('random-tokens below 12')
    expect(told(`<html>${SEEN}</html><p>xK7q2Vw9tB4n</p>`)).toContain('random-tokens after 12')
  })

  it.each([
    ['thread::a1B2c3D4e5F6g7H8i9J0kLm::', 'display:none'],
    ['ref: 3510vkDeprz941iBQynb', 'display:none'],
    ['ref:_00D30xY7Kq._5003Wa8Lm2Q:ref', 'font-size:1px;color:#fff'],
    ['Case: K20260411Z7', 'display:none'],
    ['Ticket-ID: 8KQ2ZX41', 'display:none'],
  ])('are a reference behind their name: %s', (text, style) => {
    expect(of('random', hide(style, text))).toEqual(['random-tokens -reference'])
  })
})

describe('elements that draw nothing', () => {
  it.each(['style', 'title', 'textarea', 'noframes', 'xmp', 'iframe'])('%s that is never closed', (name) => {
    expect(of('raw-elements', `${SEEN}<${name}>${OTHER}`)).toEqual(['raw-elements unclosed 119'])
  })

  it('a title is text of another matter, or longer than honest ones are', () => {
    const marked = '&lt;span class="x"&gt;Our books of this week, as ever&lt;/span&gt;'
    expect(told(`<title>Our books of this week</title>${SEEN}`)).toEqual([])
    expect(told(`<title>${OTHER}</title>${SEEN}`)).toEqual(['raw-elements title-topic 119'])
    expect(told(`<title>${marked}</title>${SEEN}`)).toEqual([])
  })

  it.each(['select', 'object', 'noscript'])('%s that is left open', (name) => {
    expect(told(`${SEEN}<${name}>`)).toContain('raw-elements left-open 1')
  })
})

describe('style elements', () => {
  it.each([
    ['words before the first rule', `${OTHER} p{margin:0}`, 'outside-topic'],
    ['words between rules', `p{margin:0} ${OTHER} a{color:red}`, 'outside-topic'],
    ['words in a rule', `p{${OTHER}}`, 'outside-topic'],
    ['words behind all rules', `p{margin:0} ${OTHER}`, 'outside-topic'],
    ['random strings', 'xK7q2Vw9 tB4n8Zr1 mQ3w5e7R zT1u2i3O', 'outside-tokens'],
    ['random strings in a comment', '/* xK7q2Vw9tB4n */ p{margin:0}', 'comment-tokens'],
  ])('hold %s', (_, text, cell) => {
    expect(told(`<style>${text}</style>${SEEN}`)).toContainEqual(
      expect.stringContaining(`style-text ${cell} `),
    )
  })

  it.each([
    'html, body, div, span, applet, object, iframe, h1, h2, h3, p, blockquote, pre { margin: 0 }',
    'ol li > ol li > ol li > ol, table.button:hover table tr td a { color: red }',
    'td .mobile_h1, td .mobile_h1 span, div[style*="margin: 16px 0; and more words here"] { margin: 0 }',
    '@media only screen and (max-width: 600px) { .a { width: 100% !important } } @font-face { font-family: "A B"; src: url(x) }',
    '/* By Ann, who wrote it in the summer of that year and was glad of it */ p { margin: 0 }',
    '<!-- p { margin: 0 } -->',
  ])('hold styles: %s', (text) => {
    expect(told(`<style>${text}</style>${SEEN}`)).toEqual([])
  })
})

describe('attributes', () => {
  it.each([
    ['a label of another matter', `<a title="${OTHER}">x</a>`, 'labels-topic'],
    ['text for a picture of a dot', `<img width=1 height=1 alt="${OTHER}">`, 'alt-topic'],
    ['text for a hidden picture', `<img style="display:none" alt="${OTHER}">`, 'alt-topic'],
    ['random strings for such a picture', '<img width=1 height=1 alt="xK7q2Vw9 tB4n8Zr1">', 'alt-tokens'],
    ['attributes of an end tag', `</b title="${OTHER}">`, 'dropped'],
    ['an attribute that is there twice', `<b data-note="words" data-note="${OTHER}">x</b>`, 'twice'],
    ['another language for scripts', `<b data-note="${GERMAN}">x</b>`, 'data-language'],
    ['random classes', '<b class="x7q2v9k">x</b>', 'names'],
  ])('%s', (_, markup, cell) => {
    expect(of('attribute-text', SEEN + markup)).toContainEqual(
      expect.stringContaining(`attribute-text ${cell} `),
    )
  })

  it.each([
    ['a short label', '<a title="Read on" href="https://example.org/">Read on</a>'],
    ['text for a picture that is seen', `<img width=200 height=100 alt="${OTHER}">`],
    ['state of an editor', `<b data-block="${OTHER}">x</b>`],
    ['a summary of the document', `<meta name="description" content="${OTHER}">`],
    ['classes of a layout', '<b class="col-12 mb-3 h1">x</b>'],
  ])('not %s', (_, markup) => {
    expect(of('attribute-text', SEEN + markup)).toEqual([])
  })
})

describe('text that is out of the way', () => {
  it.each([
    ['line breaks', FAR],
    ['blank paragraphs', '<p>&nbsp;</p>'.repeat(60)],
    ['an empty box', '<div style="height:3000px"></div>'],
    ['a padding', '<div style="padding-top:3000px"></div>'],
    ['blank boxes', '<div>&nbsp;</div>'.repeat(80)],
  ])('stands far below %s', (_, gap) => {
    expect(of('pushed', `${SEEN}${gap}<p>${OTHER}</p>`)).toEqual(['pushed-below topic 119'])
  })

  it('is cut at a footer and at a disclaimer', () => {
    const disclaimer =
      '<p>This message is confidential and intended solely for the intended recipient; copying is strictly prohibited.</p>'
    expect(told(`${SEEN}${FAR}<p>${OTHER}</p><p>Unsubscribe from all of it</p>`)).toEqual([
      'pushed-below topic 119',
    ])
    expect(told(`${SEEN}${FAR}<p>You are receiving this since you asked for it.</p>`)).toEqual([
      'pushed-below -footer',
    ])
    expect(told(`${SEEN}${FAR}${disclaimer}`)).toEqual(['pushed-below -footer'])
  })

  it('stands beside in a row of cells, not below', () => {
    const rule = '<td><img src="x" width="1" height="1300"></td>'
    expect(told(`<table><tr><td>${SEEN}</td>${rule}<td>${OTHER}</td></tr></table>`)).toEqual([])
    expect(told(`<table><tr><td>${SEEN}</td>${rule}<td>Come in</td></tr></table><p>${OTHER}</p>`)).toEqual([])
    expect(told(`${SEEN}<table><tr><td height="3000"></td><td></td></tr></table><p>${OTHER}</p>`)).toEqual([
      'pushed-below topic 119',
    ])
  })

  it('stands behind the end of the document', () => {
    expect(told(`<html><body>${SEEN}</body></html>${OTHER}`)).toEqual(['after-end topic 119'])
    expect(told(`<html><body>${SEEN}</body></html>Unsubscribe`)).toEqual(['after-end -footer'])
  })
})

describe('what stands inside words', () => {
  it.each([
    ['hidden pieces', 'acc<i style="font-size:0">4417</i>ount', 'pieces 1'],
    ['comments', 'acc<!-- x -->ount', 'comments 1'],
    ['soft hyphens', 'acc&shy;ount', 'characters 1'],
    ['tag characters', 'acc&#xe0061;&#xe0062;ount', 'carriers 2'],
    ['invisible operators', 'acc&#x2063;&#x2064;ount', 'carriers 2'],
    ['an override to right-to-left', 'acc&#x202e;ount', 'reversed 1'],
  ])('%s', (_, text, expected) => {
    expect(told(`<p>Your ${text} at the bank</p>`)).toContain(`inside-words ${expected}`)
  })
})

describe('slots for random strings', () => {
  it.each(['[%random_string]', '{{rand_10}}', '##rndnum##', '{number}{4}', '&lt;%= random %>'])(
    '%s',
    (slot) => {
      expect(told(`${SEEN}<p>${slot}</p>`)).toContain('unfilled-slots random 1')
    },
  )

  it.each(['{{first_name}}', '%%EMAIL%%', '*|FNAME|*', '[[city]]', '$[total]'])('not %s', (slot) => {
    expect(told(`${SEEN}<p>${slot}</p>`)).toEqual([])
  })
})
