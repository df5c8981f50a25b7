import { describe, expect, it } from 'vitest'
import { createStyle, wantsColour } from '../../src/report/colour.ts'

describe('wantsColour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ])('%j, terminal %s: %s', (env, isTerminal, wanted) => {
    expect(wantsColour(env, isTerminal)).toBe(wanted)
  })
})

describe('createStyle', () => {
  it('styles, or leaves text alone', () => {
    expect(createStyle(true).red('x')).toBe('\x1b[31mx\x1b[39m')
    expect(createStyle(false).red('x')).toBe('x')
  })
})
