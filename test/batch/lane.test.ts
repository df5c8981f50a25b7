import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLane, laneReader } from '../../src/batch/lane.ts'

const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill)

describe('a lane', () => {
  it('hands bytes over', () => {
    const lane = createLane(100)
    const read = laneReader(lane.memory)
    const first = lane.put(bytes(60, 1))
    const second = lane.put(bytes(40, 2))
    expect(read(first!)).toEqual(bytes(60, 1))
    expect(read(second!)).toEqual(bytes(40, 2))
  })

  it.each([
    ['that are more than it has', 101],
    ['of which there are none', 0],
  ])('does not take bytes %s', (_, length) => {
    expect(createLane(100).put(bytes(length, 1))).toBeUndefined()
  })

  it('takes no more before the oldest are released', () => {
    const lane = createLane(100)
    lane.put(bytes(60, 1))
    lane.put(bytes(30, 2))
    expect(lane.put(bytes(60, 3))).toBeUndefined()
    lane.release()
    expect(lane.put(bytes(60, 3))).toEqual({ laneStart: 0, laneEnd: 60 })
    expect(lane.put(bytes(1, 4))).toBeUndefined()
    lane.release()
    expect(lane.put(bytes(40, 4))).toEqual({ laneStart: 60, laneEnd: 100 })
  })

  it('keeps what was put in until it is released, whatever comes and goes', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant('release' as const)))
    fc.assert(
      fc.property(steps, (steps) => {
        const lane = createLane(100)
        const read = laneReader(lane.memory)
        const kept: { place: NonNullable<ReturnType<typeof lane.put>>; expected: Uint8Array }[] = []
        steps.forEach((step, i) => {
          if (step === 'release') {
            if (kept.shift()) lane.release()
          } else {
            const expected = bytes(step, i % 256)
            const place = lane.put(expected)
            if (place) kept.push({ place, expected })
          }
          for (const { place, expected } of kept) expect(read(place)).toEqual(expected)
        })
      }),
    )
  })
})
