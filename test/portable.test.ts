import { gzipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { generate, KINDS } from '../corpus/generator.mjs'
import { createAnalyzer } from '../src/analyzer.ts'
import { readDmarcReports } from '../src/dmarc/index.ts'
import { sample } from './helpers/dmarc.ts'

/** An analyzer as other runtimes have it: loaded where neither `Buffer` nor `process` is. */
async function portableAnalyzer(): Promise<ReturnType<typeof createAnalyzer>> {
  vi.resetModules()
  vi.stubGlobal('Buffer', undefined)
  vi.stubGlobal('process', undefined)
  try {
    return (await import('../src/analyzer.ts')).createAnalyzer()
  } finally {
    vi.unstubAllGlobals()
  }
}

/** The reader of DMARC reports likewise. */
async function portableReader(): Promise<typeof readDmarcReports> {
  vi.resetModules()
  vi.stubGlobal('Buffer', undefined)
  vi.stubGlobal('process', undefined)
  try {
    return (await import('../src/dmarc/index.ts')).readDmarcReports
  } finally {
    vi.unstubAllGlobals()
  }
}

describe('without what only Node has', async () => {
  const portable = await portableAnalyzer()

  it.each(KINDS)('a report is the same: %s', (kind) => {
    const { bytes } = generate({ kind, seed: 5 })
    expect(portable.analyze(bytes)).toEqual(createAnalyzer().analyze(bytes))
  })

  it.each(['rfc7489.xml', 'rfc9990.xml', 'broken.xml', 'hostile.xml'])(
    'a DMARC report is the same: %s',
    async (name) => {
      const input = gzipSync(sample(name))
      expect((await portableReader())(input)).toEqual(readDmarcReports(input))
    },
  )
})
