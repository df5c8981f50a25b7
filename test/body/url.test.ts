import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOfHost, baseOf, destinationOf, isWebAddress } from '../../src/body/url.ts'

const hostOf = (href: string) => {
  const { host } = destinationOf(href)
  return addressOfHost(host) ?? host
}

describe('192.0.2.43 in any notation', () => {
  it.each([
    ['decimal', 'http://192.0.2.43/'],
    ['one number', 'http://3221226027/'],
    ['hexadecimal', 'http://0xC0.0x00.0x02.0x2B/x'],
    ['one hexadecimal number', 'http://0xc000022b'],
    ['octal', 'http://0300.0.2.053/'],
    ['three parts', 'http://192.0.555/'],
    ['two parts', 'http://192.555/'],
    ['notations mixed', 'http://0xc0.0.01053/'],
    ['zeros in front', 'http://0000300.0.00002.43/'],
    ['a dot behind', 'http://192.0.2.43./'],
    ['a port', 'http://192.0.2.43:8080/'],
    ['percent-encoded', 'http://%31%39%32.0.2.43/'],
    ['full-width digits', 'http://１９２.０.２.４３/'],
    ['ideographic dots', 'http://192。0．2｡43/'],
    ['in IPv6', 'http://[::ffff:192.0.2.43]/'],
    ['in IPv6, hexadecimal', 'http://[::FFFF:C000:022B]/'],
    ['in IPv6, written out', 'http://[0:0:0:0:0:ffff:192.0.2.43]/'],
  ])('%s', (_how, href) => {
    expect(hostOf(href)).toBe('192.0.2.43')
  })

  it.each([
    ['http://[2001:DB8:0:0:0:0:0:1]/', '2001:db8::1'],
    ['https://[2001:db8::1]:8080/', '2001:db8::1'],
    ['http://[::1]/', '::1'],
    ['http://1.2.3.4.5/', ''],
    ['http://256.256.256.256/', ''],
    ['http://192.0.2.example/', '192.0.2.example'],
    ['http://1e100.example/', '1e100.example'],
    ['http://a.0x1.example/', 'a.0x1.example'],
  ])('%s leads to %j', (href, host) => {
    expect(hostOf(href)).toBe(host)
  })
})

describe('evil.example, however the address is written', () => {
  it.each([
    'https://evil.example/path?q#f',
    'https://evil.example',
    'HTTPS://EVIL.Example/',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'https:\\\\evil.example\\x',
    'https:/\\evil.example',
    'https://evil.example\\@bank.example/',
    '//evil.example/',
    '\\\\evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    'https://evil%2eexample/',
    'https://ev%69l.example/',
    'https://%65%76%69%6c.example/',
    'https://evil%E3%80%82example/',
    'https://evil。example/',
    'https://evil．example/',
    'https://evil｡example/',
    'https://ｅｖｉｌ.example/',
    'https://ＥＶＩＬ．ｅｘａｍｐｌｅ/',
    'https://ⓔⓥⓘⓛ.example/',
    'https://𝐞𝐯𝐢𝐥.example/',
    'https://ev\u00adil.example/',
    'https://ev\u200bil.example/',
    'ht\ntps://evil.example/',
    'https://ev\til.exa\r\nmple/',
    ' \u0001https://evil.example/ ',
    'https://user:secret@evil.example/',
    'https://bank.example@evil.example/',
    'https://bank.example:443%2f@evil.example/',
    'https://bank.example%2Fa@evil.example:8443/',
    'https://evil.example/@bank.example/',
    'https://evil.example?@bank.example',
    'https://evil.example#@bank.example',
    'ftp://evil.example/a',
    'file://evil.example/share',
  ])('%j', (href) => {
    expect(destinationOf(href).host).toBe('evil.example')
  })

  it.each(['mailto:a@evil.example', 'tel:1', 'javascript:location="https://evil.example"', '#a', 'a/b', ''])(
    '%j has no host',
    (href) => {
      expect(destinationOf(href)).toEqual({ url: href, host: '' })
    },
  )

  it.each([
    'https://',
    'http://a b/',
    'http://[::1',
    'http://%00.example/',
    'https://xn--/',
    'http://a..b:x/',
  ])('%j, which browsers refuse, stays as it is written', (href) => {
    expect(destinationOf(href)).toEqual({ url: href, host: '' })
  })
})

describe('with a base', () => {
  it.each([
    ['x', 'https://evil.example/a/b', 'https://evil.example/a/x'],
    ['/x', 'https://evil.example/a/b', 'https://evil.example/x'],
    ['?q', 'https://evil.example/a', 'https://evil.example/a?q'],
    ['//other.example/x', 'http://evil.example/', 'http://other.example/x'],
    ['https:x', 'https://evil.example/a/', 'https://evil.example/a/x'],
    ['https:x', 'http://evil.example/', 'https://x/'],
    ['https://bank.example/', 'https://evil.example/', 'https://bank.example/'],
    ['mailto:a@b.example', 'https://evil.example/', 'mailto:a@b.example'],
  ])('%s below %s is %s', (href, base, url) => {
    expect(destinationOf(href, base).url).toBe(url)
  })

  it('a base says nothing where it leads nowhere', () => {
    for (const href of ['', 'x', 'javascript:0', 'data:text/html,x', 'mailto:a@b.example'])
      expect(baseOf(href)).toBeUndefined()
    expect(baseOf('//evil.example')).toBe('https://evil.example/')
  })

  it('a long base keeps its host only', () => {
    expect(baseOf(`https://evil.example/${'a/'.repeat(5000)}`)).toBe('https://evil.example/')
    expect(baseOf(`https://${'a.'.repeat(5000)}example/`)).toBeUndefined()
  })
})

/** `URL.canParse` of Node 20 is wrong on `é`. */
function standard(href: string): URL | undefined {
  try {
    return new URL(href)
  } catch {
    return undefined
  }
}

it('an ordinary address is read as the URL Standard reads it', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'B',
      '1',
      '0x1',
      '.',
      '-',
      '/',
      '?',
      '#',
      ':',
      '@',
      '%',
      '%2e',
      '..',
      '\\',
      ' ',
      "'",
      '"',
      '|',
      '^',
    ],
    ...['xn--', '{', '~', '&', '=', 'é', '。', '\t', 'https://', 'http:', '[', ']', '_', '*', ';', '<', '`'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const href = `https://a${pieces.join('')}`
      const { url, host } = destinationOf(href)
      const parsed = standard(href)
      if (parsed) expect([url, host]).toEqual([parsed.href, parsed.hostname])
      else expect(host).toBe('')
    }),
    { numRuns: 5000 },
  )
})

it.each<[string, boolean]>([
  ['https://shop.example', true],
  ['HTTP:shop.example', true],
  [' ht\ttps://shop.example', true],
  ['\\\\shop.example', true],
  ['//shop.example', true],
  ['mailto:a@shop.example', false],
  ['shop.example', false],
  ['', false],
])('%j is an address of the web: %s', (href, expected) => {
  expect(isWebAddress(href)).toBe(expected)
})
