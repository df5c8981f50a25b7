// @ts-check
// What the messages of unseen-filler.mjs are made of: small lures in three layouts, each with holes for what is hidden, what an
// honest sender would put there, and noise of four kinds. All of it was written for this corpus.
import { hexTokens, salad, tokens } from './words.mjs'

/** @typedef {import('./random.mjs').Random} Random */

/**
 * @typedef {object} Theme
 * @property {string} name  the sender's
 * @property {string} host
 * @property {string} subject
 * @property {string} heading
 * @property {string[]} lines  what the reader sees, the most needed first
 * @property {string} button
 * @property {string} picture  what the picture shows
 * @property {boolean} prize
 * @property {string} preview  a line that fits, for the list of messages
 * @property {string[]} details  sentences of small print, description or footer that belong to it
 */

/** @type {Theme[]} */
export const THEMES = [
  {
    name: 'Oxbow Mailbox Desk',
    host: 'desk.example.net',
    subject: 'Your mailbox is nearly full',
    heading: 'Nine tenths of your mailbox are used',
    lines: [
      'New messages will be sent back to their senders from Friday on.',
      'Confirm your mailbox to keep all folders and to get five more gigabytes.',
      'The mailbox desk',
    ],
    button: 'Confirm mailbox',
    picture: 'A grey mailbox with letters that do not fit into it',
    prize: false,
    preview: 'Nine tenths are used; from Friday on, new messages go back to their senders.',
    details: [
      'Storage counts messages, attachments and deleted messages of the last thirty days.',
      'Shared calendars and contacts do not count.',
      'You can also make room by emptying the folder of deleted messages.',
      'The five gigabytes that come with the confirmation are free of charge for a year.',
      'This notice is sent when a mailbox passes nine tenths of its size, and once a week as long as it does.',
      'Oxbow Mailbox Desk, 2 Mill Lane, Exampleton.',
    ],
  },
  {
    name: 'Tarnwick Parcels',
    host: 'parcels.example.net',
    subject: 'Your parcel is held at the depot',
    heading: 'One parcel waits for you',
    lines: [
      'The postage was two coins short, and the depot keeps the parcel until Thursday.',
      'Pay the difference to have it brought to your door.',
      'Tarnwick Parcels, counter service',
    ],
    button: 'Release parcel',
    picture: 'A brown parcel on the shelf of a depot',
    prize: false,
    preview: 'The postage was two coins short; the depot keeps your parcel until Thursday.',
    details: [
      'Parcels are kept for seven days from the first attempt to deliver them.',
      'After that they return to the sender, who is told so by letter.',
      'The counter of the depot is open from eight to six, and until noon on Saturdays.',
      'Please bring a paper with your photograph if you fetch the parcel yourself.',
      'The fee covers the postage that was missing and nothing else.',
      'Tarnwick Parcels, Depot 4, Ropewalk, Exampleton.',
    ],
  },
  {
    name: 'Sorrel and Reed Accounts',
    host: 'accounts.example.net',
    subject: 'Payment of your order failed',
    heading: 'We could not charge your card',
    lines: [
      'Your order stays in our books for one more day.',
      'Enter your card once more so that we can send the goods.',
      'Accounts department',
    ],
    button: 'Update card',
    picture: 'A bank card beside a receipt',
    prize: false,
    preview: 'Your order stays in our books for one more day; please check your card.',
    details: [
      'Most payments fail because the card has expired or the bank asks for a code.',
      'No money was taken from your account.',
      'If you would rather pay by bank transfer, answer this message and we will send an invoice.',
      'Goods are reserved as long as the order is open.',
      'Returns are free within fourteen days of delivery.',
      'Sorrel and Reed, 11 Tanner Street, Exampleton.',
    ],
  },
  {
    name: 'Hollowfield Documents',
    host: 'files.example.net',
    subject: 'A document was shared with you',
    heading: 'You have been given a document to sign',
    lines: [
      'The document has three pages and asks for your signature on the last one.',
      'Sign in with your office account to read it.',
      'Sent on behalf of the front office',
    ],
    button: 'Read document',
    picture: 'A sheet of paper with a line for a signature',
    prize: false,
    preview: 'Three pages that ask for your signature on the last one.',
    details: [
      'The link can be opened once and is good for two days.',
      'Nobody else can open it, and it cannot be forwarded.',
      'A copy of the signed document is sent to both sides.',
      'Documents are deleted from our store ten years after the last signature.',
      'If you did not expect a document, tell the front office and do not open it.',
      'Hollowfield Documents, Unit 6, Old Brickworks, Exampleton.',
    ],
  },
  {
    name: 'Millrace Film Club',
    host: 'club.example.net',
    subject: 'Your membership ends today',
    heading: 'Do not lose your seat',
    lines: [
      'The renewal of your membership did not go through.',
      'Renew it tonight and the next two months are free.',
      'Your film club',
    ],
    button: 'Renew now',
    picture: 'An empty red seat in front of a screen',
    prize: false,
    preview: 'The renewal did not go through; renew tonight for two free months.',
    details: [
      'A membership is for one person and can be ended at the end of any month.',
      'Members watch as many films as they like, and bring a friend on Mondays.',
      'The two free months are added to the end of the paid year.',
      'Films of the coming month are a western, two comedies and a story of the sea.',
      'Subtitles can be switched on for every film.',
      'Millrace Film Club, 3 Weir Road, Exampleton.',
    ],
  },
  {
    name: 'Kettle Panel',
    host: 'panel.example.net',
    subject: 'A kettle is kept for you',
    heading: 'You have won a copper kettle',
    lines: [
      'Answer four questions about your kitchen and the kettle is yours.',
      'Only three are left, and you pay nothing but the postage.',
      'The kettle panel',
    ],
    button: 'Claim my kettle',
    picture: 'A copper kettle on a blue stove',
    prize: true,
    preview: 'Four questions about your kitchen, and the copper kettle is yours.',
    details: [
      'The kettle holds a litre and a half and is made for gas and for electric stoves.',
      'It has a handle of beech, a lid that stays on while pouring and a whistle.',
      'One kettle goes to one household.',
      'The answers are counted without names and are deleted after the survey.',
      'The survey ends when the last kettle has been sent.',
      'Kettle Panel, 9 Ferry Steps, Exampleton.',
    ],
  },
]

