import { describe, expect, it } from 'vitest'
import { formatNdjson, WRITERS } from '../../src/report/index.ts'
import { reportOf } from '../helpers/report.ts'

const placeOf = (path: string, member?: string) => {
  const { path: file, member: name } = JSON.parse(formatNdjson(path, reportOf(), member))
  return { path: file, member: name }
}

describe('a record of a message in an archive', () => {
  it.each([
    ['x.zip!/../../a.eml', '../../a.eml', 'x.zip'],
    ['x.zip!//etc/passwd', '/etc/passwd', 'x.zip'],
    ['a.zip!/in.tar.gz!/b.eml', 'in.tar.gz!/b.eml', 'a.zip'],
    ['folder!/x.zip!/a.eml', 'a.eml', 'folder!/x.zip'],
    ['-!/box.mbox#3', 'box.mbox#3', '-'],
    ['x.zip!/', '', 'x.zip'],
  ])('has the file of %j apart from the member', (path, member, file) => {
    expect(placeOf(path, member)).toEqual({ path: file, member })
  })

  it('has no member where the message is in none, whatever the name of its folder', () => {
    expect(placeOf('folder!/a.eml')).toEqual({ path: 'folder!/a.eml', member: undefined })
  })

  it('is the same in JSON', () => {
    const writer = WRITERS.json()
    const text = writer.begin() + writer.entry('x.zip!/a.eml', reportOf(), undefined, 'a.eml') + writer.end()
    expect(JSON.parse(text)[0]).toMatchObject({ path: 'x.zip', member: 'a.eml' })
  })

  it('is well-formed where a name is not', () => {
    expect(placeOf('x\ud800.zip!/\udc00.eml', '\udc00.eml')).toEqual({
      path: 'x\ufffd.zip',
      member: '\ufffd.eml',
    })
  })
})
