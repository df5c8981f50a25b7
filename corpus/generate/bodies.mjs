// @ts-check
// HTML bodies: lures with their filler, and the honest mail that looks a little like them.
import { hexTokens, prose, salad, sortedSalad, tenWordLines, tokens, word } from './words.mjs'

/** @typedef {import('./random.mjs').Random} Random */

/** What a filler is made of. */
export const FILLER = {
  hex: hexTokens,
  tokens,
  salad,
  sorted: sortedSalad,
  prose,
  /** @param {Random} random @param {number} characters */
  lines: (random, characters) => tenWordLines(random, Math.ceil(characters / 75)),
}

/** @typedef {keyof typeof FILLER} FillerKind */

/** Ways to keep text from the reader. @type {Record<string, (text: string, random: Random) => string>} */
export const HIDING = {
  'display-none': (text) => `<div style="display:none">${text}</div>`,
  'font-size-zero': (text) => `<div style="font-size:0px;line-height:0">${text}</div>`,
  'same-colour': (text) =>
    `<table width="100%" bgcolor="#ffffff"><tr><td><font color="#fefefe" size="1">${text}</font></td></tr></table>`,
  comment: (text) => `<!-- ${text} -->`,
  'zero-box': (text) => `<div style="max-height:0;max-width:0;overflow:hidden">${text}</div>`,
  'off-screen': (text) => `<div style="position:absolute;left:-9999px;top:0">${text}</div>`,
  visibility: (text) => `<p style="visibility:hidden">${text}</p>`,
  opacity: (text) => `<div style="opacity:0.01">${text}</div>`,
  'text-indent': (text) => `<p style="text-indent:-9999px;white-space:nowrap;overflow:hidden">${text}</p>`,
  style: (text) => `<style type="text/css">${text.replaceAll(' ', ', ')}</style>`,
  class(text, random) {
    const name = random.letters(7)
    return `<style>.${name}{display:none!important}</style><div class="${name}">${text}</div>`
  },
  tag(text, random) {
    const name = `x${random.letters(4)}`
    return `<style>${name}{display:none}</style><${name}>${text}</${name}>`
  },
}

/** @param {string} head @param {string} body */
export const page = (head, body) =>
  `<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n${head}</head>\n<body>\n${body}\n</body>\n</html>\n`

/** Breaks text into paragraphs of tags that random words name. @param {Random} random @param {string} text */
function scatter(random, text) {
  const words = text.split(' ')
  let html = ''
  for (let i = 0; i < words.length; ) {
    const take = random.int(8, 30)
    html += `<${random.pick(['p', 'span', 'div', 'b', 'u'])} class="${word(random)}">${words.slice(i, i + take).join(' ')}</>\n`
    i += take
  }
  return html.replace(/<(p|span|div|b|u)( class="\w+">[^<]*)<\/>/g, '<$1$2</$1>')
}

/**
 * The 2022 campaign's body: a hidden block, a linked picture, a second linked picture for the small print, a hidden block.
 * @param {Random} random
 * @param {{ site?: string, characters?: number, hiding?: string, filler?: FillerKind, alt?: boolean }} [options]
 */
export function campaignBody(
  random,
  { site = 'track.example.com', characters = 2600, hiding, filler, alt = false } = {},
) {
  const hide = HIDING[hiding ?? random.pick(['display-none', 'font-size-zero', 'class', 'zero-box'])]
  const fill = FILLER[filler ?? random.pick(/** @type {const} */ (['salad', 'hex', 'prose', 'tokens']))]
  const click = `https://${site}/${random.alnum(10)}/${random.alnum(24)}`
  const out = `https://${site}/${random.alnum(10)}/${random.alnum(24)}`
  const image = () => `https://img.example.net/${random.alnum(12)}/${random.hex(8)}.png`
  const block = (/** @type {number} */ share) =>
    hide(scatter(random, fill(random, Math.round(characters * share))), random)
  return page(
    '',
    `${block(0.35)}
<center>
<a href="${click}"><img src="${image()}" width="600" height="720" border="0"${alt ? ' alt="Claim your reward"' : ''}></a><br>
<a href="${out}"><img src="${image()}" width="600" height="90" border="0"></a>
</center>
${block(0.65)}`,
  )
}

