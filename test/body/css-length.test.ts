import { describe, expect, it } from 'vitest'
import { lengthUnit, lengthValue, numberEnd, parseLength } from '../../src/body/css-length.ts'
import { EM, PERCENT, PX } from '../../src/body/declarations.ts'

const UNITS: Record<number, string> = { [PX]: 'px', [EM]: 'em', [PERCENT]: '%' }

/** A length as it is kept: in pixels, font sizes or per cent. */
function read(text: string, plainNumbers = false): string | undefined {
  if (!parseLength(text, plainNumbers)) return undefined
  return `${Number(lengthValue.toFixed(3))}${UNITS[lengthUnit]}`
}

describe('numberEnd', () => {
  it.each<[string, string]>([
    ['12px', '12'],
    ['+1', '+1'],
    ['-1.5em', '-1.5'],
    ['.5em', '.5'],
    ['1.em', '1'],
    ['1..5', '1'],
    ['1e3px', '1e3'],
    ['1e-3', '1e-3'],
    ['1em', '1'],
    ['1e+', '1'],
    ['-', ''],
    ['.', ''],
    ['px', ''],
    ['', ''],
    ['--1', ''],
  ])('of %j is after %j', (text, number) => {
    expect(text.slice(0, numberEnd(text, 0))).toBe(number)
  })

  it('begins where it is told', () => {
    expect(numberEnd('1px2em', 3)).toBe(4)
    expect(numberEnd('1px', 1)).toBe(1)
  })
})

describe('parseLength', () => {
  it.each<[string, string]>([
    ['0', '0px'],
    ['-0', '0px'],
    ['0.0', '0px'],
    ['1px', '1px'],
    ['-9999px', '-9999px'],
    ['.5px', '0.5px'],
    ['1e2px', '100px'],
    ['12pt', '16px'],
    ['1pc', '16px'],
    ['1in', '96px'],
    ['1cm', '37.8px'],
    ['1mm', '3.78px'],
    ['4q', '3.78px'],
    ['2em', '2em'],
    ['1rem', '16px'],
    ['1ex', '0.5em'],
    ['1ch', '0.5em'],
    ['1lh', '1.2em'],
    // a window of 1280 by 800
    ['100vw', '1280px'],
    ['100vh', '800px'],
    ['50vmin', '400px'],
    ['50vmax', '640px'],
    ['50%', '50%'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each(['', 'px', '1', '1.5', 'auto', '1 px', '1px ', '1px1', '1xy', '#1', '1px 2px', 'var(--a)', 'calc'])(
    '%j is none',
    (text) => {
      expect(read(text)).toBeUndefined()
    },
  )

  it('takes numbers without a unit where a property does, as times the font size', () => {
    expect(read('1.5', true)).toBe('1.5em')
    expect(read('0', true)).toBe('0px')
    expect(read('2px', true)).toBe('2px')
    expect(read('normal', true)).toBeUndefined()
  })
})

describe('calculated lengths', () => {
  it.each<[string, string]>([
    ['calc(1px)', '1px'],
    ['calc(1px + 2px)', '3px'],
    ['calc(1px - 2px)', '-1px'],
    ['calc(1px - 1px)', '0px'],
    ['calc(2 * 3px)', '6px'],
    ['calc(3px * 2)', '6px'],
    ['calc(3px / 2)', '1.5px'],
    ['calc(1px + 2 * 3px)', '7px'],
    ['calc((1px + 2px) * 3)', '9px'],
    ['calc(1px + calc(2px))', '3px'],
    ['calc( 1px  +  2px )', '3px'],
    ['calc(1px', '1px'],
    ['calc(1em + 1em)', '2em'],
    ['calc(10% + 5%)', '15%'],
    ['calc(1in + 4px)', '100px'],
    // what cancels out is not asked for its unit
    ['calc(1px + 1em - 1em)', '1px'],
    ['calc(100% - 100%)', '0px'],
    ['-webkit-calc(1px + 2px)', '3px'],
    ['min(1px, 2px)', '1px'],
    ['max(1px, 2px)', '2px'],
    ['min(3px, 2px, 1px)', '1px'],
    ['max(10px, 1em)', '1em'],
    ['clamp(1px, 5px, 3px)', '3px'],
    ['clamp(1px, 0px, 3px)', '1px'],
    ['clamp(1px, 2px, 3px)', '2px'],
    // the least wins over the most (CSS Values 4, 10.2)
    ['clamp(4px, 2px, 3px)', '4px'],
    ['calc(min(1px, 2px) + max(1px, 2px))', '3px'],
    ['min(calc(1px + 1px), 3px)', '2px'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    // a number is no length
    'calc(1)',
    'calc(1 + 1)',
    'min(1, 2)',
    // two units cannot be told apart from here
    'calc(1px + 1em)',
    'calc(100% - 10px)',
    'calc(1px * 1px)',
    'calc(1 / 1px)',
    'calc(1px / 0)',
    'calc()',
    'calc(+)',
    'calc(1px +)',
    'calc(1xy)',
    'calc(var(--a))',
    'clamp(1px, 2px)',
    'min()',
    'hypot(1px)',
  ])('%s is none', (text) => {
    expect(read(text)).toBeUndefined()
  })

  it('are nested so deep, and so long, and no further', () => {
    const nested = (depth: number): string => `${'calc('.repeat(depth)}1px${')'.repeat(depth)}`
    expect(read(nested(16))).toBe('1px')
    expect(read(nested(17))).toBeUndefined()
    const sum = (terms: number): string => `calc(${Array(terms).fill('1px').join(' + ')})`
    expect(read(sum(100))).toBe('100px')
    expect(read(sum(1000))).toBeUndefined()
  })
})
