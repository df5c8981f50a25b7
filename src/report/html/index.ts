/** Many reports as one HTML file that needs nothing else: what it shows, and how it is built, is in docs/html-report.md. */
import type { Campaign } from '../../campaign.ts'
import type { Report } from '../../schema.ts'
import { MODEL, type Model, requireModel } from '../../scoring/model.ts'
import { requireInteger } from '../../util/arguments.ts'
import { type ReportWriter, requireEntry, requireWriterOptions, type WriterOptions } from '../writer.ts'
import { blockElement, createBlockWriter } from './blocks.ts'
import { createColumns } from './columns.ts'
import { detailOf } from './detail.ts'
import { documentEnd, documentStart } from './document.ts'
import { keptSegments, segmentBytes } from './segments.ts'

export interface HtmlOptions extends WriterOptions {
  /** Bytes of each message's source that the page keeps from its beginning; evidence beyond them is kept as well. Long runs of base64 are left out of it
   * and do not count. Default 32768. */
  sourceBytes?: number
  /** The analyzer's model, where it was given its own: counts behind findings are shown where the report is of this model. */
  model?: Model
}

const SOURCE_BYTES = 32 << 10
/** Bytes of a data block before compression. */
const BLOCK_BYTES = 384 << 10
/** Rows of one block of columns. */
const ROWS = 1000

/**
 * Writes the page. In memory are only the rows and messages of the blocks that are being filled.
 * @throws TypeError or RangeError naming the option that is wrong.
 */
export function htmlWriter(options: HtmlOptions = {}): ReportWriter {
  requireWriterOptions(options, { sourceBytes: true, model: true })
  const { sourceBytes = SOURCE_BYTES, model = MODEL } = options
  requireInteger(sourceBytes, 'sourceBytes', 0, 0x7fffffff)
  requireModel(model)
  const details = createBlockWriter('details', BLOCK_BYTES)
  const sources = createBlockWriter('sources', BLOCK_BYTES)
  const columns = createColumns()
  let first = 0
  const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
  const takeColumns = (): string => {
    const count = columns.length
    if (count === 0) return ''
    const element = blockElement('columns', first, [json(columns.take())])
    first += count
    return element
  }
  return {
    needsSource: true,
    showsCampaigns: true,
    begin: documentStart,
    entry(path: string, report: Report, source?: Uint8Array) {
      requireEntry(path, report)
      columns.add(path, report)
      const evidence = [...report.findings, ...report.dismissed].flatMap((one) => one.evidence)
      const segments = source ? keptSegments(source, evidence, sourceBytes) : []
      const full =
        details.add(json(detailOf(report, source, segments, model))) +
        sources.add(source ? segmentBytes(source, segments) : new Uint8Array())
      return columns.length < ROWS ? full : full + takeColumns()
    },
    end(campaigns?: readonly Campaign[]) {
      const last = campaigns ? blockElement('campaigns', 0, campaigns.map(json)) : ''
      return details.flush() + sources.flush() + takeColumns() + last + documentEnd()
    },
  }
}
