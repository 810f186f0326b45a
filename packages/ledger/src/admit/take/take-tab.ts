import {
  type Act,
  checkAct,
  decode,
  MAX_AMOUNT,
  type Meter,
  type SignedAct,
  tabEvidenceCodec,
  type Taking,
  tickStream,
  ticksWorth,
} from '@tallystick/protocol';
import type { Refusal } from '../../refusal/refusal.ts';
import { actTermsOf } from './act-terms.ts';
import { badProof, type Scene, wrongAmount } from './scene.ts';
import type { WorkingHold } from './working-holds.ts';

/**
 * The meters `voucher` and `ticks`: what the highest act that is shown gives, and the ticks beside
 * it, less what has been paid. A release ends the claim.
 */
export function takeTab(
  scene: Scene,
  working: WorkingHold,
  meter: Meter,
  shown: { readonly taking: Taking; readonly index: number; readonly evidence: Uint8Array },
): Refusal | undefined {
  const { taking, index } = shown;
  const decoded = decode(tabEvidenceCodec, shown.evidence);
  if (!decoded.ok) return badProof(index, 'meter-encoding');
  const { act, tick, release } = decoded.value;
  const given = act === null ? NOTHING : readAct(scene, working, act, index);
  if (!given.ok) return given;
  let total = given.act?.total ?? 0n;
  if (tick !== null) {
    const stream = tickStream(given.act, meter);
    if (stream === undefined) return badProof(index, 'no-stream');
    if (tick.count > stream.links) return badProof(index, 'count');
    scene.ticks.push({ taking: index, tick, stream });
    total += ticksWorth(stream, tick.count) ?? MAX_AMOUNT;
  }
  const { cap } = working.hold;
  const earned = total < cap ? total : cap;
  const due = earned > working.paid ? earned - working.paid : 0n;
  if (taking.amount > due || (taking.amount === 0n && !release)) return wrongAmount(index, due);
  working.paid += taking.amount;
  if (release) working.ended |= 1 << (taking.claim ?? 0);
  working.closed = working.paid === cap;
  return undefined;
}

const NOTHING = { ok: true, act: null } as const;

type Read = { readonly ok: true; readonly act: Act | null } | Refusal;

function readAct(scene: Scene, working: WorkingHold, act: SignedAct, index: number): Read {
  const on = actTermsOf(scene.state, working);
  if (on === undefined) return badProof(index, 'no-acts');
  const check = checkAct(act, on, null);
  if (!check.ok) return badProof(index, check.fault);
  scene.jobs.push(...check.jobs);
  return { ok: true, act: check.checked.act };
}
