import { type Condition, evaluate, readWitnesses, type TakingEvidence } from '@tallystick/protocol';
import { type Refusal, refuse } from '../../refusal/refusal.ts';
import type { Scene } from './scene.ts';
import type { WorkingHold } from './working-holds.ts';

/** A claim's condition holds by what its taking shows; signatures are added to the scene's jobs. */
export function checkCondition(
  scene: Scene,
  working: WorkingHold,
  condition: Condition,
  shown: {
    readonly taking: number;
    readonly claim: number;
    readonly witnesses: readonly Uint8Array[];
    readonly outcomes: TakingEvidence['outcomes'];
  },
): Refusal | undefined {
  const { state, header, epoch, crypto, holds, jobs } = scene;
  const { hold } = working;
  const { taking, claim, witnesses, outcomes } = shown;
  const place = { sovereign: state.sovereign, epoch, hold: hold.id, claim };
  const read = readWitnesses(condition, { witnesses, outcomes }, place, crypto);
  if (!read.ok) return refuse('bad-witness', { taking, witness: read.witness, fault: read.fault });
  const evaluation = evaluate(read.shown, {
    time: header.time,
    closedSincePutMs: header.closedMs - hold.closedMs,
    isForked: (id) => holds.isForked(id),
  });
  switch (evaluation.kind) {
    case 'true':
      for (const { job } of read.jobs) jobs.push(job);
      return undefined;
    case 'missing':
      return refuse('condition-unmet', { taking, missing: evaluation.nodes });
    case 'false':
      return refuse('condition-unmet', { taking, missing: [] });
    case 'faulty':
      return refuse('bad-witness', {
        taking,
        witness: evaluation.witness,
        fault: evaluation.fault,
      });
  }
}