/** Prize lures of other layouts, without filler. @type {Record<string, (random: Random) => string>} */
export const LURES = {
  'two-images': (random) =>
    page(
      '',
      `<center><a href="https://win.example.com/${random.alnum(12)}"><img src="https://img.example.net/${random.hex(10)}.jpg" width="640" height="800" alt="You have won a coffee machine"></a>
<br><a href="https://win.example.com/${random.alnum(12)}"><img src="https://img.example.net/${random.hex(10)}.jpg" width="640" height="80"></a></center>`,
    ),
  'sliced-grid'(random) {
    const click = `https://win.example.com/${random.alnum(12)}`
    const path = random.hex(8)
    let rows = ''
    for (let row = 1; row <= 4; row++) {
      rows += '<tr>'
      for (let column = 1; column <= 3; column++)
        rows += `<td><a href="${click}"><img src="https://img.example.net/${path}/gift_0${row}_0${column}.gif" width="200" height="180" border="0" style="display:block"></a></td>`
      rows += '</tr>\n'
    }
    return page(
      '',
      `<table width="600" cellpadding="0" cellspacing="0" border="0" align="center">\n${rows}</table>`,
    )
  },
  'image-map': (random) =>
    page(
      '',
      `<center><img src="https://img.example.net/${random.hex(10)}.png" width="600" height="700" usemap="#prize" border="0">
<map name="prize"><area shape="rect" coords="0,0,600,640" href="https://win.example.com/${random.alnum(12)}"><area shape="rect" coords="0,641,600,700" href="https://win.example.com/${random.alnum(12)}"></map></center>`,
    ),
  background: (random) =>
    page(
      '',
      `<table width="600" align="center" cellpadding="0" cellspacing="0"><tr><td background="https://img.example.net/${random.hex(10)}.png" height="700" style="background-image:url('https://img.example.net/${random.hex(10)}.png');background-size:cover;text-align:center">
<a href="https://win.example.com/${random.alnum(12)}" style="display:block;height:700px;text-decoration:none">&nbsp;</a></td></tr></table>`,
    ),
  'linked-block': (random) =>
    page(
      '',
      `<a href="https://win.example.com/${random.alnum(12)}"><h2>Congratulations! Your answers won a 500 &euro; voucher</h2>
<img src="https://img.example.net/${random.hex(10)}.png" width="560" height="420"><br><img src="https://img.example.net/${random.hex(10)}.png" width="560" height="240"></a>`,
    ),
  'text-only': (random) =>
    page(
      '',
      `<p>Dear winner,</p>
<p>Your address was drawn in the second round of our anniversary lottery and has won the sum of 850,000 euros. To receive the
payment, send your full name, address and telephone number to our claims officer, and quote the batch number ${random.digits(4)}/${random.digits(6)}.</p>
<p>Claims that are not made within ten days will be passed to the next winner.</p>
<p>The lottery secretariat</p>`,
    ),
  'other-theme': (random) =>
    page(
      '',
      `<center><a href="https://care.example.com/${random.alnum(12)}"><img src="https://img.example.net/${random.hex(10)}.jpg" width="600" height="760" alt="Doctors are amazed by this morning drink"></a>
<br><a href="https://care.example.com/${random.alnum(12)}"><img src="https://img.example.net/${random.hex(10)}.jpg" width="600" height="70"></a></center>`,
    ),
}

/** Lures, and honest mail of a picture and a few words of prizes and gifts. @type {Record<string, string>} */
export const PRIZE_NOTICES = {
  'picture-button': `<center><form action="https://win.example.com/enter" method="get">
<input type="image" src="https://img.example.net/51c0.png" width="600" height="420" alt=""></form></center>`,
  'link-text': `<a href="https://win.example.com/odbior" style="text-decoration:none"><table width="560" align="center" border="2" cellpadding="24"><tr>
<td align="center"><font size="6">Gratulacje! Czeka na Ciebie nagroda</font><br>Odbierz zestaw narz&#281;dzi, zosta&#322;o 7 sztuk.</td></tr>
<tr><td align="center" bgcolor="#aa0000"><font size="5" color="#ffffff">Odbierz</font></td></tr></table></a>`,
  raffle: `<a href="https://school.example.org/fair"><img src="https://school.example.org/poster.png" width="560" height="700" alt="Raffle at the winter fair"></a>
<p>Tickets are sold at the gate until Friday. First prize is a bicycle, second prize a voucher for the climbing hall. The winners
are drawn at four o'clock; the proceeds pay for the reading corner.</p>`,
  'gift-card-receipt': `<a href="https://books.example.org/orders/4471"><img src="https://books.example.org/card.png" width="560" height="320" alt="Your gift card"></a>
<p>Order number 4471: one gift card of 50 euros for Jamie. The invoice is attached.</p>`,
  'gift-with-order': `<a href="https://tea.example.org/new"><img src="https://tea.example.org/tin.png" width="600" height="480" alt="The winter tin"></a>
<p>A free gift with every order until Sunday. Free shipping from 30 euros.</p>
<p style="font-size:11px">Tea on the Quay, 4 Harbour Row, Exampleton. <a href="https://tea.example.org/leave">Unsubscribe</a></p>`,
}

