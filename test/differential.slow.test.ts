import { expect, it } from 'vitest'
import { ASPECTS, PEERS } from './differential/peers.ts'
import { describeTally, merge, type Tally, tally } from './differential/tally.ts'
import { realMail, realMailFiles } from './helpers/real-mail.ts'

/** `print` writes the tables of docs/differences.md to standard output. */
const PRINT = process.env.BACKSTAMP_DIFFERENTIAL === 'print'

/** Which of two words is name and which address is told in the docs; all else that is read must be the same. */
const AGREED = ASPECTS.filter((aspect) => aspect !== 'mailboxes')

function expectAgreement({ messages, outcomes, unexplained }: Tally): void {
  for (const peer of PEERS) {
    for (const aspect of AGREED)
      expect(
        (outcomes[peer][aspect].get('agree') ?? 0) / messages,
        `${peer}, ${aspect}`,
      ).toBeGreaterThanOrEqual(0.98)
    for (const aspect of ASPECTS)
      expect(
        (outcomes[peer][aspect].get('unexplained') ?? 0) / messages,
        `${peer}, ${aspect}: ${unexplained.slice(0, 20).join('; ')}`,
      ).toBeLessThanOrEqual(0.02)
  }
}

it.skipIf(!realMail())('mailparser and postal-mime read real mail as we do', async () => {
  const results = [await tally(realMailFiles('phish')), await tally(realMailFiles('mime'))]
  const both = merge(results)
  if (PRINT) for (const result of [...results, both]) console.log(describeTally(result))
  expectAgreement(both)
})
