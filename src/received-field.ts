/** The line that a server will write on top of a message, for who reads the message before. */
import ipaddr from 'ipaddr.js'
import { requireOptions, requireType, wrongType } from './util/arguments.ts'

/** A message's arrival at the server that reads it. */
export interface Arrival {
  /** The client's address. */
  ip: string
  /** What the client said after HELO or EHLO. */
  helo?: string
  /** The client's name, where the name of its address leads back to the address. */
  name?: string
  /** This server's own host name, one of the analyzer's `trustedHosts`. */
  by: string
  /** `SMTP`, `ESMTPS` and the like (RFC 3848); ESMTP where not given. */
  with?: string
  /** By which this server knows the message. */
  id?: string
  /** When the client began to hand the message over. */
  time: Date
}

/** What {@link Arrival} may hold. */
const ARRIVAL: Record<keyof Arrival, true> = {
  ip: true,
  helo: true,
  name: true,
  by: true,
  with: true,
  id: true,
  time: true,
}
/** No characters of a host name or an identifier. */
const UNFIT = /[^\w.-]/g
/** An address in place of a name (RFC 5321 4.1.3). */
const LITERAL = /^\[(?:IPv6:)?([\d.:a-f]+)\]$/i
const HOST = /^[\w-]+(?:\.[\w-]+)*$/
const PROTOCOL = /^[a-z0-9]{1,32}$/i
/** Octets of a domain (RFC 5321 4.5.3.1.2). */
const LONGEST = 255

/**
 * The Received field that a server writes on top of a message which it takes over (RFC 5321 4.4), with its line end. A message that
 * is read before its server wrote one begins with a line of the sender's, which would be taken for the server's: hand this to the
 * session first, or put it before the message. Offsets of the report count from its first byte.
 *
 * What a client says cannot end the field or its comment: characters that no host name has are written as `?`, and what is no name
 * is no `name`.
 * @throws TypeError or RangeError naming the argument that is wrong.
 */
export function receivedField(arrival: Arrival): Uint8Array {
  requireOptions(arrival, ARRIVAL, 'arrival')
  const { ip, helo = '', name, by, with: protocol = 'ESMTP', id, time } = arrival
  for (const [key, value] of Object.entries({ ip, helo, name: name ?? '', by, with: protocol, id: id ?? '' }))
    requireType(value, 'string', key)
  if (!ipaddr.isValid(ip) || ip.includes('%')) throw new RangeError(`ip is no address: ${ip}`)
  if (!HOST.test(by) || by.length > LONGEST) throw new RangeError(`by is no host name: ${by}`)
  if (!PROTOCOL.test(protocol)) throw new RangeError(`with is no protocol: ${protocol}`)
  if (!(time instanceof Date)) wrongType('time', 'a Date', time)
  if (Number.isNaN(time.getTime())) throw new RangeError('time is no valid date')
  const address = ipaddr.process(ip)
  const literal = address.kind() === 'ipv6' ? `IPv6:${address.toString()}` : address.toString()
  const said = heloOf(helo) || `[${literal}]`
  return new TextEncoder().encode(
    `Received: from ${said} (${isName(name) ? name : 'unknown'} [${literal}])\r\n` +
      `\tby ${by} with ${protocol}${id ? ` id ${cleaned(id)}` : ''};\r\n` +
      `\t${time.toUTCString().replace('GMT', '+0000')}\r\n`,
  )
}

/** Whoever runs the DNS of his address may name it as he likes. */
function isName(name: string | undefined): boolean {
  return name !== undefined && HOST.test(name) && name.length <= LONGEST && !ipaddr.isValid(name)
}

function heloOf(helo: string): string {
  const inside = LITERAL.exec(helo)?.[1]
  return inside !== undefined && ipaddr.isValid(inside) ? helo : cleaned(helo)
}

function cleaned(text: string): string {
  return text.slice(0, LONGEST).replace(UNFIT, '?')
}
