/** IP addresses as trace fields write them: bare, in brackets (RFC 5321 4.1.3), with a port or a zone. */
import ipaddr from 'ipaddr.js'

export interface AddressLiteral {
  /** Without brackets, `IPv6:` and zone; IPv6 in its canonical form. */
  ip: string
  port?: number
}

/** The longest that can be one: a bracketed IPv6 address with a long zone name and a port. */
const MAX_LENGTH = 120
/** The longest IPv6 address: eight groups, the last two as IPv4. */
const MAX_IPV6 = 45

/**
 * Reads the whole of `text[start..end]` as `192.0.2.1`, `192.0.2.1:25`, `[192.0.2.1]:25`, `[192.0.2.1:25]`,
 * `[IPv6:2001:db8::1]`, `[(192.0.2.1)]`, `/192.0.2.1`, `fe80::1%3` or `[fe80::1%3]]`. Octets and groups are checked.
 */
export function readAddressLiteral(text: string, start: number, end: number): AddressLiteral | undefined {
  if (end - start > MAX_LENGTH) return undefined
  let port: number | undefined
  if (text.charCodeAt(start) === 0x5b) {
    start++
    let close = end
    while (close > start && text.charCodeAt(close - 1) !== 0x5d) close--
    if (close === start) {
      // Coremail: the first of several, "[192.0.2.1, 192.0.2.2]"
      if (text.charCodeAt(end) !== 0x2c) return undefined
    } else {
      port = readPort(text, close, end)
      if (port === undefined && close !== end) return undefined
      end = close
      while (end > start && text.charCodeAt(end - 1) === 0x5d) end--
      if (text.charCodeAt(start) === 0x28 && text.charCodeAt(end - 1) === 0x29) {
        start++
        end--
      }
    }
  } else if (text.charCodeAt(start) === 0x2f) start++
  if ((text.charCodeAt(start) | 32) === 0x69 && text.slice(start, start + 5).toLowerCase() === 'ipv6:')
    start += 5
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x25) {
      end = i
      break
    }
    if (code === 0x3a) {
      if (!isIpv4(text, start, i)) {
        end = ipv6End(text, start, end)
        return end < 0 ? undefined : { ip: canonical(text.slice(start, end)), port }
      }
      port = readPort(text, i, end)
      if (port === undefined) return undefined
      end = i
      break
    }
    if (code !== 0x2e && !isHex(code)) return undefined
  }
  return isIpv4(text, start, end) ? { ip: text.slice(start, end), port } : undefined
}

/** As RFC 5952 writes it; an IPv4 address that was mapped (RFC 4291 2.5.5.2) as IPv4. */
function canonical(ipv6: string): string {
  const address = ipaddr.IPv6.parse(ipv6)
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String()
}

/** `:25`, the whole of `text[start..end]`. */
function readPort(text: string, start: number, end: number): number | undefined {
  if (text.charCodeAt(start) !== 0x3a || end - start < 2 || end - start > 6) return undefined
  let port = 0
  for (let i = start + 1; i < end; i++) {
    const digit = text.charCodeAt(i) - 0x30
    if (digit < 0 || digit > 9) return undefined
    port = port * 10 + digit
  }
  return port > 0xffff ? undefined : port
}

/** Four octets of 0 to 255. */
function isIpv4(text: string, start: number, end: number): boolean {
  if (end - start < 7 || end - start > 15) return false
  let octets = 0
  let digits = 0
  let value = 0
  for (let i = start; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : 0x2e
    if (code === 0x2e) {
      if (digits === 0 || value > 255) return false
      octets++
      digits = value = 0
    } else {
      if (code < 0x30 || code > 0x39 || ++digits > 3) return false
      value = value * 10 + code - 0x30
    }
  }
  return octets === 4
}

/**
 * The end of an address that begins at `start`, which is `end` or where a zone begins: eight groups, or fewer with one
 * `::`; the last two may be an IPv4 address (RFC 4291 2.2). Else -1.
 */
function ipv6End(text: string, start: number, end: number): number {
  let groups = 0
  let digits = 0
  let gap = false
  let i = start
  for (; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x25) break
    if (code === 0x2e) {
      const from = i - digits
      while (i < end && text.charCodeAt(i) !== 0x25) i++
      if (!isIpv4(text, from, i)) return -1
      groups += 2
      digits = 0
      break
    }
    if (code !== 0x3a) {
      if (++digits > 4 || !isHex(code)) return -1
      continue
    }
    const next = i + 1 < end ? text.charCodeAt(i + 1) : 0x25
    if (next === 0x3a) {
      if (gap) return -1
      gap = true
      i++
    } else if (digits === 0 || next === 0x25) return -1
    if (digits > 0) groups++
    digits = 0
  }
  if (digits > 0) groups++
  return i - start <= MAX_IPV6 && (gap ? groups < 8 : groups === 8) ? i : -1
}

function isHex(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 32) >= 0x61 && (code | 32) <= 0x66)
}
