/** The visible message from top to bottom: text, pictures and gaps. */
import { hasCharacters } from '../text/measure.ts'
import type { Body } from './body.ts'
import type { BodyGap, BodyImage } from './html-reading.ts'
import { areaOf, heightOf, shownSize } from './pictures.ts'

export interface TextBlock {
  kind: 'text'
  /** In the visible text. */
  start: number
  end: number
  /** How to unsubscribe, who holds the rights, and the like: the last block of text, if there is such. */
  footer: boolean
}

/** What is one picture to the reader: pictures side by side, or below each other, that lead to one place. */
export interface PictureBlock {
  kind: 'picture'
  /** None where it came attached. */
  slices: BodyImage[]
  /** Square CSS pixels of all slices, guessed where a size is not known. */
  area: number
  /** CSS pixels of the highest slice, guessed likewise. */
  height: number
  linked: boolean
  /** The registered domain that it leads to. */
  destination?: string
  /** Came with the message, without the HTML naming it. */
  attached: boolean
}

export interface GapBlock {
  kind: 'gap'
  /** Line breaks. */
  lines: number
}

export type Block = TextBlock | PictureBlock | GapBlock

/** `pictures` are those of the body that are seen; `footer` is where the text's footer starts. */
export function readBlocks(
  body: Body,
  pictures: readonly BodyImage[],
  footer: number,
  destinationOf: (href: string) => string | undefined,
): Block[] {
  const { visibleText, gaps, links } = body
  const blocks: Block[] = []
  const text = (start: number, end: number): void => {
    if (start < footer && footer < end) {
      text(start, footer)
      text(footer, end)
      return
    }
    if (!hasCharacters(visibleText, start, end)) return
    blocks.push({ kind: 'text', start, end, footer: start >= footer })
  }
  let at = 0
  let gap = 0
  const upTo = (end: number, image?: BodyImage): void => {
    for (; gap < gaps.length && isBefore(gaps[gap], image); gap++) {
      text(at, gaps[gap].textAt)
      at = gaps[gap].textAt
      blocks.push({ kind: 'gap', lines: gaps[gap].lines })
    }
    text(at, end)
    at = end
  }
  for (const image of pictures) {
    upTo(image.textAt, image)
    const last = blocks.at(-1)
    const href = image.link === undefined ? undefined : links[image.link].href
    const destination = href === undefined ? undefined : destinationOf(href)
    if (last?.kind === 'picture' && isSliceOf(last, image, href, destination, body)) addSlice(last, image)
    else blocks.push(pictureBlock(image, destination))
  }
  upTo(visibleText.length)
  for (const { size } of body.attached)
    if (size !== undefined)
      blocks.push({
        kind: 'picture',
        slices: [],
        area: areaOf(size),
        height: heightOf(size),
        linked: false,
        attached: true,
      })
  return blocks
}

/** Whether the gap is above the picture; every gap is above the end. */
function isBefore({ source, start }: BodyGap, image: BodyImage | undefined): boolean {
  if (image === undefined) return true
  return source === image.source ? start <= image.start : source.part < image.source.part
}

function pictureBlock(image: BodyImage, destination: string | undefined): PictureBlock {
  const size = shownSize(image)
  return {
    kind: 'picture',
    slices: [image],
    area: areaOf(size),
    height: heightOf(size),
    linked: isLinked(image),
    destination,
    attached: false,
  }
}

/** A button that is a picture sends a form. */
export function isLinked({ kind, link, mapped }: BodyImage): boolean {
  return link !== undefined || mapped === true || kind === 'input'
}

/** Whether the picture goes on with the one before: by the same link's address, or in one table to the same domain. */
function isSliceOf(
  block: PictureBlock,
  image: BodyImage,
  href: string | undefined,
  destination: string | undefined,
  { links }: Body,
): boolean {
  const last = block.slices.at(-1)!
  if (image.link === undefined || last.link === undefined) return false
  if (links[last.link].href === href) return true
  if (destination === undefined || block.destination !== destination) return false
  return (image.table >= 0 && image.table === last.table) || isSamePicture(last.src, image.src)
}

/** Addresses that differ in the scheme at most. */
function isSamePicture(one: string, other: string): boolean {
  return one.slice(one.indexOf('//')) === other.slice(other.indexOf('//'))
}

function addSlice(block: PictureBlock, image: BodyImage): void {
  const last = block.slices.at(-1)!
  block.slices.push(image)
  // the same picture again is what shows if the first does not load
  if (isSamePicture(last.src, image.src)) return
  const size = shownSize(image)
  block.area += areaOf(size)
  block.height = Math.max(block.height, heightOf(size))
}
