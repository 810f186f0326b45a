import { type StateFault, decodeState, stateId } from '../chain/index.ts';
import type { Hash } from '../crypto/index.ts';
import { decode, equalBytes } from '../encoding/index.ts';
import { MAX_ACT_BYTES, actCodec, actHash } from './codecs.ts';
import { type Half, type HalfRelation, compareHalves, halfBefore, halfNext } from './halves.ts';
import type { SignedAct } from './types.ts';

export type HalfFault =
  StateFault | 'act-encoding' | 'other-hold' | 'operation' | 'signature' | HalfRelation;

export type HalfRun = { ok: true; half: Half } | { ok: false; at: number; fault: HalfFault };

/**
 * Follows a half over acts that one writer signed for one payee, oldest first, on whatever holds: how two halves come into
 * step again. `isSigned` says whether an act's signature is the writer's over that id. It proves what the writer signed and
 * in which order, not what any of it is worth.
 */
export function followHalf(
  mine: Half,
  acts: readonly SignedAct[],
  isSigned: (signed: SignedAct, id: Hash) => boolean,
): HalfRun {
  let half = mine;
  for (const [at, signed] of acts.entries()) {
    const decoded = decodeState(signed.state);
    if (!decoded.ok) return { ok: false, at, fault: decoded.reason };
    const state = decoded.value;
    const act = decode(actCodec, signed.act, MAX_ACT_BYTES);
    if (!act.ok) return { ok: false, at, fault: 'act-encoding' };
    if (!equalBytes(act.value.hold, state.chain)) return { ok: false, at, fault: 'other-hold' };
    if (!equalBytes(state.operation, actHash(signed.act))) {
      return { ok: false, at, fault: 'operation' };
    }
    const relation = compareHalves(half, halfBefore(act.value.half));
    if (relation !== 'in-step') return { ok: false, at, fault: relation };
    const id = stateId(signed.state);
    if (!isSigned(signed, id)) return { ok: false, at, fault: 'signature' };
    half = halfNext(half, id);
  }
  return { ok: true, half };
}
