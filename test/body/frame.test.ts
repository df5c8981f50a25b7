import { describe, expect, it } from 'vitest'
import { element } from '../../src/body/elements.ts'
import {
  declaredHeight,
  Frame,
  inherit,
  isInTheWay,
  isPushedDown,
  keepsRoom,
  windowHeight,
} from '../../src/body/frame.ts'
import { parseDeclarations } from '../../src/body/style.ts'

/** An element: `name`, or `name: style`. */
function opened(written: string, parent: Frame, start: number): Frame {
  const [name, ...style] = written.split(': ')
  const frame = new Frame()
  frame.reset(element(name))
  frame.start = start
  frame.own = parseDeclarations(style.join(': '))
  inherit(frame, parent)
  return frame
}

/** The innermost of elements that are open one in the other; each starts at its place in the list. */
const innermost = (...written: string[]): Frame =>
  written.reduce((parent, one, i) => opened(one, parent, i), new Frame())

/** How the text of the innermost element is hidden. */
const techniqueOf = (...written: string[]) => innermost(...written).technique

describe('text is hidden', () => {
  it.each<[string | undefined, string[]]>([
    [undefined, ['p']],
    ['display-none', ['p: display:none']],
    ['display-none', ['div: display:none', 'p: display:block']],
    ['display-none', ['div: content-visibility:hidden']],
    [undefined, ['span: content-visibility:hidden']],
    ['visibility', ['p: visibility:hidden']],
    ['visibility', ['div: visibility:hidden', 'p']],
    [undefined, ['div: visibility:hidden', 'p: visibility:visible']],
    ['opacity', ['p: opacity:0']],
    ['opacity', ['p: filter:opacity(0)']],
    // what shines through is multiplied
    ['opacity', ['div: opacity:.3', 'p: opacity:.3']],
    [undefined, ['div: opacity:.4', 'p: opacity:.4']],
    ['opacity', ['div: opacity:0', 'p: opacity:1']],
    ['font-size', ['p: font-size:0']],
    ['font-size', ['p: font-size:2px']],
    [undefined, ['p: font-size:3px']],
    ['font-size', ['div: font-size:1px', 'p: font-size:1em']],
    [undefined, ['div: font-size:0', 'p: font-size:16px']],
    ['text-indent', ['p: text-indent:-9999px']],
    ['text-indent', ['div: text-indent:-9999px', 'p']],
    [undefined, ['div: text-indent:-9999px', 'p: text-indent:0']],
    ['text-indent', ['p: text-indent:-200%']],
    ['clip', ['p: position:absolute;clip:rect(0,0,0,0)']],
    [undefined, ['p: clip:rect(0,0,0,0)']],
    ['clip', ['p: clip-path:inset(50%)']],
    ['off-screen', ['p: position:absolute;left:-9999px']],
    [undefined, ['p: left:-9999px']],
    ['off-screen', ['p: position:relative;top:-2000px']],
    ['off-screen', ['p: position:absolute;left:-300%']],
    ['off-screen', ['p: margin-left:-9999px']],
    ['off-screen', ['p: margin-top:-9999px']],
    [undefined, ['span: margin-top:-9999px']],
    ['off-screen', ['p: transform:translate(-9999px)']],
    ['zero-box', ['p: transform:scale(0)']],
    [undefined, ['span: transform:scale(0)']],
    ['zero-box', ['div: height:0;overflow:hidden']],
    ['zero-box', ['div: height:0;overflow:hidden', 'p']],
    ['zero-box', ['div: max-height:1px;overflow:hidden']],
    [undefined, ['div: height:0']],
    [undefined, ['div: height:0;overflow:hidden;min-height:20px']],
    ['zero-box', ['div: width:0;overflow:hidden']],
    ['zero-box', ['div: width:0%;overflow:hidden']],
    [undefined, ['div: height:0%;overflow:hidden']],
    [undefined, ['span: width:0;overflow:hidden']],
    ['zero-box', ['span: display:inline-block;width:0;overflow:hidden']],
    ['zero-box', ['span: position:absolute;width:0;overflow:hidden']],
    ['zero-box', ['span: float:left;width:0;overflow:hidden']],
    ['zero-box', ['div: display:flex', 'span: width:0;overflow:hidden']],
    ['zero-box', ['div: overflow:hidden;line-height:0']],
    [undefined, ['div: line-height:0']],
    ['transparent', ['p: color:transparent']],
    ['transparent', ['p: color:rgba(0,0,0,.05)']],
    ['same-colour', ['p: color:#fff']],
    ['same-colour', ['p: color:#fefefe']],
    [undefined, ['p: color:#ccc']],
    ['same-colour', ['div: background:#000']],
    ['same-colour', ['div: background:#000', 'p: color:#000']],
    [undefined, ['div: background:#000', 'p: color:#fff']],
    [undefined, ['div: color:#fff', 'p: background:#000']],
    ['same-colour', ['p: color:#000;-webkit-text-fill-color:#fff']],
    // a picture may be of any colour, until it is covered; so may what is below a box that was moved
    [undefined, ['p: color:#fff;background:url(a.png)']],
    ['same-colour', ['div: background:url(a.png)', 'p: color:#fff;background:#fff']],
    [undefined, ['p: color:#fff;position:absolute']],
    ['collapsed', ['details', 'p']],
    [undefined, ['details', 'summary']],
    ['template', ['template', 'p']],
  ])('by %s: %j', (technique, written) => {
    expect(techniqueOf(...written)).toBe(technique)
  })

  it('by its attribute, which a style can undo', () => {
    const of = (style: string) => {
      const frame = new Frame()
      frame.reset(element('p'))
      frame.hidden = true
      frame.own = parseDeclarations(style)
      inherit(frame, new Frame())
      return frame.technique
    }
    expect(of('')).toBe('hidden-attribute')
    expect(of('display:none')).toBe('display-none')
    expect(of('display:block')).toBeUndefined()
  })

  it('not in what the reader has opened', () => {
    const details = new Frame()
    details.reset(element('details'))
    details.opened = true
    inherit(details, new Frame())
    expect(opened('p', details, 1).technique).toBeUndefined()
  })

  it('not by the blue of a link', () => {
    const link = new Frame()
    link.reset(element('a'))
    link.ownLink = 0
    inherit(link, innermost('div: color:#fff'))
    expect(link.technique).toBeUndefined()
  })
})

