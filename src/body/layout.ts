/** The visible message as pictures and text: what a picture lure looks like, whatever its markup. */

import { footerStart } from '../text/footer.ts'
import { charactersIn } from '../text/measure.ts'
import { authorsText } from '../text/notice.ts'
import { type Block, isLinked, type PictureBlock, readBlocks } from './blocks.ts'
import type { Body } from './body.ts'
import type { BodyImage, BodyLink } from './html-reading.ts'
import { isDot } from './picture-size.ts'
import { shownSize } from './pictures.ts'
import { isWebAddress } from './url.ts'

/** CSS pixels; smaller pictures are spacers, tracking pixels and icons. */
const MIN_SIDE = 40
/** CSS pixels; what heads a message to say who sent it is no higher. */
const LOGO = 100
/** Share of the space from which on pictures that are no higher carry a message. */
const CARRIES = 0.2
/** CSS pixels that a character takes in running text, line spacing included. */
const CHARACTER_AREA = 160

export class Layout {
  /** Pictures that the reader sees: neither hidden nor as small as a tracking pixel or spacer. */
  readonly pictures: BodyImage[]
  /** Those of them that lead somewhere. */
  readonly linked: BodyImage[]
  /** Links that are not hidden and lead to a web address. */
  readonly links: BodyLink[]
  readonly #body: Body
  readonly #destinationOf: (href: string) => string | undefined
  #own: { start: number; end: number } | undefined
  #text: number | undefined
  #footerStart: number | undefined
  #blocks: readonly Block[] | undefined

  /** `destinationOf` gives the registered domain that an address leads to. */
  constructor(body: Body, destinationOf: (href: string) => string | undefined) {
    this.#body = body
    this.#destinationOf = destinationOf
    this.pictures = body.images.filter(isPicture)
    this.linked = this.pictures.filter(isLinked)
    this.links = body.links.filter(({ hidden, href }) => !hidden && isWebAddress(href))
  }

  /** In the visible text: what its author wrote. Looked for when asked for, since it takes as long as a small message does. */
  get #authors(): { start: number; end: number } {
    return (this.#own ??= authorsText(this.#body.visibleText))
  }

  /** Visible code points that are not white space, without what the recipient's side put above and below. */
  get text(): number {
    if (this.#text !== undefined) return this.#text
    const { visible, visibleText } = this.#body
    const { start, end } = this.#authors
    const isAll = end - start === visibleText.length
    return (this.#text = isAll ? visible.characters : charactersIn(visibleText, start, end))
  }

  get #start(): number {
    if (this.#footerStart !== undefined) return this.#footerStart
    const { start, end } = this.#authors
    const picture = this.pictures.at(0)?.textAt
    const text = this.#body.visibleText.slice(start, end)
    return (this.#footerStart = start + footerStart(text, picture && picture - start))
  }

  /** Visible code points of the footer that are not white space. */
  get footer(): number {
    const { end } = this.#authors
    return this.#start === end ? 0 : charactersIn(this.#body.visibleText, this.#start, end)
  }

  /** Where in the visible text the footer begins; its end where there is none. */
  get footerAt(): number {
    return this.#start
  }

  /** Text above the footer. */
  get main(): string {
    return this.#body.visibleText.slice(this.#authors.start, this.#start)
  }

  /** From top to bottom. The footer is apart from other text. */
  get blocks(): readonly Block[] {
    return (this.#blocks ??= readBlocks(this.#body, this.pictures, this.#start, this.#destinationOf))
  }

  /** What is one picture to the reader counts once, also where it is sliced. */
  get linkedBlocks(): readonly PictureBlock[] {
    return this.blocks.filter((block): block is PictureBlock => block.kind === 'picture' && block.linked)
  }

  /** The linked pictures are enough to carry a message: one is high, or they have a good share of what is seen above the footer. */
  get carries(): boolean {
    let area = 0
    for (const block of this.linkedBlocks) {
      if (block.height > LOGO) return true
      area += block.area
    }
    return area > 0 && area >= CARRIES * (area + CHARACTER_AREA * (this.text - this.footer))
  }

  /** Pictures as small as a pixel or so. */
  get trackers(): number {
    return this.#body.images.filter((image) => isDot(shownSize(image))).length
  }

  /** Share of the pictures that have a text for who does not see them, 0 where there are none. */
  get altCoverage(): number {
    const described = this.pictures.filter(({ alt }) => alt !== undefined && alt.trim() !== '')
    return this.pictures.length === 0 ? 0 : described.length / this.pictures.length
  }

  /** Share of pictures in the area of pictures and text, as far as sizes are known or can be guessed. */
  get pictureShare(): number {
    let area = 0
    for (const block of this.blocks) if (block.kind === 'picture') area += block.area
    return area === 0 ? 0 : area / (area + CHARACTER_AREA * this.text)
  }
}

/** A picture may be of any size where that is neither declared nor known. */
function isPicture(image: BodyImage): boolean {
  const { width, height } = shownSize(image)
  return !image.hidden && (width ?? MIN_SIDE) >= MIN_SIDE && (height ?? MIN_SIDE) >= MIN_SIDE
}