/** A message with hidden filler beside a short visible offer. @param {Random} random @param {{ hiding: string, filler: FillerKind, characters?: number, visible?: string }} of */
export function fillerBody(random, { hiding, filler, characters = 1800, visible }) {
  const hidden = HIDING[hiding](FILLER[filler](random, characters), random)
  const shown =
    visible ??
    `<p>Your storage is almost full. Files that were added since Monday will be deleted on Friday.</p>
<p><a href="https://files.example.com/${random.alnum(16)}">Keep my files</a></p>`
  return page('', `${shown}\n${hidden}`)
}

/** Visible words with zero-width characters and soft hyphens inside them: obfuscation, no filler. @param {Random} random */
export function obfuscatedBody(random) {
  const inside = ['&#8203;', '&zwnj;', '&shy;', '&#65279;']
  const split = (/** @type {string} */ text) =>
    text.replace(
      /[A-Za-z]{4,}/g,
      (found) =>
        found.slice(0, 2) + random.pick(inside) + found.slice(2, -1) + random.pick(inside) + found.slice(-1),
    )
  return page(
    '',
    `<p>${split('Your account password expires today. Confirm your account to keep your mailbox open.')}</p>
<p><a href="https://login.example.com/${random.alnum(16)}">${split('Confirm account now')}</a></p>
<p>${split('The mailbox support team')}</p>`,
  )
}

// ---- honest mail ---------------------------------------------------------------------------------------------------

const FOOTER = `<p style="font-size:11px;color:#666666">You get this letter because you signed up at example.org. Tidewater Books, 4 Harbour Row, Exampleton.<br>
<a href="https://news.example.org/unsubscribe?m=4711">Unsubscribe</a> | <a href="https://news.example.org/view?m=4711">View in browser</a></p>`

const STORY = `<h1>New on the shelf this month</h1>
<p>We unpacked forty boxes last week, and the window is full of maps again. Here are the three that our staff argued over.</p>
<p><a href="https://www.example.org/books/tide-tables"><b>A Short History of Tide Tables</b></a>, by our neighbour from the lifeboat
station, is the best book about mud that we have ever sold.</p>
<p><a href="https://www.example.org/books/lighthouses"><b>Lighthouses by Night</b></a> has eighty photographs and only one bad pun.</p>
<p><a href="https://www.example.org/events">On the 18th at seven</a> both authors will read in the shop. There is room for thirty people, and
tea for as long as the kettle lasts.</p>`

