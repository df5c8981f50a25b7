import { describe, expect, it } from 'vitest'
import networks from '../../src/chain/data/networks.json' with { type: 'json' }
import operators from '../../src/chain/data/operators.json' with { type: 'json' }
import {
  hostOfUrl,
  isInDomain,
  isPublicAddress,
  operatorOfAddress,
  operatorOfHost,
  parseAddress,
  registeredDomain,
  sameAddress,
} from '../../src/chain/operators.ts'

describe('operator of a host', () => {
  it.each([
    ['NAM11-CO1-obe.outbound.protection.outlook.com', 'exchange-online'],
    ['partner.outlook.cn', 'exchange-online'],
    ['mail-io1-f41.google.com.', 'google'],
    ['mail-io1-f41.GOOGLE.com', 'google'],
    ['google.com', 'google'],
    ['wfbtzhfq.outbound-mail.sendgrid.net', 'sendgrid'],
    ['mail123.atl21.rsgsv.net', 'mailchimp'],
    ['google.com.example.org', undefined],
    ['notgoogle.com', undefined],
    ['com', undefined],
    ['', undefined],
    ['.', undefined],
    [`${'a.'.repeat(130)}google.com`, undefined],
  ])('%s: %s', (host, expected) => {
    expect(operatorOfHost(host)?.id).toBe(expected)
  })
})

describe('operator of an address', () => {
  it.each([
    ['40.107.1.2', 'exchange-online'],
    ['::ffff:40.107.1.2', 'exchange-online'],
    ['2a01:111:f400:7e1a::205', 'exchange-online'],
    ['54.240.9.29', 'amazon-ses'],
    ['149.72.10.20', 'sendgrid'],
    ['205.201.143.255', 'mailchimp'],
    ['205.201.144.0', undefined],
    ['203.0.113.50', undefined],
    ['2a01:111:f401::1', undefined],
    ['no address', undefined],
    ['', undefined],
  ])('%s: %s', (ip, expected) => {
    expect(operatorOfAddress(ip)?.id).toBe(expected)
  })
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

describe('public addresses', () => {
  it.each([
    ['40.107.1.2', true],
    ['2a01:111:f400::1', true],
    ['192.0.2.1', true],
    ['198.51.100.25', true],
    ['203.0.113.50', true],
    ['2001:db8::1', true],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['100.64.0.1', false],
    ['127.0.0.1', false],
    ['169.254.1.1', false],
    ['255.255.255.255', false],
    ['0.0.0.0', false],
    ['::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:10.1.2.3', false],
    ['mx.example.net', false],
  ])('%s: %s', (ip, expected) => {
    expect(isPublicAddress(ip)).toBe(expected)
  })
})

it('addresses that are too long for one are none', () => {
  expect(parseAddress('1'.repeat(70))).toBeUndefined()
})

describe('the same address', () => {
  it.each([
    ['203.0.113.50', '203.0.113.50', true],
    ['2001:db8::50', '2001:0DB8:0:0:0:0:0:50', true],
    ['::ffff:203.0.113.50', '203.0.113.50', true],
    ['203.0.113.50', '203.0.113.5', false],
    ['203.0.113.50', 'nobody', false],
    ['nobody', 'somebody', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(sameAddress(a, b)).toBe(expected)
    expect(sameAddress(b, a)).toBe(expected)
  })
})

describe('a host in a domain', () => {
  it.each([
    ['mx.example.net', 'example.net', true],
    ['MX.EXAMPLE.NET', 'example.net', true],
    ['example.net', 'example.net', true],
    ['notexample.net', 'example.net', false],
    ['example.net.example.org', 'example.net', false],
    ['net', 'example.net', false],
  ])('%s in %s: %s', (host, suffix, expected) => {
    expect(isInDomain(host, suffix)).toBe(expected)
  })
})

describe('registered domain', () => {
  it.each([
    ['mx.example.net', 'example.net'],
    ['a.b.example.co.uk', 'example.co.uk'],
    ['someone.github.io', 'github.io'],
    ['192.0.2.1', undefined],
    ['localhost', undefined],
    [`${'a.'.repeat(200)}example.net`, 'example.net'],
  ])('%s: %s', (host, expected) => {
    expect(registeredDomain(host)).toBe(expected)
  })
})

describe('host of a web address', () => {
  it.each([
    ['https://www.example.com/path?query#part', 'www.example.com'],
    ['https://www.example.com', 'www.example.com'],
    ['//www.example.com:8443/', 'www.example.com'],
    ['https://bank.example@www.example.com/', 'www.example.com'],
    ['https://www.example.com?to=a@b.example', 'www.example.com'],
    ['https://www.example.com\\@b.example', 'www.example.com'],
    ['https://www.example.com#:80', 'www.example.com'],
    ['mailto:a@example.com', ''],
    ['', ''],
  ])('%s: %s', (url, expected) => {
    expect(hostOfUrl(url)).toBe(expected)
  })
})
