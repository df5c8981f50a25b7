import { describe, expect, it } from 'vitest'
import { fateOf, read } from './read.ts'

const BELOW = 'hidden below-fold'

describe('what stands below a gap as high as a window', () => {
  it.each<[string, string, string]>([
    ['a margin', '<p>Top<p style="margin-top:1000px">word', BELOW],
    ['in other units', '<p>Top<p style="margin-top:200vh">word', BELOW],
    ['a smaller margin', '<p>Top<p style="margin-top:900px">word', 'visible'],
    ['and what follows it', '<p>Top<div style="margin-top:3000px">Far</div><p>word', BELOW],
    ['with nothing above', '<p style="margin-top:3000px">word', 'visible'],
    ['with a picture above', '<img src="a.png"><p style="margin-top:3000px">word', BELOW],
    ['of what is not a box', '<p>Top <span style="margin-top:3000px">word', 'visible'],
    ['of what is hidden itself', '<p>Top<p style="display:none;margin-top:3000px">x</p><p>word', 'visible'],
    ['an empty box', '<p>Top<div style="height:1200px"></div><p>word', BELOW],
    ['an empty box of least height', '<p>Top<div style="min-height:1200px">&nbsp;</div><p>word', BELOW],
    ['a box that holds something', '<p>Top<div style="height:1200px">Much</div><p>word', 'visible'],
    ['a tower, whatever it holds', '<p>Top<div style="height:10000px">Much</div><p>word', BELOW],
    ['what stands in the box', '<p>Top<div style="height:10000px">word</div>', 'visible'],
    ['by a rule', '<style>.gap{height:10000vh}</style><p>Top<div class="gap"></div><p>word', BELOW],
  ])('%s', (_, html, fate) => {
    expect(fateOf(html)).toBe(fate)
  })

  it('is no visible text', () => {
    expect(read('<p>Top</p><p style="margin-top:3000px">word</p>').visible.text.trim()).toBe('Top')
  })

  it('is hidden otherwise where it is hidden in itself', () => {
    expect(fateOf('<p>Top<p style="margin-top:3000px">Far<p style="display:none">word')).toBe(
      'hidden display-none',
    )
  })
})
