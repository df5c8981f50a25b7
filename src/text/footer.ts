/** Where the footer of a text begins: how to unsubscribe, who holds the rights, who sent it and why. */
import { lastMarkedLines } from './marked-lines.ts'
import { eachStem, stemsOf } from './stems.ts'

/** Beginnings of words that stand in footers, by language. Written by hand; 2026-11-25. */
const WORDS = [
  'unsubscri opt-out optout copyright trademark preferences privacy',
  'abmeld abbestell austrag datenschutz impressum',
  'désabonn desabonn désinscri desinscri confidentialité',
  'desuscri suscripción suscripcion privacidad privacidade',
  'disiscri cancellati iscrizione',
  'afmeld uitschrijv privacybeleid',
  'avregistr avprenumer avsluta avmeld avslutt frameld',
  'peruut wypis wypisz odhlás odhlas odjav dezabon leiratkoz abonelikten отпис',
]
/** The same in several words. */
const PHRASES = [
  'opt out',
  'rights reserved',
  'data protection',
  'sent you this',
  'on behalf of',
  'reply to this email',
  'remove yourself',
  'protección de datos',
  'proteccion de datos',
  'proteção de dados',
  'protection des données',
  'you are receiving',
  'you received this',
  'email was sent',
  'message was sent',
  'no longer wish',
  'stop receiving',
  'click here to remove',
  'mailing list',
  'darse de baja',
  'cancelar la suscri',
  'cancelar inscri',
  'rechte vorbehalten',
  'tous droits',
]
const STEMS = stemsOf([...WORDS.join(' ').split(' '), ...PHRASES])
const RIGHT = '©'
/** Words of scripts that set no spaces. */
const OTHERS = ['配信停止', '退订', '取消订阅', '수신거부']
const OTHER_SCRIPT = /[\u3000-\ud7ff]/

/** Code units at the end of a text that may be its footer. */
const LONGEST = 1000
/** Code units between lines of a footer, and behind the last, that need not say so: an address, say. */
const SLACK = 200

const INK = /[\p{L}\p{N}]/u

/**
 * Index of the first line of the footer; the length of the text where it has none. A footer has something above it: text, or a
 * picture, of which `picture` is where in the text the first stands. What a message begins with, to unsubscribe or to see it
 * in a browser, is that line alone.
 */
export function footerStart(text: string, picture = Number.POSITIVE_INFINITY): number {
  const from = Math.max(0, text.length - LONGEST)
  const tail = text.slice(from)
  const starts = lastMarkedLines(tail, marksOf(tail), SLACK)
  const end = starts.at(-1)
  if (end === undefined) return text.length
  if (picture <= from + end || INK.test(text.slice(0, from + end))) return from + end
  let head = end
  while (starts.length > 0) {
    const start = starts.pop()!
    if (INK.test(tail.slice(head, start))) return from + start
    const newline = tail.indexOf('\n', start)
    head = newline < 0 ? tail.length : newline
  }
  return INK.test(tail.slice(head)) ? text.length : from + end
}

/** Where words and phrases of footers stand, in order. */
function marksOf(text: string): number[] {
  const marks: number[] = []
  eachStem(text, STEMS, (at) => marks.push(at))
  addMarks(marks, text, RIGHT)
  if (OTHER_SCRIPT.test(text)) for (const word of OTHERS) addMarks(marks, text, word)
  return marks.sort((a, b) => a - b)
}

function addMarks(marks: number[], text: string, word: string): void {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) marks.push(at)
}

/** Index of the first line that says what footers say; the length of the text where none does. */
export function footerMark(text: string): number {
  const [first] = marksOf(text)
  return first === undefined ? text.length : text.lastIndexOf('\n', first) + 1
}
