import { describe, expect, it } from 'vitest'
import { decodeText } from '../../src/body/entities.ts'

describe('character references', () => {
  it.each([
    ['a &amp; b', 'a & b'],
    ['&lt;b&gt;', '<b>'],
    ['&zwnj;&zwj;&shy;&ZeroWidthSpace;', '\u200c\u200d\u00ad\u200b'],
    ['&nbsp;&ensp;&emsp;&thinsp;', '\u00a0\u2002\u2003\u2009'],
    ['&Eacute;&eacute', 'Éé'],
    ['&copycat', '©cat'],
    ['&notit;', '¬it;'],
    ['&hellip', '&hellip'],
    ['&nosuchname;', '&nosuchname;'],
    ['&#65;&#x41;&#X41', 'AAA'],
    ['&#x80;&#150;', '€–'],
    ['&#0;&#xd800;&#x110000;&#99999999999999999999;', '\ufffd\ufffd\ufffd\ufffd'],
    ['&#x1F600;', '😀'],
    ['&#;&#x;&;& &', '&#;&#x;&;& &'],
  ])('%s', (text, expected) => {
    expect(decodeText(text)).toBe(expected)
  })

  it('leaves a legacy name before = or a letter alone in attributes', () => {
    expect(decodeText('?a&copy=1&not', true)).toBe('?a&copy=1&not'.replace('&not', '¬'))
    expect(decodeText('?a&copy1', true)).toBe('?a&copy1')
  })
})
