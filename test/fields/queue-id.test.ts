import { describe, expect, it } from 'vitest'
import { eximIdTime, googleIdTime, sendmailIdTime } from '../../src/fields/queue-id.ts'

const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString())

describe('the time in an identifier of Exim', () => {
  it.each([
    ['1s6sPw-0001ab-2C', '2024-05-14T13:42:08.000Z'],
    // from 4.97 on
    ['1s6sPw-000000004Ab-1xYz', '2024-05-14T13:42:08.000Z'],
    ['1s6sPw-0001ab-2', undefined],
    ['zzzzzz-0001ab-2C', undefined],
    ['000001-0001ab-2C', undefined],
    ['4F1C20A7', undefined],
    ['', undefined],
  ])('%s: %s', (id, time) => {
    expect(iso(eximIdTime(id))).toBe(time)
  })
})

describe('the time in an identifier of Sendmail', () => {
  const near = Date.UTC(2024, 5, 1)
  it.each([
    ['44EE3Cxq012345', '2024-05-14T14:03:12.000Z'],
    ['x4EE3Cxq012345', '2019-05-14T14:03:12.000Z'],
    ['44EE3Cxq01234', '2024-05-14T14:03:12.000Z'],
    // a month, a day and an hour that are none
    ['4CEE3Cxq012345', undefined],
    ['440E3Cxq012345', undefined],
    ['44EO3Cxq012345', undefined],
    ['4F1C20A7', undefined],
  ])('%s: %s', (id, time) => {
    expect(iso(sendmailIdTime(id, near))).toBe(time)
  })

  it('is of the century that the line is of', () => {
    expect(iso(sendmailIdTime('44EE3Cxq012345', Date.UTC(1966, 0)))).toBe('1964-05-14T14:03:12.000Z')
  })
})

describe('the time in an identifier of Google', () => {
  it.each([
    ['a1-20020a05600c000000b0041a2b3c4d5esor1234567wmb.7.2024.05.14.07.03.12', '2024-05-14T07:03:12.000Z'],
    ['k9mr1234567ejc.12.1715695392123', '2024-05-14T14:03:12.123Z'],
    ['a1si1234567wmb.7.2024.13.14.07.03.12', undefined],
    ['1715695392123456.6481336740178', undefined],
    ['a1si1234567wmb.7', undefined],
  ])('%s: %s', (id, time) => {
    expect(iso(googleIdTime(id))).toBe(time)
  })
})
