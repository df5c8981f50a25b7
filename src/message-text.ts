/** The text of a message by what becomes of it: what the reader sees, and what is kept from him. */
import { rangeOf, readBody } from './body/body.ts'
import { outsideParts, textParts } from './body/text-part.ts'
import { requireBytes } from './mime/bytes.ts'
import { collect } from './mime/collector.ts'
import { type Limits, resolveLimits } from './mime/limits.ts'
import type { ByteRange } from './schema.ts'
import { requireOptions } from './util/arguments.ts'

/** A stretch of text that the reader does not see. */
export interface UnseenText {
  /**
   * `hidden` by a style, or far below what is seen; shown by some `client` programs only; `unrendered`, which no program shows;
   * `unknown` where a rule cannot be decided.
   */
  channel: 'hidden' | 'client' | 'unrendered' | 'unknown'
  /** How it is hidden (`display-none`, `same-colour`, `below-fold` and others), or what it stands in (`style`, `comment` and others). */
  technique: string
  text: string
  /** Bytes of the message. */
  evidence: ByteRange
}

export interface MessageText {
  /** As a mail program shows it: styles applied, blocks and breaks as newlines, alternatives that it passes over left out. */
  visibleText: string
  /** What a style keeps from the reader, joined by newlines. */
  hiddenText: string
  /** Every stretch that is not visible, in the order of the message. */
  unseen: UnseenText[]
}

/**
 * Reads the text of a message without judging it. Never throws on what the message holds; what `limits` cut off is left out.
 * @throws TypeError when `message` is no Uint8Array; TypeError or RangeError naming a limit that is wrong.
 */
export function readMessageText(
  message: Uint8Array,
  options: { limits?: Partial<Limits> } = {},
): MessageText {
  requireBytes(message, 'message')
  requireOptions(options, { limits: true })
  const limits = resolveLimits(options.limits)
  const { texts, outside } = collect(limits, message)
  const body = readBody(textParts(texts), limits, outsideParts(outside))
  return {
    visibleText: body.visibleText,
    hiddenText: body.hidden.map(({ value }) => value).join('\n'),
    unseen: body.runs.map((run) => ({
      channel: run.channel,
      technique: run.technique ?? 'unknown',
      text: run.value,
      evidence: rangeOf(run),
    })),
  }
}
