// @ts-check
// Twenty ways to keep text from the reader that the rest of the corpus does not use, and the honest use of each place.
//
// A reader is somebody with a web mail client, Outlook on the web or Apple Mail that draws the HTML part as the standards have
// it. `why` says what such a reader's eye does not get.

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./unseen-carriers.mjs').About} About
 * @typedef {import('./unseen-carriers.mjs').Holes} Holes
 *
 * @typedef {object} Technique
 * @property {string} name
 * @property {string} why  the reader does not see it
 * @property {boolean} [words]  it can carry letters, digits and single spaces only
 * @property {(noise: string) => string} [carry]  the characters that stand in the body for the noise
 * @property {(text: string, random: Random, k: number) => Partial<Holes>} hide
 * @property {(about: About, k: number) => Partial<Holes>} honest  `k` of the twelve
 */

/** The text in pieces of so many words. @param {string} text @param {number} words */
function pieces(text, words) {
  const all = text.split(' ')
  const found = []
  for (let i = 0; i < all.length; i += words) found.push(all.slice(i, i + words).join(' '))
  return found
}

/** A sentence with something behind each of its words, as evenly as it goes. @param {string} line @param {string[]} parts @param {(word: string, part: string) => string} join */
function spread(line, parts, join) {
  const words = line.split(' ')
  const each = Math.ceil(parts.length / words.length)
  return words
    .map((word, i) => {
      const part = parts.slice(i * each, (i + 1) * each).join(' ')
      return part === '' ? word : join(word, part)
    })
    .join(' ')
}

/** The preview line and so many sentences of small print. @param {About} about @param {number} k */
const smallPrint = ({ theme }, k) => [theme.preview, ...theme.details.slice(0, k % 7)].join(' ')

/**
 * A technique that an honest sender uses for the same mark-up with text that fits.
 * @param {string} name
 * @param {string} why
 * @param {(text: string, k: number) => Partial<Holes>} place
 * @param {(about: About, k: number) => string} fitting
 * @returns {Technique}
 */
const alike = (name, why, place, fitting) => ({
  name,
  why,
  hide: (text, _random, k) => place(text, k),
  honest: (about, k) => place(fitting(about, k), k),
})

const CLIPS = ['inset(50%)', 'circle(0)', 'polygon(0 0,0 0,0 0)']
const COMPONENTS = [
  'mail-top',
  'card-gap',
  'button-row',
  'rule-thin',
  'footer-links',
  'track-slot',
  'theme-end',
]
const FLAGS = ['gbeng', 'gbsct', 'gbwls']
const OPERATORS = ['\u2061', '\u2062', '\u2063', '\u2064']

/** ASCII as Unicode tag characters. @param {string} text */
const asTags = (text) =>
  [...text].map((character) => String.fromCodePoint(0xe0000 + character.codePointAt(0))).join('')

