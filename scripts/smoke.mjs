/** What the built entry points that need nothing of Node must do in any runtime: `bun scripts/smoke.mjs`, `deno run --allow-read scripts/smoke.mjs`. */
import { readDmarcReports, summarizeDmarc } from '../dist/dmarc/index.js'
import { createAnalyzer, readMessageText, receivedField } from '../dist/index.js'
import { explain, formatNdjson, WRITERS } from '../dist/report/index.js'
import { examineTenant, readTenantRecords } from '../dist/tenant/index.js'

const bytes = (text) => new TextEncoder().encode(text)

function expectEqual(what, seen, expected) {
  if (seen !== expected) throw new Error(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`)
}

const message = bytes(
  'From: =?utf-8?q?J=C3=BCrgen?= <ann@example.net>\r\nSubject: hello\r\nMIME-Version: 1.0\r\n' +
    'Content-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n' +
    '<p>Fish &amp; chips =80 5&nbsp;<span style=3D"display:none">unseen</span></p>\r\n',
)
const arrival = { ip: '192.0.2.1', helo: 'out.example.net', by: 'mx.example.org', time: new Date(0) }
const analyzer = createAnalyzer({ trustedHosts: ['mx.example.org'] })
const session = analyzer.session()
session.write(receivedField(arrival))
session.write(message)
const report = session.end()
expectEqual('author', report.message.from[0].name, 'Jürgen')
expectEqual('boundary', report.route.boundary.how, 'configured')
expectEqual('origin', report.route.origin.ip, '192.0.2.1')
expectEqual('digest', analyzer.analyze(message).message.sha256.length, 64)
expectEqual('text', readMessageText(message).visibleText, 'Fish & chips € 5\u00a0')
expectEqual('hidden text', readMessageText(message).hiddenText, 'unseen')
const streamed = await analyzer.analyzeStream(new Blob([message]).stream())
expectEqual('stream', JSON.stringify(streamed), JSON.stringify(analyzer.analyze(message)))
expectEqual('line', JSON.parse(formatNdjson('a.eml', report)).path, 'a.eml')
expectEqual('story', explain(report).includes('Jürgen'), true)
for (const [name, make] of Object.entries(WRITERS)) {
  const writer = make()
  expectEqual(
    name,
    (writer.begin() + writer.entry('a.eml', report, message) + writer.end()).length > 100,
    true,
  )
}
const records = readTenantRecords(
  bytes('[{"CreationTime":"2026-01-05T10:11:12","Operation":"New-TransportRule"}]'),
)
expectEqual('tenant', examineTenant(records).schema, 1)
expectEqual('dmarc', summarizeDmarc(readDmarcReports(bytes('<feedback/>'))).messages, 0)
try {
  createAnalyzer({ trustedHosts: ['*.example.net'] })
  throw new Error('a wrong host was taken')
} catch ({ name }) {
  expectEqual('wrong host', name, 'RangeError')
}
console.log('all as expected')
