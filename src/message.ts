/** The one typed document that every check reads. Everything is read when first asked for, and once. */
import { type Body, readBody } from './body/body.ts'
import { Layout } from './body/layout.ts'
import { type Lure, readLure } from './body/lure.ts'
import { attachedPictures } from './body/pictures.ts'
import { outsideParts, textParts } from './body/text-part.ts'
import { Unread } from './body/unread.ts'
import { destinationOf } from './body/url.ts'
import { type Authentication, readAuthentication } from './chain/authentication.ts'
import type { Trust } from './chain/boundary.ts'
import { CONTRACTS, type ContractBook } from './chain/contracts.ts'
import {
  type ExchangePassage,
  type NamedMachines,
  namedMachines,
  readExchangePassage,
} from './chain/exchange.ts'
import { type OwnMail, ownMailOf } from './chain/made.ts'
import { registeredDomain } from './chain/operators.ts'
import { type Passages, readPassages } from './chain/passage.ts'
import { type Route, readRoute, sideOf } from './chain/route.ts'
import { readTraces, type Trace } from './chain/traces.ts'
import { type AddressList, parseAddresses } from './fields/address.ts'
import { type MailDate, parseDate } from './fields/date.ts'
import { type MessageId, parseMessageIds } from './fields/message-id.ts'
import type { Entity } from './mime/collector.ts'
import { decodeUnstructured, type HeaderText } from './mime/encoded-word.ts'
import type { Field } from './mime/field.ts'
import { Header } from './mime/header.ts'
import type { LimitName, Limits, UnreadForm } from './mime/limits.ts'
import type { Side } from './schema.ts'

const HEADER_LIMITS: readonly (LimitName | UnreadForm)[] = [
  'headerBytes',
  'fieldBytes',
  'fields',
  'bareCr',
  'wideCharacters',
]

/** The registered domain that a web address leads to. */
function whereTo(href: string): string | undefined {
  return registeredDomain(destinationOf(href).host)
}

export class Message {
  readonly entity: Entity
  /** The message's own header. */
  readonly header: Header

  readonly limits: Limits
  /** What operators' hops write. */
  readonly contracts: ContractBook

  readonly #trust: Trust
  #route: Route | undefined
  #authentication: Authentication | undefined
  #exchange: ExchangePassage | undefined
  #machines: NamedMachines | undefined
  #passages: Passages | undefined
  #traces: Trace[] | undefined
  #ownMail: OwnMail | undefined | null
  #from: AddressList | undefined
  #id: MessageId | undefined | null
  #date: MailDate | undefined | null
  #subject: HeaderText | undefined
  #body: Body | undefined
  #layout: Layout | undefined
  #lure: Lure | undefined | null
  #unread: Unread | undefined

  constructor(entity: Entity, trust: Trust, limits: Limits, contracts: ContractBook = CONTRACTS) {
    this.entity = entity
    this.header = new Header(entity.root.fields)
    this.#trust = trust
    this.limits = limits
    this.contracts = contracts
  }

  /** Bytes. */
  get size(): number {
    return this.entity.size
  }

  /** False where a limit cut the header, so that a field that was not seen may still be there. */
  get headerComplete(): boolean {
    const { limitHits, root } = this.entity
    return !limitHits.some(
      ({ limit, start }) => HEADER_LIMITS.includes(limit) && (limit !== 'bareCr' || start < root.bodyStart),
    )
  }

  get route(): Route {
    return (this.#route ??= readRoute(this.header, this.#trust))
  }

  sideOf(field: Field): Side {
    return sideOf(this.route, field)
  }

  get authentication(): Authentication {
    return (this.#authentication ??= readAuthentication(this.header))
  }

  get exchange(): ExchangePassage {
    return (this.#exchange ??= readExchangePassage(this.header, this.route))
  }

  /** The Exchange machines that Received fields name. */
  get machines(): NamedMachines {
    return (this.#machines ??= namedMachines(this.route.hops))
  }

  /** The ways through the operators on both sides of the trust boundary. */
  get passages(): Passages {
    return (this.#passages ??= readPassages(this.header, this.route, this.exchange))
  }

  /** What hops left of themselves besides Received. */
  get traces(): readonly Trace[] {
    return (this.#traces ??= readTraces(this))
  }

  /** What a mail server made the message as, where one did. */
  get ownMail(): OwnMail | undefined {
    if (this.#ownMail === undefined) this.#ownMail = ownMailOf(this.header, this.exchange) ?? null
    return this.#ownMail ?? undefined
  }

  /** The topmost From field. */
  get from(): AddressList {
    return (this.#from ??= parseAddresses(this.header.first('from')?.raw ?? '', this.charset))
  }

  /** The first identifier of the topmost Message-ID field. */
  get id(): MessageId | undefined {
    if (this.#id === undefined)
      this.#id = parseMessageIds(this.header.first('message-id')?.raw ?? '').ids[0] ?? null
    return this.#id ?? undefined
  }

  /** The topmost Date field. */
  get date(): MailDate | undefined {
    if (this.#date === undefined) this.#date = parseDate(this.header.first('date')?.raw ?? '') ?? null
    return this.#date ?? undefined
  }

  /** The charset that the message declares for itself, else for its first text. */
  get charset(): string | undefined {
    const { root, texts } = this.entity
    return root.parameters.get('charset') ?? texts[0]?.part.parameters.get('charset')
  }

  /** The topmost Subject field as a reader sees it, and what is wrong with its encoded words; empty where there is none. */
  get subject(): HeaderText {
    return (this.#subject ??= decodeUnstructured(this.header.first('subject')?.raw ?? '', this.charset))
  }

  get body(): Body {
    return (this.#body ??= readBody(
      textParts(this.entity.texts),
      this.limits,
      outsideParts(this.entity.outside),
      attachedPictures(this.entity.pictures),
    ))
  }

  get layout(): Layout {
    return (this.#layout ??= new Layout(this.body, whereTo))
  }

  /** What of the body its reader does not read. */
  get unread(): Unread {
    return (this.#unread ??= new Unread(
      this.body,
      `${this.subject.text} ${this.from.mailboxes.map(({ name }) => name).join(' ')}`,
    ))
  }

  /** A promise of a prize, gift or winnings that is there to be clicked; undefined where there is none. */
  get lure(): Lure | undefined {
    if (this.#lure !== undefined) return this.#lure ?? undefined
    const { mailboxes } = this.from
    const heading = {
      subject: this.subject.text,
      // a name with a comma falls into several mailboxes
      fromName: mailboxes.map(({ name }) => name).join(' '),
      fromDomain: mailboxes.find(({ domain }) => domain !== '')?.domain ?? '',
      isList: this.header.first('list-id') !== undefined,
      isReply:
        this.header.first('in-reply-to') !== undefined || this.header.first('references') !== undefined,
    }
    this.#lure = readLure(heading, this.body, this.layout) ?? null
    return this.#lure ?? undefined
  }
}
