/** Where the footer of a text begins: how to unsubscribe, who holds the rights, who sent it and why. */
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

/** Index of the first line of the footer; the length of the text where it has none. */
export function footerStart(text: string): number {
  const from = Math.max(0, text.length - LONGEST)
  const tail = text.slice(from)
  const marks = marksOf(tail)
  let start = tail.length
  let end = tail.length
  for (let mark = marks.pop(); mark !== undefined; mark = marks.pop()) {
    if (mark >= start) continue
    const newline = tail.indexOf('\n', mark)
    if (end - (newline < 0 ? tail.length : newline) > SLACK) break
    start = end = tail.lastIndexOf('\n', mark) + 1
  }
  return from + start
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
