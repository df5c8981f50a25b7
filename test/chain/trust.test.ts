import { describe, expect, it } from 'vitest'
import { resolveTrust } from '../../src/chain/trust.ts'

describe('hosts and networks that a caller trusts', () => {
  it.each([
    ['mx.example.net', 'mx.example.net'],
    [' .Example.NET. ', 'example.net'],
    ['localhost', 'localhost'],
    ['mail_gw-1.example.net', 'mail_gw-1.example.net'],
    ['192.0.2.1', '192.0.2.1'],
    ['\u043f\u043e\u0447\u0442\u0430.example', '\u043f\u043e\u0447\u0442\u0430.example'],
  ])('takes the host %j', (given, host) => {
    expect(resolveTrust({ trustedHosts: [given] }).hosts).toEqual([host])
  })

  it.each([
    '*.example.net',
    'https://x/',
    'mx.example.net:25',
    'mx.example.net/24',
    'postmaster@example.net',
    'mx..example.net',
    'mx.example.net, mx2.example.net',
    '[192.0.2.1]',
    '2001:db8::1',
    'a'.repeat(256),
  ])('refuses %j, which no host is called, and says what is right', (given) => {
    expect(() => resolveTrust({ trustedHosts: ['mx.example.net', given] })).toThrow(
      new RangeError(
        `trustedHosts[1] must be a host name, which also stands for the hosts inside it: mx.example.net or example.net, not ${given.slice(0, 255)}`,
      ),
    )
  })

  it('takes addresses and ranges', () => {
    const { networks } = resolveTrust({ trustedNetworks: ['192.0.2.1', '2001:db8::/32'] })
    expect(networks.map(([, bits]) => bits)).toEqual([32, 32])
  })

  it.each(['mx.example.net', '192.0.2.0/33', ''])('refuses the network %j', (given) => {
    expect(() => resolveTrust({ trustedNetworks: [given] })).toThrow(
      new RangeError(`trustedNetworks[0] is neither an address nor a CIDR range: ${given}`),
    )
  })
})
