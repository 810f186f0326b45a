import { type Matter, encodeStructured, procedureFor, toHex } from '@tallystick/protocol';
import { DEFAULT_STEPS, type GateMistake, runGates } from '@tallystick/rules';
import type { Proposable } from '../analyse-draft.ts';
import { type Ground, baseOf, gatesGround, toCome } from '../ground.ts';
import { statedIn } from './content-stated.ts';
import { contentOf } from './draft-change.ts';
import type { ChangeDraft, ChangeFault, ContentStated } from './messages.ts';

/** A change as it would be proposed, what its bytes say, and what the gates would say of it. */
interface AnalysedChange {
  readonly verdict: 'failed' | 'passed' | 'tightens';
  readonly mistakes: readonly GateMistake[];
  readonly proposal: Proposable;
  /** Read from the bytes that would be proposed. */
  readonly stated: ContentStated;
  /** What is in force. */
  readonly before: ContentStated;
}

export type ChangeAnswer =
  | { readonly ok: true; readonly analysed: AnalysedChange }
  | { readonly ok: false; readonly fault: ChangeFault };

/** `from`: when it is to be in force, ms since 1970. */
export function analyseChange(change: ChangeDraft, from: number, ground: Ground): ChangeAnswer {
  const { constitution } = ground;
  const { governance } = constitution;
  const matter: Matter = { kind: change.matter };
  if (governance === null || procedureFor(governance, matter) === undefined) {
    return { ok: false, fault: 'procedure' };
  }
  // What is decided and not in force yet is in no constitution that this could start from.
  if (toCome(ground, change.matter)) return { ok: false, fault: 'to-come' };
  const content = contentOf(change, constitution);
  if (!content.ok) return content;
  const standing =
    change.matter === 'currencies'
      ? encodeStructured('currencies', constitution.currencies)
      : encodeStructured('governance', governance);
  const [stated, before] = [
    statedIn(change.matter, content.value),
    statedIn(change.matter, standing),
  ];
  if (stated === null || before === null) return { ok: false, fault: 'unfit' };
  const dates = { from, until: null, lane: 'ordinary' } as const;
  const proposal = {
    matter,
    base: baseOf(ground, change.matter, 'ordinary'),
    content: content.value,
    ...dates,
  };
  const { verdict, mistakes } = runGates(proposal, gatesGround(ground, matter), DEFAULT_STEPS);
  const base = proposal.base && toHex(proposal.base);
  return {
    ok: true,
    analysed: { verdict, mistakes, proposal: { ...proposal, base }, stated, before },
  };
}
