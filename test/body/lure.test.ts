import { describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/analyzer.ts'
import { messageOf } from '../helpers/message.ts'

interface Parts {
  subject?: string
  name?: string
  domain?: string
  fields?: string
  body?: string
}

const HERO =
  '<a href="https://go.example.com/"><img src="https://img.example.com/1.png" width="600" height="300"></a>'
const BUTTON = '<p><a href="https://go.example.com/">Open</a></p>'

const lureOf = ({
  subject = 'You won',
  name = 'Ann',
  domain = 'sender.test',
  fields = '',
  body = HERO,
}: Parts) =>
  messageOf(
    `From: ${name} <a@${domain}>\nSubject: ${subject}\n${fields}Content-Type: text/html; charset=utf-8\n\n${body}\n`,
  ).lure

const words = (count: number): string => `<p>${'meadow '.repeat(count)}</p>`

describe('what is a lure at all', () => {
  it.each<[string, Parts, boolean]>([
    ['a promise and a linked picture', {}, true],
    ['a promise and a link', { body: BUTTON }, true],
    ['a promise alone', { body: '<p>You won</p>' }, false],
    ['a mail address is no place to go', { body: '<a href="mailto:a@example.org">Open</a>' }, false],
    ['a link alone', { subject: 'Thursday' }, false],
    [
      'a promise that nobody sees',
      { subject: 'Thursday', body: `${HERO}<p style="display:none">You won</p>` },
      false,
    ],
    [
      'a promise in a picture’s text',
      { subject: 'Hi', body: HERO.replace('<img', '<img alt="Claim your prize"') },
      true,
    ],
    ['a promise in the sender’s name', { subject: 'Hi', name: 'Prize Department' }, true],
    ['a promise below sixty words', { subject: 'Hi', body: `${HERO}${words(80)}<p>You won</p>` }, false],
  ])('%s', (_what, parts, expected) => {
    expect(lureOf(parts) !== undefined).toBe(expected)
  })
})

describe('the carrier', () => {
  it.each<[string, string, string]>([
    ['a linked picture', HERO, 'picture'],
    ['a linked picture and thirty-five words', HERO + words(35), 'picture'],
    ['a linked picture and little text', HERO + words(60), 'picture+text'],
    ['a linked picture and much text', HERO + words(500), 'text'],
    ['a picture that is not linked, and a button', HERO.replaceAll(/<\/?a[^>]*>/g, '') + BUTTON, 'picture'],
    [
      'a background behind a link',
      `<a href="https://go.example.com/"><div style="width:600px;height:300px;background:url(https://img.example.com/a.png)"></div></a>`,
      'picture',
    ],
    [
      'a background under a link',
      `<table><tr><td background="https://img.example.com/a.png" width="600" height="300"><a href="https://go.example.com/">Open</a></td></tr></table>`,
      'picture',
    ],
    [
      'a picture that sends a form',
      '<form action="https://go.example.com/"><input type="image" src="https://img.example.com/1.png" width="600" height="300"></form>',
      'picture',
    ],
    [
      'an image map',
      '<img usemap="#m" src="https://img.example.com/1.png" width="600" height="300"><map name="m"><area href="https://go.example.com/" coords="0,0,600,300"></map>',
      'picture',
    ],
    [
      'a logo',
      '<a href="https://go.example.com/"><img src="https://img.example.com/1.png" width="90" height="40"></a>' +
        words(50),
      'text',
    ],
    ['no picture', BUTTON, 'text'],
  ])('%s', (_what, body, carrier) => {
    expect(lureOf({ body })?.carrier).toBe(carrier)
  })
})

describe('the theme', () => {
  it.each([
    ['You won a prize', 'prize'],
    ['Your gift card awaits', 'prize'],
    ['You won at the casino', 'gambling'],
    ['90 free spins', 'gambling'],
    ['Jackpot!', 'gambling'],
    ['Your bonus: play now', 'gambling'],
    ['Bonus points', 'prize'],
  ])('%s', (subject, theme) => {
    expect(lureOf({ subject })?.theme).toBe(theme)
  })
})

describe('features', () => {
  it.each<[string, Parts, string, boolean]>([
    ['the sender’s domain in a link', { domain: 'example.com' }, 'sender’s domain seen', true],
    ['the sender’s domain nowhere', { domain: 'sender.net' }, 'sender’s domain unseen', true],
    ['a made-up sender', { domain: 'news.example' }, 'sender’s domain unseen', false],
    ['a list', { fields: 'List-Id: <l.example.org>\n' }, 'mailing list', true],
    ['a reply', { fields: 'In-Reply-To: <1@example.org>\n' }, 'reply', true],
    ['a greeting', { body: `${HERO}<p>Dear Ann, here it is</p>` }, 'greeting', true],
    [
      'a company by its own name',
      { name: 'Lantern Books', domain: 'lanternbooks.com' },
      'named after its domain',
      true,
    ],
    ['no words', {}, 'words 0', true],
    ['two promises in the heading', { subject: 'You won a prize' }, '2+ in the heading', true],
    ['one promise in the heading', { subject: 'You won' }, '2+ in the heading', false],
  ])('%s', (_what, parts, feature, expected) => {
    expect(lureOf(parts)!.features.includes(feature)).toBe(expected)
  })
})

describe('disguises change nothing', () => {
  const { analyze } = createAnalyzer()
  const plain = 'Congratulations, you won a gift card'
  const fullwidth = (text: string) =>
    text.replaceAll(/[\u0021-\u007e]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
  const bold = (text: string) =>
    text.replaceAll(/[a-z]/g, (c) => String.fromCodePoint(0x1d41a + c.charCodeAt(0) - 0x61))
  const scoreOf = (subject: string) =>
    analyze(
      new TextEncoder().encode(
        `From: Ann <a@sender.net>\nSubject: ${subject}\nContent-Type: text/html; charset=utf-8\n\n${HERO}<p>${subject}</p>\n`,
      ),
    ).assessments.prizeLure.probability

  it.each<[string, (text: string) => string]>([
    ['fullwidth letters', fullwidth],
    ['bold letters', bold],
    ['zero-width spaces inside words', (text) => text.replaceAll(/\B\B/g, '\u200b')],
    ['soft hyphens', (text) => text.replaceAll(/\B\B/g, '\u00ad')],
    ['variation selectors', (text) => text.replaceAll(/\w/g, '$&\ufe0f')],
    ['struck through', (text) => text.replaceAll(/\w/g, '$&\u0336')],
    ['look-alikes', (text) => text.replaceAll('o', 'о').replaceAll('a', 'а')],
    ['capitals', (text) => text.toUpperCase()],
    ['marks', (text) => text.replaceAll('o', 'ó').replaceAll('a', 'à')],
  ])('%s', (_what, disguise) => {
    expect(scoreOf(disguise(plain))).toBe(scoreOf(plain))
    expect(scoreOf(plain)).toBeGreaterThan(0.9)
  })
})