describe('what hides text', () => {
  it('is the outermost element that hides it in that way', () => {
    expect(innermost('div', 'div: display:none', 'p', 'b').root).toBe(1)
    expect(innermost('div: display:none', 'p', 'b: visibility:hidden').root).toBe(0)
    expect(innermost('div: font-size:0', 'p: font-size:16px;visibility:hidden', 'b').root).toBe(1)
  })

  it('hides pictures, too, unless it is about letters', () => {
    const hides = (style: string) => innermost(`div: ${style}`).boxHidden
    expect(['display:none', 'visibility:hidden', 'opacity:0'].map(hides)).toEqual([true, true, true])
    expect(['font-size:0', 'color:#fff', 'text-indent:-9999px'].map(hides)).toEqual([false, false, false])
  })
})

describe('what is inherited', () => {
  it.each<[string, string[], keyof Frame, unknown]>([
    ['the size of the font', ['div: font-size:20px', 'p: font-size:50%', 'b'], 'fontSize', 10],
    ['the colour', ['div: color:red', 'p'], 'color', 0xff0000ff],
    ['the ground', ['div: background:red', 'p'], 'background', 0xff0000ff],
    ['the indent', ['div: text-indent:2em', 'p'], 'indent', 32],
    ['white space', ['pre', 'b'], 'whiteSpace', 1],
    ['white space, until it is said otherwise', ['pre', 'b: white-space:normal'], 'whiteSpace', 0],
    ['not how it is laid out', ['div: display:flex', 'div', 'b'], 'display', innermost('b').display],
  ])('%s', (_, written, property, expected) => {
    expect(innermost(...written)[property]).toBe(expected)
  })

  it('is what shines through of the ground', () => {
    const { background } = innermost('div: background:#000', 'p: background:rgba(255,255,255,.5)')
    expect(background).not.toBe(0xff)
    expect(background).not.toBe(0xffffffff)
  })
})

describe('what keeps others out of sight', () => {
  it.each<[string, boolean]>([
    ['div: margin-top:2000px', true],
    ['div: margin-top:125em', true],
    ['div: padding-top:2000px', true],
    ['div: margin-top:100px', false],
    ['div: margin-top:90%', false],
    ['span: margin-top:2000px', false],
    ['div: display:none;margin-top:2000px', false],
  ])('is room above, as high as a window: %s is %s', (written, expected) => {
    expect(isPushedDown(innermost(written))).toBe(expected)
  })

  it.each<[string, number, number]>([
    ['div: height:2000px', 2000, 2000],
    ['div: min-height:2000px;height:20px', 2000, 2000],
    ['div: height:20px', 20, 0],
    ['div: height:90%', 0, 0],
    ['div', 0, 0],
    ['span: height:2000px', 2000, 0],
    ['div: height:2000px;display:none', 2000, 0],
  ])('is a box that is declared so high: %s', (written, declared, window) => {
    const frame = innermost(written)
    expect(declaredHeight(frame.own, frame.fontSize)).toBe(declared)
    expect(windowHeight(frame)).toBe(window)
  })

  it('is an empty box as high as a window, or one that is out of all proportion', () => {
    expect([2000, 20_000, 100].map((height) => isInTheWay(height, true))).toEqual([true, true, false])
    expect([2000, 20_000, 100].map((height) => isInTheWay(height, false))).toEqual([false, true, false])
  })
})

it.each<[string, boolean, boolean]>([
  ['b: padding:0 5px', true, true],
  ['b: padding-left:5px', true, false],
  ['b: margin-left:1em', true, false],
  ['b: margin-right:1em', false, true],
  ['b: padding:0 1px', false, false],
  ['b', false, false],
])('%s keeps room for a space beside it: %s to its left, %s to its right', (written, left, right) => {
  const frame = innermost(written)
  expect([keepsRoom(frame, true), keepsRoom(frame, false)]).toEqual([left, right])
})