/**
 * The holes of a page. What stands in none of them is the same in a message with filler and in its honest twin.
 * @typedef {object} Holes
 * @property {string} doctype
 * @property {string} head
 * @property {string} top  the first of the body
 * @property {string} bottom  the last of the body
 * @property {string} style  further declarations of the main block
 * @property {string} attributes  further attributes of the main block, after its style
 * @property {string} end  what follows the name in the main block's end tag
 * @property {(line: string) => string} say  writes the first line that is seen
 * @property {(line: string) => string} last  writes the reference, the last line that is seen
 * @property {string[]} parts  HTML parts that stand before this one in multipart/alternative
 *
 * @typedef {{ theme: Theme, reference: string, click: string, image: string }} About
 */

/** @type {Holes} */
const EMPTY = {
  doctype: '<!DOCTYPE html>',
  head: '',
  top: '',
  bottom: '',
  style: '',
  attributes: '',
  end: '',
  say: (line) => line,
  last: (line) => line,
  parts: [],
}

/** @type {Record<string, (about: About, holes: Holes) => string>} */
const LAYOUTS = {
  picture: ({ theme, reference, click, image }, { style, attributes, end, say, last }) =>
    `<div style="text-align:center;font-family:Arial,sans-serif;color:#333333${style}"${attributes}>
<a href="${click}"><img src="${image}" width="560" height="420" border="0" alt="${theme.picture}"></a>
<p>${say(theme.lines[0])}</p>
${last(`Reference ${reference}`)}
</div${end}>`,
  card: ({ theme, reference, click }, { style, attributes, end, say, last }) =>
    `<table role="presentation" align="center" width="560" cellpadding="20" cellspacing="0" style="border:1px solid #dddddd;font-family:Arial,sans-serif;color:#333333${style}"${attributes}><tr><td>
<h2>${theme.heading}</h2>
<p>${say(theme.lines[0])}</p>
<p>${theme.lines[1]}</p>
<p><a href="${click}" style="background:#1f5f8b;color:#ffffff;display:inline-block;padding:12px 24px;text-decoration:none">${theme.button}</a></p>
${last(`Reference ${reference}`)}
</td></tr></table${end}>`,
  letter: ({ theme, reference, click }, { style, attributes, end, say, last }) =>
    `<div style="font-family:Georgia,serif;font-size:15px;color:#222222${style}"${attributes}>
<p>Hello,</p>
<p>${say(theme.lines[0])} ${theme.lines[1]}</p>
<p><a href="${click}">${theme.button}</a></p>
<p>${theme.lines[2]}</p>
${last(`Reference ${reference}`)}
</div${end}>`,
}

/** Names of the layouts of a lure. */
export const CARRIERS = Object.keys(LAYOUTS)

/** @param {string} carrier one of CARRIERS @param {About} about @param {Partial<Holes>} filled */
export function carrierPage(carrier, about, filled) {
  const holes = { ...EMPTY, ...filled }
  return `${holes.doctype}
<html>
<head>
<meta charset="utf-8">
${holes.head}</head>
<body style="margin:0;background:#ffffff">
${holes.top}${LAYOUTS[carrier](about, holes)}${holes.bottom}
</body>
</html>
`
}

