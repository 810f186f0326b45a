import type { Condition } from '../hold/index.ts';
import { type ConditionFacts, truthOf } from './evaluate.ts';
import { RETURNED } from './outcome.ts';
import type { ShownWitnesses } from './read-witnesses.ts';
import { type Glossary, NO_NAMES, formatKey, formatStatement } from './text/glossary.ts';
import { formatTime } from './text/time.ts';
import { nodesOf } from './witness.ts';

/** What is known: the facts, and the witnesses that have verified. */
export interface KnownWitnesses {
  readonly facts: ConditionFacts;
  readonly witnesses: ShownWitnesses['witnesses'];
}

/** In words what keeps a condition from being true now: `nothing`, when it is; what can no longer come, when that is so. */
export function explain(
  condition: Condition,
  known: KnownWitnesses,
  names: Glossary = NO_NAMES,
): string {
  const nodes = nodesOf(condition);
  const { holds, possible } = truthOf({ nodes, witnesses: known.witnesses }, known.facts);
  const missing = (at: number): string => {
    const { condition: here, within } = nodes[at] as ShownWitnesses['nodes'][number];
    if (here.kind !== 'some') return leafWords(here, at, known, names);
    const open = within.filter((inner) => holds[inner] !== true);
    const helpful = open.filter((inner) => possible[inner] === true);
    const listed =
      possible[at] === true ? helpful : open.filter((inner) => !helpful.includes(inner));
    const needed = here.threshold - within.filter((inner) => holds[inner] === true).length;
    const words = listed.map(missing);
    if (words.length === 1 || possible[at] !== true) return words.join(', and ');
    if (needed === words.length) return words.map(bracketed).join(', and ');
    const many = needed === 1 ? 'one' : `${needed}`;
    return `${many} of: ${words.map(bracketed).join('; ')}`;
  };
  if (holds[0] === true) return 'nothing';
  return possible[0] === true ? missing(0) : `no longer possible: ${missing(0)}`;
}

/** So that "one of" within another one is not misread. */
function bracketed(words: string): string {
  return words.includes(' of: ') || words.includes(', and ') ? `(${words})` : words;
}

function leafWords(
  condition: Exclude<Condition, { kind: 'some' }>,
  at: number,
  known: KnownWitnesses,
  names: Glossary,
): string {
  switch (condition.kind) {
    case 'after':
      return `the time ${formatTime(condition.time)}`;
    case 'before':
      return `it had to be before ${formatTime(condition.time)}`;
    case 'preimage':
      return `the preimage of ${condition.hash.toHex()}`;
    case 'signed': {
      const signed = new Set<number>();
      for (const { node, proof } of known.witnesses) {
        if (node === at && proof.kind === 'signature') signed.add(proof.key);
      }
      const others = condition.keys.filter((_, key) => !signed.has(key));
      const more = condition.threshold - signed.size;
      const by = others.map((key) => formatKey(key, names)).join(', ');
      return `${more} ${more === 1 ? 'signature' : 'signatures'} by ${by}`;
    }
    case 'attested': {
      const oracle = formatKey(condition.oracle, names);
      return `the word of ${oracle} that ${formatStatement(condition.statement, names)}`;
    }
    case 'admitted': {
      const { hold, sovereign, outcome } = condition;
      const how = outcome === RETURNED ? 'returned' : `taken under claim ${outcome}`;
      return `hold ${hold.toHex()} ${how} at ${sovereign.toHex()}`;
    }
    case 'fork':
      return `a fork of ${condition.hold.toHex()}`;
  }
}
