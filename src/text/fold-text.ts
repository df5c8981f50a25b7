/** Text as it is read, whatever characters draw it: what disguises words from filters is undone. */
import { isAscii } from '../mime/scan.ts'
import { withoutInvisible } from './invisible.ts'
import { lookAlikeWords } from './look-alikes.ts'

const MARK = /\p{Mn}/gu

/** Marks of scripts from Devanagari to Mongolian and of kana are letters; those of alphabets readers read over. */
function withoutMark(mark: string): string {
  const code = mark.charCodeAt(0)
  return (code >= 0x900 && code < 0x1ab0) || code === 0x3099 || code === 0x309a ? mark : ''
}

/** Letters that Unicode does not take apart, and small capitals. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{
    ı: 'i',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ħ: 'h',
    ŧ: 't',
    ŋ: 'n',
    ƒ: 'f',
  },
  ...{
    ᴀ: 'a',
    ʙ: 'b',
    ᴄ: 'c',
    ᴅ: 'd',
    ᴇ: 'e',
    ꜰ: 'f',
    ɢ: 'g',
    ʜ: 'h',
    ɪ: 'i',
    ᴊ: 'j',
    ᴋ: 'k',
    ʟ: 'l',
    ᴍ: 'm',
  },
  ...{
    ɴ: 'n',
    ᴏ: 'o',
    ᴘ: 'p',
    ꞯ: 'q',
    ʀ: 'r',
    ꜱ: 's',
    ᴛ: 't',
    ᴜ: 'u',
    ᴠ: 'v',
    ᴡ: 'w',
    ʏ: 'y',
    ᴢ: 'z',
    ǫ: 'q',
  },
  // marks of harakat letters and final forms that readers do not tell apart
  ...{ ς: 'σ', أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي', ـ: '' },
}
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g')

/** Letters in squares and circles, and flags: blocks of A to Z by their first code point. */
const LETTER_BLOCKS = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6]
const BLOCK_LETTERS = /[\u{1f130}-\u{1f149}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu

/** Digits that stand for letters, between letters: "W0N". */
const DIGITS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's' }
const DIGIT_WITHIN = /(?<=[a-z])[01345](?=[a-z])/g
const LETTER_DIGIT = /[01345]/

/** Three single letters or more, one space or mark between: "W I N N E R". */
const SPELLED = /(?<![\p{L}\p{N}])(?:\p{L}[ .\-_*|·•]){2,}\p{L}(?![\p{L}\p{N}])/gu
const BETWEEN = /[ .\-_*|·•]/g
/** "won't" is not "won". */
const NEGATION = /n['’‘`´]t(?![a-z])/g
/** What parts words; signs of percent and of currencies are words of their own. */
const APART = /[^\p{L}\p{M}\p{N}%€$£¥]+/gu
const SIGN = /[%€$£¥]+/g

/** Greek and Cyrillic letters, which stand for Latin ones in words that mix them. */
const OTHER_ALPHABET = /[\u0370-\u058f]/

/**
 * Folds a text for looking words up: lower case, one space between words, letters without marks; fullwidth, bold, squared and
 * small-cap letters, look-alikes of other scripts inside Latin words, digits between letters, spelled-out words and what has no
 * ink are as they are read. Linear in the text.
 */
export function foldText(text: string): string {
  let plain = isAscii(text) ? text : letters(text)
  plain = plain.toLowerCase()
  plain = plain.replace(NEGATION, 'nt').replace(SPELLED, (word) => word.replace(BETWEEN, ''))
  if (OTHER_ALPHABET.test(plain)) plain = withoutLookAlikes(plain)
  if (LETTER_DIGIT.test(plain)) plain = plain.replace(DIGIT_WITHIN, (digit) => DIGITS[digit])
  return plain
    .replace(APART, ' ')
    .replace(SIGN, (sign) => ` ${sign[0]} `)
    .replace(/ {2,}/g, ' ')
    .trim()
}

function letters(text: string): string {
  return withoutInvisible(
    text.replace(BLOCK_LETTERS, letterOfBlock).normalize('NFKD').replace(MARK, withoutMark),
  )
    .toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS[letter])
    .normalize('NFC')
}

function letterOfBlock(character: string): string {
  const code = character.codePointAt(0)!
  const first = LETTER_BLOCKS.findLast((block) => block <= code)!
  return String.fromCharCode(0x61 + code - first)
}

function withoutLookAlikes(text: string): string {
  let out = ''
  let from = 0
  for (const { word, reads, start } of lookAlikeWords(text)) {
    if (start < from) continue
    out += text.slice(from, start) + reads
    from = start + word.length
  }
  return out + text.slice(from)
}
