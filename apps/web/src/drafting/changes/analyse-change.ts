import { type Matter, type StructuredMatter, procedureFor, toHex } from '@tallystick/protocol';
import { DEFAULT_STEPS, type GateMistake, runGates } from '@tallystick/rules';
import type { Proposable } from '../analyse-draft.ts';
import { type Ground, baseOf, gatesGround, toCome } from '../ground.ts';
import { statedIn } from './content-stated.ts';
import { contentOf, standingContent } from './draft-change.ts';
import type { ChangeDraft, ChangeFault, ContentStated } from './messages.ts';
import { parametersAt } from './parameters.ts';

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
export async function analyseChange(
  change: ChangeDraft,
  from: number,
  ground: Ground,
): Promise<ChangeAnswer> {
  const { governance } = ground.constitution;
  const matter: Matter = { kind: change.matter };
  if (governance === null || procedureFor(governance, matter) === undefined) {
    return { ok: false, fault: 'procedure' };
  }
  // What is decided and not in force yet is in nothing that this could start from.
  if (toCome(ground, change.matter)) return { ok: false, fault: 'to-come' };
  const content = contentOf(change, ground);
  if (!content.ok) return content;
  const parameters = parametersAt(ground.source, Math.max(from, ground.time));
  const [stated, before] = await Promise.all([
    statedIn(change.matter, content.value, parameters),
    standingStated(change.matter, ground),
  ]);
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

/** What is in force of a matter; null where nobody governs. */
export async function standingStated(
  matter: StructuredMatter,
  ground: Ground,
): Promise<ContentStated | null> {
  const content = standingContent(matter, ground);
  if (content === null) return null;
  return await statedIn(matter, content, parametersAt(ground.source, ground.time));
}
