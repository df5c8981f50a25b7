import { describe, expect, it } from 'vitest'
import { areNear, isMash, readLanguage } from '../../src/text/language.ts'

const SENTENCES: Record<string, string> = {
  cs: 'Knihovna je v pátek otevřena až do večera, a kdo chce, může si přinést také něco k jídlu a pití.',
  da: 'Biblioteket har åbent fredag aften, og de som vil, kan også tage noget med at spise og drikke.',
  de: 'Die Bücherei ist am Freitag bis zum Abend offen, und wer will, kann auch etwas zu essen mitbringen.',
  en: 'The library is open until the evening on Friday, and those who want to can also bring something to eat.',
  es: 'La biblioteca está abierta el viernes hasta la noche, y los que quieran pueden traer también algo de comer.',
  fi: 'Kirjasto on auki perjantaina iltaan asti, ja ne jotka haluavat, voivat myös tuoda jotain syötävää kun tulevat.',
  fr: 'La bibliothèque est ouverte le vendredi jusqu’au soir, et ceux qui le veulent peuvent aussi apporter à manger.',
  hu: 'A könyvtár pénteken estig nyitva van, és aki akar, az hozhat magával valamit enni is, ha van ideje rá.',
  it: 'La biblioteca è aperta il venerdì fino a sera, e chi vuole può anche portare qualcosa da mangiare con sé.',
  nb: 'Biblioteket er åpent til kvelden på fredag, og de som vil, kan også ta med seg noe å spise når de kommer.',
  nl: 'De bibliotheek is vrijdag tot de avond open, en wie wil, kan ook iets te eten of te drinken meebrengen.',
  pl: 'Biblioteka jest w piątek otwarta do wieczora, a kto chce, może też przynieść coś do jedzenia i do picia.',
  pt: 'A biblioteca está aberta na sexta até à noite, e quem quiser também pode trazer alguma coisa para comer.',
  ro: 'Biblioteca este deschisă vineri până seara, iar cei care vor pot să aducă și ceva de mâncare sau de băut.',
  ru: 'Библиотека открыта в пятницу до вечера, и кто хочет, тот может также принести что-нибудь из еды.',
  sv: 'Biblioteket är öppet till kvällen på fredag, och de som vill kan också ta med sig något att äta när de kommer.',
  tr: 'Kütüphane cuma günü akşama kadar açık, ve isteyen herkes yanında yemek için de bir şey getirebilir, çok iyi olur.',
}

describe('languages', () => {
  it.each(Object.entries(SENTENCES))('%s', (language, text) => {
    const read = readLanguage(text)
    expect(areNear(read.language, language)).toBe(true)
    expect(read.kind).toBe('prose')
    expect(read.functionWords).toBeGreaterThan(0.18)
    expect(read.trigrams).toBeGreaterThan(0.5)
  })
})

describe('kinds', () => {
  it.each([
    ['prose', SENTENCES.en, 'prose'],
    ['prose in capitals', SENTENCES.en.toUpperCase(), 'prose'],
    [
      'a menu',
      'Products and prices, Company, Contact, About, Library, Opening hours, Legal, Press, News, Events',
      'list',
    ],
    [
      'words that nothing joins',
      'harbour lantern orchard pencil granite sparrow thunder window copper meadow silver kettle',
      'salad',
    ],
    [
      'letters and digits',
      'q4kd8 ztr9v p2xw7 m8bn3 k5jh1 r6ty2 w9qz4 d3fg8 x7cv5 b1nm6 h2jk9 t4re8',
      'tokens',
    ],
    ['fingers on keys', 'qkd zrv pxw mbn kjh rty wqz dfg xcv bnm hjk tre yui lop sda vcx', 'tokens'],
    ['words that are too long', Array.from({ length: 12 }, () => 'a'.repeat(31)).join(' '), 'tokens'],
    ['eleven words', SENTENCES.en.split(' ').slice(0, 11).join(' '), 'unjudged'],
    ['no words', '1234 5678 %&/( ', 'unjudged'],
    ['nothing', '', 'unjudged'],
    ['Japanese', '図書館は金曜日の夜まで開いています。'.repeat(20), 'unjudged'],
    [
      'Greek with some English',
      `${'Η βιβλιοθήκη είναι ανοιχτή μέχρι το βράδυ. '.repeat(10)}${SENTENCES.en}`,
      'unjudged',
    ],
  ])('%s', (_, text, kind) => {
    expect(readLanguage(text).kind).toBe(kind)
  })

  it('numbers are no words', () => {
    expect(readLanguage(`${SENTENCES.de} ${'2024 '.repeat(100)}`)).toEqual(readLanguage(SENTENCES.de))
  })

  it('decomposed letters are letters', () => {
    expect(readLanguage(SENTENCES.cs.normalize('NFD'))).toEqual(readLanguage(SENTENCES.cs))
  })

  it('looks at the beginning of a text of any length', () => {
    const long = `${SENTENCES.fr} `.repeat(60).slice(0, 6000)
    expect(readLanguage(long + SENTENCES.de.repeat(10_000))).toEqual(readLanguage(long))
  })
})

it.each([
  ['en', 'en', true],
  ['da', 'nb', true],
  ['es', 'pt', true],
  ['de', 'nl', false],
  ['sv', 'fi', false],
  [undefined, 'en', false],
])('%s and %s are near: %s', (one, other, near) => {
  expect(areNear(one, other)).toBe(near)
})

describe('mash', () => {
  it.each([
    ['qhwfkqhjwgkfjqhk', true],
    ['ASDFKJHASDLKFJH', true],
    ['xkcdzrvpqwmbnt', true],
    ['Winterflohmarkt', false],
    ['Kirjastossakin', false],
    ['Szczebrzeszynska', false],
    ['PoliceAuctions', false],
    ['Unsubscribeconfirmation', false],
    ['xkcdzrvpqwm', false],
    ['xkcd-zrvp-qwmb-nt', false],
    ['xkcdzrvpqwmbnt1', false],
  ])('%s: %s', (word, mash) => {
    expect(isMash(word)).toBe(mash)
  })
})
