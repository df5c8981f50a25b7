// What is measured side by side. Each takes one message; what takes longer than a call returns a promise.
import { Readable } from 'node:stream'
import { Splitter } from '@zone-eu/mailsplit'
import { MailParser, simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import * as build from '../dist/index.js'
import { tasksOf } from './tasks.mjs'

const SKIP = { skipHtmlToText: true, skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true }

/** Until a stream has ended, or failed: some parsers refuse some messages. */
const drained = (stream) =>
  new Promise((resolve) => {
    stream.on('data', (item) => {
      // mailparser waits until an attachment is read
      if (item?.type === 'attachment') {
        item.content.resume()
        item.release()
      }
    })
    for (const event of ['end', 'close', 'error']) stream.on(event, resolve)
  })

const own = tasksOf(build)
const unhashed = build.createAnalyzer({ sha256: false })

export const CONTENDERS = {
  simpleParser: (message) => simpleParser(message).catch(() => undefined),
  analyze: own.analyze,
  'analyze, no SHA-256': (message) => void unhashed.analyze(message),
  'session, 64 KB': own['session, 64 KB'],
  'header only': own['header only'],
  'mailparser, skipping': (message) => {
    const parser = new MailParser(SKIP)
    const end = drained(parser)
    parser.end(message)
    return end
  },
  'postal-mime': (message) => PostalMime.parse(message).catch(() => undefined),
  mailsplit: (message) => drained(Readable.from([message]).pipe(new Splitter())),
  'newlines counted': (message) => {
    let count = 0
    for (let at = message.indexOf(10); at >= 0; at = message.indexOf(10, at + 1)) count++
    sink += count
  },
}

/** So that nothing can be left out as unused. */
export let sink = 0
