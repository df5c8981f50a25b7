import {
  parseArcAuthenticationResults,
  parseArcMessageSignature,
  parseArcSeal,
} from '../../src/fields/arc.ts'
import { type ArcChain, type ArcKind, type ArcMember, assembleArc } from '../../src/fields/arc-chain.ts'

export function member(kind: ArcKind, raw: string, index: number): ArcMember {
  switch (kind) {
    case 'seal':
      return { kind, value: parseArcSeal(raw), index }
    case 'message-signature':
      return { kind, value: parseArcMessageSignature(raw), index }
    case 'authentication-results':
      return { kind, value: parseArcAuthenticationResults(raw), index }
  }
}

/** The chain of fields as [kind, raw value]. */
export function assemble(fields: string[][]): ArcChain {
  return assembleArc(fields.map(([kind, raw], index) => member(kind as ArcKind, raw, index)))
}
