import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { walk } from '../../../src/batch/sources/walk.ts'
import { scratch } from '../../helpers/scratch.ts'

const { dir, remove } = scratch({
  'mail/b.eml': 'b',
  'mail/a/c.eml': 'c',
  'mail/Z.eml': 'z',
  'Maildir/cur/1:2,S': 'm',
  'Maildir/new/2': 'm',
  'Maildir/tmp/3': 'm',
  'other/tmp/4': 'm',
})
afterAll(remove)
symlinkSync('..', join(dir, 'mail/a/up'))

const found = (path: string): string[] =>
  [...walk(join(dir, path))].map((item) => {
    const name = item.path.slice(dir.length + 1)
    return 'reason' in item ? `${name}: ${item.reason}` : name
  })

describe('walk', () => {
  it('gives files in byte order of their names, and enters each folder once', () => {
    expect(found('mail')).toEqual([
      'mail/Z.eml',
      'mail/a/c.eml',
      'mail/a/up: a directory loop, or a second way to a folder that is scanned',
      'mail/b.eml',
    ])
  })

  it('reads a Maildir, but not what is still being delivered', () => {
    expect(found('Maildir')).toEqual([
      'Maildir/cur/1:2,S',
      'Maildir/new/2',
      'Maildir/tmp: a Maildir folder for messages that are still being delivered',
    ])
    expect(found('Maildir/tmp')).toEqual(['Maildir/tmp/3'])
    expect(found('other')).toEqual(['other/tmp/4'])
  })

  it('names what is not there', () => {
    expect([...walk(join(dir, 'gone'))]).toEqual([
      { kind: 'failed', path: join(dir, 'gone'), reason: 'no such file or folder' },
    ])
  })
})
