import { describe, expect, it } from 'vitest'
import { inRange, parseAddress } from '../../src/chain/address-range.ts'
import networks from '../../src/chain/data/networks.json' with { type: 'json' }
import operators from '../../src/chain/data/operators.json' with { type: 'json' }
import {
  isInDomain,
  isPublicAddress,
  operatorOfAddress,
  operatorOfHost,
  publicDomain,
  registeredDomain,
  sameAddress,
} from '../../src/chain/operators.ts'

describe('the operator of a host', () => {
  it.each<[string, string | undefined]>([
    ['AM6PR02MB4721.eurprd02.prod.outlook.com', 'exchange-online'],
    ['mail-am6eur05on2071.outbound.protection.outlook.com', 'exchange-online'],
    ['mail-io1-f41.google.com', 'google'],
    ['mx.google.com.', 'google'],
    ['google.com', 'google'],
    ['a8-31.smtp-out.amazonses.com', 'amazon-ses'],
    ['mail133.suw13.rsgsv.net', 'mailchimp'],
    // a domain of two labels below a shared one
    ['nsfep1.mail.vip.yahoo.co.jp', 'yahoo'],
    ['shop.co.jp', undefined],
    // names that only look like it
    ['notgoogle.com', undefined],
    ['google.com.example.org', undefined],
    ['google.example', undefined],
    ['com', undefined],
    ['localhost', undefined],
    ['', undefined],
    ['.', undefined],
    ['..google..com', undefined],
    ['[192.0.2.1]', undefined],
    [`${'a.'.repeat(200)}google.com`, undefined],
  ])('%j: %s', (host, id) => {
    expect(operatorOfHost(host)?.id).toBe(id)
  })
})

describe('the public domain of a host', () => {
  it.each<[string, string | undefined]>([
    ['mx.example.net', 'example.net'],
    ['MX.Example.CO.UK', 'example.co.uk'],
    ['ex1.corp.local', undefined],
    ['compute.pool.internal', undefined],
    ['router.lan', undefined],
    ['mail.local.example', 'local.example'],
    ['mx', undefined],
    ['192.0.2.1', undefined],
  ])('%j: %s', (host, domain) => {
    expect(publicDomain(host)).toBe(domain)
  })
})

describe('the operator of an address', () => {
  it.each<[string, string | undefined]>([
    ['40.107.1.2', 'exchange-online'],
    ['40.93.255.255', 'exchange-online'],
    ['40.94.0.0', undefined],
    ['2a01:111:f400:7e1a::201', 'exchange-online'],
    ['::ffff:40.107.1.2', 'exchange-online'],
    ['54.240.8.31', 'amazon-ses'],
    ['205.201.128.9', 'mailchimp'],
    ['167.89.12.3', 'sendgrid'],
    ['13.111.66.83', 'salesforce'],
    ['128.245.66.83', 'salesforce'],
    ['192.0.2.1', undefined],
    ['2001:db8::1', undefined],
    ['out.example.org', undefined],
    ['', undefined],
    ['999.1.1.1', undefined],
    [`${'0:'.repeat(40)}1`, undefined],
  ])('%j: %s', (ip, id) => {
    expect(operatorOfAddress(ip)?.id).toBe(id)
  })
})

describe('what is known of an operator', () => {
  it.each<[host: string, known: object]>([
    ['outlook.com', { mailboxes: true, published: true }],
    ['mx.google.com', { mailboxes: true, published: false }],
    ['mcsv.net', { mailboxes: false, published: true }],
    // some of its addresses are known; others may be its own, too
    ['exacttarget.com', { mailboxes: false, published: false }],
    ['klaviyomail.com', { over: ['sendgrid', 'amazon-ses'] }],
  ])('%s: %o', (host, known) => {
    expect(operatorOfHost(host)).toMatchObject(known)
  })

  it('names only operators that there are as those that it sends through', () => {
    for (const { over = [] } of operators.operators as { over?: string[] }[])
      for (const id of over) expect(operators.operators.map((operator) => operator.id)).toContain(id)
  })
})

it.each<[string, boolean]>([
  ['192.0.2.1', true],
  ['8.8.8.8', true],
  ['2001:db8::1', true],
  ['2606:4700::1111', true],
  ['::ffff:8.8.8.8', true],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['100.127.140.133', false],
  ['127.0.0.1', false],
  ['169.254.1.1', false],
  ['::1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:10.0.0.1', false],
  ['255.255.255.255', false],
  ['0.0.0.0', false],
  ['mx.example.net', false],
])('%s is routed on the Internet: %s', (ip, expected) => {
  expect(isPublicAddress(ip)).toBe(expected)
})

it.each<[string, string | undefined]>([
  ['mx1.mail.example.org', 'example.org'],
  ['MX1.Example.ORG', 'example.org'],
  ['mx.shop.co.uk', 'shop.co.uk'],
  // hosting domains are not suffixes here: whose machine it is counts
  ['mail.someone.github.io', 'github.io'],
  ['localhost', undefined],
  ['192.0.2.1', undefined],
  ['', undefined],
])('the registered domain of %j is %s', (host, domain) => {
  expect(registeredDomain(host)).toBe(domain)
})

it.each<[string, string, boolean]>([
  ['example.org', 'example.org', true],
  ['MX.Example.org', 'example.org', true],
  ['notexample.org', 'example.org', false],
  ['example.org.test', 'example.org', false],
  ['org', 'example.org', false],
])('%s is in %s: %s', (host, suffix, expected) => {
  expect(isInDomain(host, suffix)).toBe(expected)
})

it.each<[string, string, boolean]>([
  ['192.0.2.1', '192.0.2.1', true],
  ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', true],
  ['::ffff:192.0.2.1', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.2', false],
  ['192.0.2.1', 'mx.example.net', false],
])('%s is the address %s: %s', (a, b, expected) => {
  expect(sameAddress(a, b)).toBe(expected)
  expect(sameAddress(b, a)).toBe(expected)
})

it.each<[string, string, number, boolean]>([
  ['192.0.2.77', '192.0.2.0', 24, true],
  ['192.0.3.1', '192.0.2.0', 24, false],
  ['2001:db8:1::1', '2001:db8::', 32, true],
  // families do not mix
  ['2001:db8::1', '0.0.0.0', 0, false],
])('%s is in %s/%i: %s', (ip, base, bits, expected) => {
  expect(inRange(parseAddress(ip)!, [parseAddress(base)!, bits])).toBe(expected)
})

describe('the tables', () => {
  const ids = operators.operators.map(({ id }) => id)

  it('are dated and say where they are from', () => {
    for (const { date, source } of [operators, networks]) {
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(source.length).toBeGreaterThan(20)
    }
  })

  it('name each operator and each domain once, in lower case', () => {
    const domains = operators.operators.flatMap(({ domains }) => domains)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(domains).size).toBe(domains.length)
    for (const domain of domains) expect(domain).toBe(domain.toLowerCase())
  })

  it('find each domain and each range again', () => {
    for (const { id, domains } of operators.operators)
      for (const domain of domains) expect(operatorOfHost(`mail.${domain}`)?.id, domain).toBe(id)
    for (const { operator, ranges } of networks.networks) {
      expect(ids).toContain(operator)
      for (const range of ranges) expect(operatorOfAddress(range.split('/')[0])?.id, range).toBe(operator)
    }
  })
})
