/** The visible message as pictures and text: what a picture lure looks like, whatever its markup. */

import { footerStart } from '../text/footer.ts'
import { charactersIn } from '../text/measure.ts'
import { type Block, type PictureBlock, readBlocks } from './blocks.ts'
import type { Body } from './body.ts'
import { shownSize } from './pictures.ts'
import type { BodyImage, BodyLink } from './reading.ts'

export interface Layout {
  /** Pictures that the reader sees: neither hidden nor as small as a tracking pixel or spacer. */
  pictures: BodyImage[]
  /** Those of them that lead somewhere. */
  linked: BodyImage[]
  /** Visible code points that are not white space. */
  text: number
  /** Those of the footer. */
  readonly footer: number
  /** Links that are not hidden and lead to a web address. */
  links: BodyLink[]
  /** From top to bottom. The footer is apart from other text. */
  readonly blocks: readonly Block[]
  /** What is one picture to the reader counts once, also where it is sliced. */
  readonly linkedBlocks: readonly PictureBlock[]
  /** Pictures as small as a pixel or so. */
  readonly trackers: number
  /** Share of the pictures that have a text for who does not see them, 0 where there are none. */
  readonly altCoverage: number
  /** Share of pictures in the area of pictures and text, as far as sizes are known or can be guessed. */
  readonly pictureShare: number
}

/** Visible characters below which a message is short. */
export const SHORT_TEXT = 1200
/** Visible characters below which pictures carry a message. */
export const THIN = 400
/** Catalogues have more links than this. */
export const FEW_LINKS = 12
/** CSS pixels; smaller pictures are spacers, tracking pixels and icons. */
const MIN_SIDE = 40
/** CSS pixels; pictures that are no larger either way are there to be counted. */
const TRACKER = 3
/** CSS pixels that a character takes in running text, line spacing included. */
const CHARACTER_AREA = 160
/** `destinationOf` gives the registered domain that an address leads to. */
export function readLayout(body: Body, destinationOf: (href: string) => string | undefined): Layout {
  const pictures = body.images.filter(isPicture)
  const linked = pictures.filter(isLinked)
  const links = body.links.filter(({ hidden, href }) => !hidden && isWebAddress(href))
  const text = body.visible.characters
  let footer: number | undefined
  let blocks: Block[] | undefined
  const start = () => (footer ??= footerStart(body.visibleText))
  const layout: Layout = {
    pictures,
    linked,
    text,
    get footer() {
      return start() === body.visibleText.length
        ? 0
        : charactersIn(body.visibleText, start(), body.visibleText.length)
    },
    links,
    get blocks() {
      return (blocks ??= readBlocks(body, pictures, start(), destinationOf))
    },
    get linkedBlocks() {
      return layout.blocks.filter((block): block is PictureBlock => block.kind === 'picture' && block.linked)
    },
    get trackers() {
      return body.images.filter(isTracker).length
    },
    get altCoverage() {
      const described = pictures.filter(({ alt }) => alt !== undefined && alt.trim() !== '')
      return pictures.length === 0 ? 0 : described.length / pictures.length
    },
    get pictureShare() {
      let area = 0
      for (const block of layout.blocks) if (block.kind === 'picture') area += block.area
      return area === 0 ? 0 : area / (area + CHARACTER_AREA * text)
    },
  }
  return layout
}

function isLinked({ link, mapped }: BodyImage): boolean {
  return link !== undefined || mapped === true
}

/** A picture may be of any size where that is neither declared nor known. */
function isPicture(image: BodyImage): boolean {
  const { width, height } = shownSize(image)
  return !image.hidden && (width ?? MIN_SIDE) >= MIN_SIDE && (height ?? MIN_SIDE) >= MIN_SIDE
}

function isTracker(image: BodyImage): boolean {
  const { width, height } = shownSize(image)
  return width !== undefined && height !== undefined && width <= TRACKER && height <= TRACKER
}

function isWebAddress(href: string): boolean {
  const scheme = href.trimStart().slice(0, 8).toLowerCase()
  return scheme.startsWith('http://') || scheme.startsWith('https://') || scheme.startsWith('//')
}