/** What a reader of plain text is given. @param {About} about */
export const carrierText = ({ theme, reference, click }) =>
  `${theme.heading}\n\n${theme.lines.join('\n')}\n\n${theme.button}: ${click}\n\nReference ${reference}\n`

// ---- noise -----------------------------------------------------------------------------------------------------------

const BORROWED = [
  `The ferry had two captains, who took turns by the week and did not speak to each other. One of them carved spoons while the
chain ran out, and sold them from a basket at the landing. When the bridge was opened he moved the basket to its northern end.`,
  `Glass for the greenhouse came in crates of forty panes, packed in straw. Every spring a dozen were cracked by the frost, and the
gardener cut the good corners into squares for the cold frames, so that in the end nothing was thrown away but the putty.`,
  `A felt hat begins as a cone of loose fur, twice as large as the head it is meant for. It is wetted, rolled and pressed until it
has shrunk to half, and then pulled over a block of lime wood. The brim is cut last, with a knife that runs along a wire.`,
  `Nobody in the village could say who had planted the row of walnut trees. The oldest map shows them, and the oldest bill for nuts
is of the year before the mill burnt down. Their shade is so cold that hay will not dry under them in July.`,
  `The organ was tuned twice a year by a woman from the next valley. She slept in the vestry, ate what the sexton brought her, and
played one hymn at the end to show that it was done. In the third pipe from the left she once found a family of wrens.`,
  `Slate splits best when it is fresh from the quarry and still damp. The splitter sits with the block against his knee, taps a
broad chisel along the edge and listens. A dull note means that the stone will break across, and it goes to the wall builders.`,
]

/** Of four languages, none of them the carriers'. */
const FOREIGN = [
  `Der Imker stellt seine Kästen im April an den Rand der Obstwiese, sobald die Nächte ohne Frost bleiben. An warmen Tagen hört man
das Summen bis zur Straße, und wer dort vorbeigeht, wechselt lieber die Seite. Im August wird geschleudert, im Oktober gefüttert,
und den ganzen Winter über sitzt er in der Werkstatt und nagelt Rähmchen für das nächste Jahr zusammen.`,
  `Stary młyn nad rzeką stoi pusty od czasu wielkiej powodzi. Dzieci mówią, że w piwnicy mieszka sum, który pamięta jeszcze dawnego
młynarza. Wiosną woda sięga do drugiego stopnia schodów, a latem można przejść suchą nogą na drugi brzeg i zbierać jeżyny,
których nikt inny nie zrywa, bo droga jest długa i pełna pokrzyw.`,
  `Старый мост через овраг построили из дуба, и по весне его каждый год смолили заново. Дети бегали слушать, как доски гудят под
телегами, а дед говорил, что по звуку знает, чей это конь. Осенью перила покрывались инеем, и никто не ходил там после заката,
кроме почтальона, который очень торопился домой.`,
  `Köyün fırını sabah dörtte yakılır ve ilk ekmekler gün doğmadan çıkar. Odunlar bir yıl boyunca avluda kurutulur, çünkü yaş odun
hem duman yapar hem de taşı çatlatır. Öğleden sonra fırın soğurken kadınlar güveçlerini getirir, akşama kadar içeride bırakır
ve sonra hep birlikte taşıyarak evlerine dönerler.`,
]

/** Passages one after another, from any of them on. @param {string[]} passages */
const borrow = (passages) => (/** @type {Random} */ random, /** @type {number} */ characters) => {
  const first = random.int(0, passages.length - 1)
  let text = ''
  for (let i = first; text.length < characters; i++) text += `${passages[i % passages.length]} `
  return text.replace(/\n/g, ' ')
}

/** @type {Record<string, (random: Random, characters: number) => string>} */
const NOISES = {
  tokens: (random, characters) => (random.int(0, 1) ? tokens : hexTokens)(random, characters),
  salad,
  prose: borrow(BORROWED),
  foreign: borrow(FOREIGN),
}

/** Names of the kinds of noise. */
export const NOISE_KINDS = Object.keys(NOISES)

/**
 * Noise of exactly so many characters, which needs no escaping in HTML or CSS.
 * @param {Random} random
 * @param {string} kind one of NOISE_KINDS
 * @param {number} characters
 * @param {boolean} [words] letters, digits and single spaces only
 */
export function noise(random, kind, characters, words = false) {
  const source = NOISES[kind](random, characters * 2 + 40)
  const text = words ? source.replace(/[^\p{L}\p{N}]+/gu, ' ') : source
  return text.slice(0, characters).replace(/ $/, 'e')
}
