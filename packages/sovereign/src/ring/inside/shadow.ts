import {
  type ChangeKind,
  type Decision,
  type Facts,
  type Instruction,
  type Label,
  Labelled,
  type Rulebook,
  apply,
  compile,
  declassify,
  decodeSource,
} from '@tallystick/rules';
import {
  type AskedShadow,
  SHADOW_LEAST,
  SHADOW_STEP,
  type Shadow,
  type ShadowCell,
  isShadow,
} from '../shadow-message.ts';

type Compare = Instruction<[readonly Facts[], Rulebook, Rulebook, number], Shadow>;

const compareAll: Compare = { label: { clearance: 1, integrity: 2 }, run: compared };

/**
 * What another rulebook would have done with payments that were decided: numbers alone, by public
 * rules alone. Neither lists of the ring nor decoys have a part in it. Undefined where the rulebook
 * is none, or fails.
 */
export function shadowOf(
  { source, at }: AskedShadow,
  label: Label,
  inForce: Labelled<Rulebook>,
  facts: Labelled<readonly Facts[]>,
): Shadow | undefined {
  try {
    const decoded = decodeSource(source);
    const other = decoded && compile(decoded);
    if (other?.ok !== true) return undefined;
    const proposed = new Labelled(other.rulebook, label);
    const made = apply(compareAll, facts, inForce, proposed, new Labelled(at, label));
    return made && declassify(made, (value): value is Shadow => isShadow(value));
  } catch {
    return undefined; // a fault of ours: it concerns nobody's payment
  }
}

function compared(
  all: readonly Facts[],
  inForce: Rulebook,
  proposed: Rulebook,
  at: number,
): Shadow {
  if (all.length < SHADOW_LEAST) return { payments: 0, cells: [] };
  const cells = new Map<string, ShadowCell>();
  for (const one of all) {
    const facts = { ...one, time: at };
    const change = changeOf(inForce.decide(facts), proposed.decide(facts));
    if (change === undefined) continue;
    const key = `${change.change} ${change.rule}`;
    cells.set(key, { ...change, count: (cells.get(key)?.count ?? 0) + 1 });
  }
  const told = [...cells.values()]
    .map((cell) => ({ ...cell, count: inSteps(cell.count) }))
    .filter(({ count }) => count > 0);
  return { payments: inSteps(all.length), cells: told.sort(mostFirst) };
}

function inSteps(count: number): number {
  return count - (count % SHADOW_STEP);
}

/** By what is told, so that the order tells no more. */
function mostFirst(one: ShadowCell, other: ShadowCell): number {
  if (one.count !== other.count) return other.count - one.count;
  return `${one.change} ${one.rule}` < `${other.change} ${other.rule}` ? -1 : 1;
}

/** Undefined where the outcome is the same, or comes from a rule that has no public code. */
function changeOf(
  before: Decision,
  after: Decision,
): { readonly change: ChangeKind; readonly rule: string } | undefined {
  if (before.outcome === after.outcome) return undefined;
  const rule = after.outcome === 'no-objection' ? before.rule : after.rule;
  return rule === null ? undefined : { change: CHANGES[after.outcome], rule };
}

const CHANGES = {
  refuse: 'newly-refused',
  hold: 'newly-held',
  'no-objection': 'newly-allowed',
} as const satisfies Record<Decision['outcome'], ChangeKind>;