/** Honest newsletters, by what in them is hidden. @type {Record<string, (random: Random) => string>} */
export const NEWSLETTERS = {
  preheader: () =>
    page(
      '<title>New on the shelf</title>\n',
      `<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden">Forty boxes, three books that we argued over, and a reading on the 18th.${'&#847;&zwnj;&nbsp;'.repeat(110)}</div>
${STORY}
${FOOTER}`,
    ),
  mjml: () =>
    page(
      `<style type="text/css">#outlook a{padding:0}body{margin:0;padding:0}@media only screen and (min-width:480px){.mj-column-per-100{width:100%!important}}</style>\n`,
      `<div style="background-color:#f4f4f4"><div style="margin:0 auto;max-width:600px;background:#ffffff"><table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%"><tbody><tr><td style="direction:ltr;font-size:0px;padding:20px 0;text-align:center">
<div class="mj-column-per-100" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%"><table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"><tbody><tr><td align="left" style="font-size:0px;padding:10px 25px;word-break:break-word"><div style="font-family:Georgia,serif;font-size:16px;line-height:1.5;text-align:left;color:#222222">
${STORY}
${FOOTER}
</div></td></tr></tbody></table></div></td></tr></tbody></table></div></div>`,
    ),
  'mso-conditionals': () =>
    page(
      '<!--[if mso]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->\n',
      `<!--[if mso]><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
${STORY}
<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" href="https://www.example.org/books" style="height:44px;v-text-anchor:middle;width:220px" arcsize="10%" fillcolor="#205080"><center style="color:#ffffff">See all the new books</center></v:roundrect><![endif]-->
<!--[if !mso]><!--><a href="https://www.example.org/books" style="background:#205080;color:#ffffff;display:inline-block;padding:12px 20px;mso-hide:all">See all the new books</a><!--<![endif]-->
${FOOTER}
<!--[if mso]></td></tr></table><![endif]-->`,
    ),
  'mobile-desktop': () =>
    page(
      '<style>.mobile{display:none}@media only screen and (max-width:480px){.mobile{display:block!important;max-height:none!important}.desktop{display:none!important}}</style>\n',
      `<div class="desktop">
${STORY}
</div>
<div class="mobile" style="display:none;max-height:0;overflow:hidden">
${STORY}
</div>
${FOOTER}`,
    ),
  'dark-mode': () =>
    page(
      '<meta name="color-scheme" content="light dark">\n<style>.dark-logo{display:none}@media (prefers-color-scheme:dark){.dark-logo{display:block!important}.light-logo{display:none!important}body{background:#111111!important;color:#eeeeee!important}}[data-ogsc] .dark-logo{display:block!important}[data-ogsc] .light-logo{display:none!important}</style>\n',
      `<a href="https://www.example.org/"><img class="light-logo" src="https://www.example.org/logo-light.png" width="180" height="40" alt="Tidewater Books"><img class="dark-logo" src="https://www.example.org/logo-dark.png" width="180" height="40" alt="Tidewater Books" style="display:none"></a>
${STORY}
${FOOTER}`,
    ),
  pictures(random) {
    const shelf = [
      'Spring catalogue: gardens and coasts',
      'A Short History of Tide Tables, 18 euros',
      'Lighthouses by Night, 32 euros',
      'Reading on the 18th at seven, free of charge',
    ]
    const tiles = shelf
      .map(
        (alt, i) =>
          `<tr><td><a href="https://www.example.org/spring/${['gardens', 'tide-tables', 'lighthouses', 'reading'][i]}"><img src="https://img.example.org/spring/${i + 1}-${random.hex(6)}.jpg" width="600" height="${[420, 300, 300, 160][i]}" alt="${alt}" style="display:block;border:0"></a></td></tr>`,
      )
      .join('\n')
    return page(
      '<title>Spring at Tidewater Books</title>\n',
      `<table align="center" width="600" cellpadding="0" cellspacing="0">\n${tiles}\n</table>\n${FOOTER}`,
    )
  },
  'tracking-pixel': (random) =>
    page(
      '',
      `${STORY}
${FOOTER}
<img src="https://news.example.org/o/${random.alnum(32)}.gif" width="1" height="1" alt="" style="display:none">`,
    ),
  'screen-reader': () =>
    page(
      '<style>.sr-only{position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap;border:0}</style>\n',
      `${STORY}
<p><a href="https://social.example.org/tidewater"><img src="https://www.example.org/icon-bird.png" width="24" height="24" alt=""><span class="sr-only">Follow Tidewater Books</span></a>
<a href="https://video.example.org/tidewater"><img src="https://www.example.org/icon-play.png" width="24" height="24" alt=""><span style="position:absolute;left:-10000px;top:auto;width:1px;height:1px;overflow:hidden">Watch our readings</span></a></p>
${FOOTER}`,
    ),
}

/** The plain text of the honest newsletters. */
export const STORY_TEXT = `New on the shelf this month

We unpacked forty boxes last week, and the window is full of maps again. Here are the three that our staff argued over.

A Short History of Tide Tables: https://www.example.org/books/tide-tables
Lighthouses by Night: https://www.example.org/books/lighthouses

On the 18th at seven both authors will read in the shop.

Unsubscribe: https://news.example.org/unsubscribe?m=4711
`

/** Letters between people, and mail from a machine. */
export const LETTERS = {
  meeting: `Hello,

the room for Thursday is booked from ten to twelve. Please bring the drawings of the
north pier, and tell me by tomorrow whether the surveyor will come.

Kind regards
Jonna
`,
  invoice: `Good morning,

attached to our order 20417 you asked for two more cases of lamp oil. We can deliver
them on the 9th together with the rest; the price stays as quoted.

Please confirm in a line, and we will put them on the lorry.

Sales office
`,
  receipt: `Thank you for your order.

  1 x Lighthouses by Night        32.00 EUR
  1 x Postage                      4.90 EUR
  Total                           36.90 EUR

It will leave our store today. Order number 500-20417.
`,
  patch: `Hi all,

the table for the outer buoy was one day off in leap years. The change below fixes it;
please test it against last year's log before Friday.

-  day = day_of_year(date)
+  day = day_of_year(date) + leap(date.year)

Regards,
Edda
`,
}
