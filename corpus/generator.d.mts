/** Types of generator.mjs. */

/** 1 yes, 0 no, null where the message does not tell. */
export type Label = 1 | 0 | null

export interface Labels {
  headersRemoved: Label
  headersForged: Label
  hiddenFiller: Label
  prizeLure: Label
}

export interface Message {
  bytes: Uint8Array
  labels: Labels
}

export type Recipient = 'outlook' | 'business' | 'gmail' | 'postfix'

/** What a kind does not know it ignores. */
export interface Options {
  /** campaign: names of header fields that the tenant's rules remove; `rules12` stands for the twelve of 2022. */
  remove?: string[]
  /** campaign: `rules` (default) is what a rule can reach, `sender` all below the hand-over, `everywhere` the whole copy. */
  reach?: 'rules' | 'sender' | 'everywhere'
  /** campaign: through an inbound connector (default) or by an account of the tenant. */
  by?: 'relay' | 'smtp-auth'
  /** campaign: what hands the mail to the connector. */
  source?: 'own' | 'ses' | 'mailchimp'
  /** campaign, filler: characters of hidden text. */
  characters?: number
  recipient?: Recipient
  /** exchange, newsletter: the sender's route. */
  sender?: string
  /** newsletter, mailchimp: what is hidden in it. */
  style?: string
  /** filler: how it is hidden, and what it is made of. */
  hiding?: string
  filler?: 'hex' | 'tokens' | 'salad' | 'sorted' | 'prose' | 'lines'
  /** lure: the arrangement of pictures. */
  layout?: string
  /** attachment: bytes of the whole message, met to within a line of 78. */
  size?: number
  /** parts, nested, long-line, unclosed-tags, encoded-words, addresses: how many. */
  n?: number
  /** nested: in multiparts (default) or in attached messages. */
  of?: 'multipart' | 'rfc822'
}

export interface Request {
  /** An integer; 1 by default. */
  seed?: number
  kind: string
  options?: Options
}

export const KINDS: string[]
export const LABEL_HEADER: string

/** One message; the same request gives the same bytes. @throws TypeError naming an unknown kind or a seed that is no integer */
export function generate(request: Request): Message

/** The bytes of `generate` in chunks; an `attachment` in constant memory whatever its size. */
export function generateStream(request: Request & { size?: number }): AsyncGenerator<Uint8Array>

/** A row of labels.tsv, without its line end. */
export function labelRow(path: string, stratum: string, labels: Labels): string