/** @type {Technique[]} */
export const TECHNIQUES = [
  // ---- properties of CSS
  alike(
    'line-clamp',
    'the box ends after its first line, which is the reference; what follows the break is below it and is not drawn',
    (text) => ({
      last: (line) =>
        `<div style="display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden;max-width:520px;text-align:left">${line}<br>${text}</div>`,
    }),
    smallPrint, // a teaser that is cut short
  ),
  alike(
    'clip-path',
    'the box is laid out in full, but the shape that it is clipped to has no area',
    (text, k) => ({
      top: `<div style="position:absolute;width:500px;clip-path:${CLIPS[k % CLIPS.length]}">${text}</div>\n`,
    }),
    ({ theme }) => `${theme.picture}. The link below it says: ${theme.button}.`, // for screen readers
  ),
  alike(
    'covered',
    'an opaque box of the same grid cell is drawn later and covers the text',
    (text) => ({
      top: `<div style="display:grid"><div style="grid-area:1/1;font-size:8px;line-height:9px;color:#444444">${text}</div><div style="grid-area:1/1;background:#ffffff">\n`,
      bottom: '</div></div>',
    }),
    ({ theme }, k) => (k % 2 ? `${theme.heading}. ${theme.lines.join(' ')}` : theme.picture), // if the block above fails to load
  ),
  alike(
    'blend-mode',
    'whatever colour is blended with white by `screen` comes out white',
    (text) => ({
      bottom: `<div style="background:#ffffff"><div style="mix-blend-mode:screen;color:#3a3a3a;font-size:9px;line-height:10px">${text}</div></div>`,
    }),
    ({ theme }) => `${theme.name}: ${theme.preview}`, // a line for dark grounds
  ),
  {
    name: 'custom-property',
    why: 'a custom property draws nothing unless var() names it',
    hide: (text, random) => ({
      style: pieces(text, 9)
        .map((piece) => `;--${random.letters(random.int(3, 8))}:'${piece}'`)
        .join(''),
    }),
    honest: ({ theme }, k) => ({
      style: [
        ';--ground:#f4f4f4;--ink:#222222',
        ';--gap:12px;--corner:4px',
        `;--sender:'${theme.name}'`,
        `;--preview:'${theme.preview}'`,
      ]
        .slice(0, 1 + (k % 4))
        .join(''),
    }),
  },
  // ---- elements that are not rendered
  {
    name: 'popover',
    why: 'a popover is drawn when a button opens it, and no button names this one',
    hide: (text, random) => ({ bottom: `<div popover id="${random.letters(6)}">${text}</div>` }),
    honest: (about, k) => ({
      bottom: `<p><button type="button" popovertarget="terms">Small print</button></p><div popover id="terms">${smallPrint(about, k)}</div>`,
    }),
  },
  alike(
    'svg-description',
    'desc and metadata describe a drawing to programmes and are not drawn, nor shown as a tooltip',
    (text, k) => ({
      last: (line) =>
        `<svg width="16" height="16" role="img" aria-label="Note"><${k % 2 ? 'metadata' : 'desc'}>${text}</${k % 2 ? 'metadata' : 'desc'}><circle cx="8" cy="8" r="7" fill="#1f5f8b"/></svg> ${line}`,
    }),
    ({ theme }) => `A blue dot that marks the reference number of ${theme.name}. ${theme.picture}.`,
  ),
  {
    name: 'linked-data',
    why: 'a script of a data type is neither run nor rendered',
    hide: (text, _random, k) => ({
      head: linkedData(
        k % 2
          ? { '@type': 'CreativeWork', keywords: pieces(text, 4) }
          : { '@type': 'Thing', description: text },
      ),
    }),
    honest: ({ theme, click, reference }, k) => ({
      head: linkedData({
        '@type': 'EmailMessage',
        description: theme.details.slice(0, 1 + (k % 3)).join(' '),
        identifier: reference,
        potentialAction: { '@type': 'ViewAction', target: click, name: theme.button },
      }),
    }),
  },
  // ---- attributes and structure
  alike(
    'data-attribute',
    'no style or programme of the mail reads the attribute, and clients show none of its kind',
    (text, k) => ({ attributes: ` data-${['description', 'summary', 'content'][k % 3]}="${text}"` }),
    smallPrint, // what the block is about, for the sender's own programmes
  ),
  {
    name: 'tag-names',
    why: 'elements of unknown names are inline boxes, and without content they have no width',
    words: true,
    hide: (text) => ({
      bottom: pieces(text, 2)
        .map((pair) => {
          const name = `${/^[a-z]/i.test(pair) ? '' : 'x'}${pair.includes(' ') ? pair.replace(' ', '-') : `${pair}-x`}`
          return `<${name}></${name}>`
        })
        .join(''),
    }),
    honest: (_about, k) => ({
      bottom: COMPONENTS.slice(0, 1 + (k % COMPONENTS.length)) // of the sender's template, not yet replaced
        .map((name) => `<${name}></${name}>`)
        .join(''),
    }),
  },
  {
    name: 'named-anchors',
    why: 'an anchor without href and content has no box; its name is only a place to jump to',
    words: true,
    hide: (text) => ({
      top: `${pieces(text, 3)
        .map((piece) => `<a name="${piece.replaceAll(' ', '-')}"></a>`)
        .join('')}\n`,
    }),
    honest: ({ reference }, k) => ({
      top: `${['top', `ref-${reference}`, 'details', 'contact', 'terms']
        .slice(0, 2 + (k % 4))
        .map((name) => `<a name="${name}"></a>`)
        .join('')}\n`,
    }),
  },
  // ---- places
  {
    name: 'earlier-alternative',
    why: 'of two HTML alternatives a client shows the last that it can read (RFC 2046, 5.1.4)',
    hide: (text) => ({ parts: [`<html>\n<body>\n<p>${text}</p>\n</body>\n</html>\n`] }),
    honest: (about) => ({ parts: [simplePage(about)] }),
  },
  {
    name: 'doctype-identifier',
    why: 'a public identifier chooses the mode of layout and is not rendered',
    hide: (text) => ({ doctype: `<!DOCTYPE html PUBLIC "${text}" "about:legacy-compat">` }),
    honest: (_about, k) => ({
      doctype: [
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">',
        '<!DOCTYPE html SYSTEM "about:legacy-compat">',
      ][k % 3],
    }),
  },
  alike(
    'beside-the-page',
    'the second box of the row stands to the right of a row that is one box wide and cannot be scrolled',
    (text) => ({
      top: '<div style="width:600px;overflow:hidden;white-space:nowrap"><div style="display:inline-block;width:600px;white-space:normal;vertical-align:top">\n',
      bottom: `</div><div style="display:inline-block;width:600px;white-space:normal;vertical-align:top;padding-left:16px;font-size:9px;line-height:10px">${text}</div></div>`,
    }),
    smallPrint, // the next card of a carousel
  ),
  // ---- characters
  {
    name: 'tag-characters',
    why: 'tag characters U+E0020 to U+E007E have no glyph and no width unless they follow a black flag',
    carry: (text) =>
      asTags(/^[ -~]*$/.test(text) ? text : Buffer.from(text).toString('base64').slice(0, text.length)),
    hide: (text) => ({ last: (line) => line + text }),
    honest: (_about, k) => ({
      last: (line) =>
        `${line} ${FLAGS.slice(0, 1 + (k % 3))
          .map((region) => `\u{1f3f4}${asTags(region)}\u{e007f}`)
          .join(' ')}`,
    }),
  },
  {
    name: 'invisible-operators',
    why: 'U+2061 to U+2064 stand for operators that are not written; four of them carry an octet',
    carry: (text) =>
      [...Buffer.from(text).subarray(0, Math.floor(text.length / 4))]
        .flatMap((octet) => [octet >> 6, (octet >> 4) & 3, (octet >> 2) & 3, octet & 3])
        .map((two) => OPERATORS[two])
        .join(''),
    hide: (text) => ({
      say: (line) => {
        const each = Math.ceil(text.length / line.split(' ').length)
        return spread(line, text.match(new RegExp(`.{1,${each}}`, 'gu')), (word, part) => word + part)
      },
    }),
    // a last word that keeps its neighbour, and a number that is not broken at its hyphen
    honest: () => ({
      say: (line) => line.replace(/ (?=\S+$)/, '\u2060\u00a0\u2060'),
      last: (line) => line.replaceAll('-', '\u2060-\u2060'),
    }),
  },
  {
    name: 'ruby-parentheses',
    why: 'rp is for programmes without ruby; all others do not display it',
    hide: (text) => ({
      say: (line) =>
        spread(line, pieces(text, 3), (word, part) => {
          const middle = Math.ceil(word.length / 2)
          return `${word.slice(0, middle)}<rp>${part}</rp>${word.slice(middle)}`
        }),
    }),
    honest: ({ theme }) => ({
      say: (line) =>
        `${line} <ruby>${theme.name}<rp> (</rp><rt>${theme.host}</rt><rp>)</rp></ruby> has the details.`,
    }),
  },
  // ---- soup, and what parsers throw away
  {
    name: 'void-soup',
    why: 'track, param and source are void and draw nothing; no player shows their labels',
    hide: (text, random) => ({
      bottom: pieces(text, 5)
        .map((piece) =>
          random.pick([
            `<track label="${piece}">`,
            `<param name="${random.letters(5)}" value="${piece}">`,
            `<source media="${piece}">`,
          ]),
        )
        .join(''),
    }),
    honest: ({ theme, click }, k) => ({
      bottom: `<audio preload="none"><source src="${click}.mp3" type="audio/mpeg">${[
        'English',
        'Deutsch',
        'Polski',
      ]
        .slice(0, 1 + (k % 3))
        .map((label) => `<track kind="captions" label="${theme.heading}, ${label}">`)
        .join('')}</audio>`,
    }),
  },
  {
    name: 'duplicate-attribute',
    why: 'of two attributes of one name the parser keeps the first (HTML, 13.2.5.33)',
    hide: (text) => ({ attributes: ` style="${text}"` }),
    honest: (_about, k) => ({
      attributes: ` style="${[
        'margin:0 auto',
        'max-width:600px',
        'border-collapse:collapse',
        'line-height:1.5',
      ]
        .slice(0, 1 + (k % 4))
        .join(';')}"`,
    }),
  },
  {
    name: 'end-tag-attributes',
    why: 'a parser drops the attributes of an end tag',
    hide: (text, _random, k) => ({ end: k % 2 ? ` ${text}` : ` title="${text}"` }),
    honest: (_about, k) => ({ end: [' class="main"', ' align="center"', ' id="message"'][k % 3] }),
  },
]

/** @param {object} about */
const linkedData = (about) =>
  `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...about })}</script>\n`

/** The same offer for clients that want little. @param {About} about */
const simplePage = ({ theme, click, reference }) =>
  `<html>\n<body>\n<h3>${theme.heading}</h3>\n<p>${theme.lines.join('</p>\n<p>')}</p>\n<p><a href="${click}">${theme.button}</a></p>\n<p>Reference ${reference}</p>\n</body>\n</html>\n`
