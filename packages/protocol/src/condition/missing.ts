import type { Condition } from '../hold/index.ts';
import { type ConditionFacts, truthOf } from './evaluate.ts';
import { RETURNED } from './outcome.ts';
import type { ShownWitnesses } from './read-witnesses.ts';
import { type Glossary, NO_NAMES, formatKey, formatStatement } from './text/glossary.ts';
import { nodesOf } from './witness.ts';

/** What is known: the facts, and the witnesses that have verified. */
export interface KnownWitnesses {
  readonly facts: ConditionFacts;
  readonly witnesses: ShownWitnesses['witnesses'];
}

/** Something that keeps a condition from being true: plain data, with names where they are known. */
export type Lack =
  /** It has to be this time, in ms since 1970-01-01 UTC. */
  | { readonly kind: 'after'; readonly time: number }
  /** It had to be before it. */
  | { readonly kind: 'before'; readonly time: number }
  /** In hex. */
  | { readonly kind: 'preimage'; readonly hash: string }
  /** So many signatures more, by any of these. */
  | { readonly kind: 'signed'; readonly more: number; readonly by: readonly string[] }
  | { readonly kind: 'attested'; readonly by: string; readonly statement: string }
  /** Taken under a claim, or returned (null), at another sovereign; ids in hex. */
  | {
      readonly kind: 'admitted';
      readonly hold: string;
      readonly sovereign: string;
      readonly claim: number | null;
    }
  | { readonly kind: 'fork'; readonly hold: string }
  /** As many as are needed of two or more; of what can no longer come, all. */
  | { readonly kind: 'some'; readonly needed: number; readonly of: readonly Lack[] };

/** What keeps a condition from being true now: what could help, or else what can no longer come. */
export interface Lacking {
  readonly isPossible: boolean;
  readonly lack: Lack;
}

/** Null when the condition is true. */
export function lackingFor(
  condition: Condition,
  known: KnownWitnesses,
  names: Glossary = NO_NAMES,
): Lacking | null {
  const nodes = nodesOf(condition);
  const { holds, possible } = truthOf({ nodes, witnesses: known.witnesses }, known.facts);
  const lackAt = (at: number): Lack => {
    const { condition: here, within } = nodes[at] as ShownWitnesses['nodes'][number];
    if (here.kind !== 'some') return leafLack(here, at, known, names);
    const open = within.filter((inner) => holds[inner] !== true);
    const helpful = open.filter((inner) => possible[inner] === true);
    const isPossible = possible[at] === true;
    const listed = isPossible ? helpful : open.filter((inner) => !helpful.includes(inner));
    const of = listed.map(lackAt);
    const [first] = of;
    if (first !== undefined && of.length === 1) return first;
    const met = within.filter((inner) => holds[inner] === true).length;
    return { kind: 'some', needed: isPossible ? here.threshold - met : of.length, of };
  };
  if (holds[0] === true) return null;
  return { isPossible: possible[0] === true, lack: lackAt(0) };
}

function leafLack(
  condition: Exclude<Condition, { kind: 'some' }>,
  at: number,
  known: KnownWitnesses,
  names: Glossary,
): Lack {
  switch (condition.kind) {
    case 'after':
    case 'before':
      return { kind: condition.kind, time: condition.time };
    case 'preimage':
      return { kind: 'preimage', hash: condition.hash.toHex() };
    case 'signed': {
      const signed = new Set<number>();
      for (const { node, proof } of known.witnesses) {
        if (node === at && proof.kind === 'signature') signed.add(proof.key);
      }
      const others = condition.keys.filter((_, key) => !signed.has(key));
      const by = others.map((key) => formatKey(key, names));
      return { kind: 'signed', more: condition.threshold - signed.size, by };
    }
    case 'attested': {
      const by = formatKey(condition.oracle, names);
      return { kind: 'attested', by, statement: formatStatement(condition.statement, names) };
    }
    case 'admitted': {
      const { hold, sovereign, outcome } = condition;
      const claim = outcome === RETURNED ? null : outcome;
      return { kind: 'admitted', hold: hold.toHex(), sovereign: sovereign.toHex(), claim };
    }
    case 'fork':
      return { kind: 'fork', hold: condition.hold.toHex() };
  }
}
