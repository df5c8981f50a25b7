/** A path as a URI reference (RFC 3986): relative to where the scan ran, or `file:` where the path is absolute. */
export function uriOf(path: string): string {
  const drive = /^[a-z]:[\\/]/i.test(path)
  const slashed = drive ? path.replaceAll('\\', '/') : path
  const encoded = slashed
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  if (drive) return `file:///${encoded.replace('%3A', ':')}`
  if (encoded.startsWith('/')) return `file://${encoded.replace(/^\/+/, '/')}`
  return encoded.replace(/^(?:\.\/+)+(?=.)/, '')
}
