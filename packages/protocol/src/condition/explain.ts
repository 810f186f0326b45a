import type { Condition } from '../hold/index.ts';
import { type KnownWitnesses, type Lack, type Lacking, lackingFor } from './missing.ts';
import { type Glossary, NO_NAMES } from './text/glossary.ts';
import { formatTime } from './text/time.ts';

/** In words what keeps a condition from being true now: `nothing`, when it is; what can no longer come, when that is so. */
export function explain(
  condition: Condition,
  known: KnownWitnesses,
  names: Glossary = NO_NAMES,
): string {
  return sayLacking(lackingFor(condition, known, names));
}

/** The same of what has been found out. */
export function sayLacking(lacking: Lacking | null): string {
  if (lacking === null) return 'nothing';
  const { isPossible, lack } = lacking;
  return isPossible ? wordsOf(lack) : `no longer possible: ${pastWords(lack)}`;
}

function wordsOf(lack: Lack): string {
  if (lack.kind !== 'some') return leafWords(lack);
  const { needed, of } = lack;
  const words = of.map(wordsOf).map(bracketed);
  if (needed === words.length) return words.join(', and ');
  return `${needed === 1 ? 'one' : `${needed}`} of: ${words.join('; ')}`;
}

function pastWords(lack: Lack): string {
  return lack.kind === 'some' ? lack.of.map(pastWords).join(', and ') : leafWords(lack);
}

/** So that "one of" within another one is not misread. */
function bracketed(words: string): string {
  return words.includes(' of: ') || words.includes(', and ') ? `(${words})` : words;
}

function leafWords(lack: Exclude<Lack, { kind: 'some' }>): string {
  switch (lack.kind) {
    case 'after':
      return `the time ${formatTime(lack.time)}`;
    case 'before':
      return `it had to be before ${formatTime(lack.time)}`;
    case 'preimage':
      return `the preimage of ${lack.hash}`;
    case 'signed': {
      const { more, by } = lack;
      return `${more} ${more === 1 ? 'signature' : 'signatures'} by ${by.join(', ')}`;
    }
    case 'attested':
      return `the word of ${lack.by} that ${lack.statement}`;
    case 'admitted': {
      const { hold, claim, sovereign } = lack;
      return `hold ${hold} ${claim === null ? 'returned' : `taken under claim ${claim}`} at ${sovereign}`;
    }
    case 'fork':
      return `a fork of ${lack.hold}`;
  }
}
