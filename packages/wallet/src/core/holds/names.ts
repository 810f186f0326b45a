import {
  type Condition,
  type Glossary,
  type Key,
  MAX_STATEMENT_TEXT_BYTES,
  canBeShown,
  decode,
  encode,
  encodeAddress,
  equalBytes,
  isKeyName,
  keyCodec,
  keyId,
  keyNamesIn,
  nodesOf,
  parseCondition,
  statementHash,
  text,
} from '@tallystick/protocol';
import { type Context, listRecords, storing } from '../context.ts';
import { readRecipient, resolveParty } from '../pay/resolve-party.ts';
import type { StorageChange } from '../ports.ts';
import { stop } from '../stop.ts';
import type { HoldRequest } from './holds-types.ts';
import { HOLD_KEYS } from './records.ts';

const wordsCodec = text(MAX_STATEMENT_TEXT_BYTES, 1);

/** The names of keys and the words of statements that this wallet knows. */
export async function knownGlossary(context: Context): Promise<Glossary> {
  const names = await listRecords(context.vault, HOLD_KEYS.allNames, keyCodec);
  const words = await listRecords(context.vault, HOLD_KEYS.allWords, wordsCodec);
  return {
    keys: new Map(names.map(({ key, value }) => [key.slice(HOLD_KEYS.allNames.length), value])),
    statements: words.map(({ value }) => value),
  };
}

/** Whose key a name is, as the sovereign tells now: that of the only device of the identity with this handle. */
async function keyOfName(context: Context, name: string, shown?: string): Promise<Key> {
  const { to } = readRecipient(`@${name}`);
  const { keys, identity } = await resolveParty(context, to);
  if (shown !== undefined && encodeAddress(identity) !== shown) {
    const message = `@${name} was somebody else when this was looked at: look again at who it is.`;
    return stop('refused', 'name-moved', message, { name, is: encodeAddress(identity) });
  }
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    const message = `@${name} has ${keys.length} devices, and a condition names keys: write the one that is meant as it stands in the condition's text form.`;
    return stop('usage', 'several-devices', message, { name, devices: keys.length });
  }
  return key;
}

/** A condition from its text form, with what is to be kept of it. */
export interface ReadCondition {
  readonly condition: Condition;
  readonly changes: readonly StorageChange[];
}

/**
 * Reads a condition in which handles stand for keys, of those addresses in `shown` that have an entry. One that nobody could show
 * true until `until` ends the operation.
 */
export async function readCondition(
  context: Context,
  { when, until, shown }: { when: string; until: number; shown: HoldRequest['names'] },
  now: number,
): Promise<ReadCondition> {
  const keys = new Map<string, Key>();
  const addresses = new Map(Object.entries(shown ?? {}));
  for (const name of keyNamesIn(when)) {
    keys.set(name, await keyOfName(context, name, addresses.get(name)));
  }
  const parsed = parseCondition(when, { keys, statements: [] });
  if (!parsed.ok) {
    const { at, reason } = parsed;
    return stop('usage', 'bad-condition', `The condition, at character ${at + 1}: ${reason}.`, {
      at,
      reason,
    });
  }
  const { condition, statements } = parsed;
  if (!canBeShown(condition)) {
    const message =
      'No taking has room for what this condition asks for: ask for fewer signatures.';
    stop('usage', 'too-much-to-show', message);
  }
  if (!canComeTrue(condition, now, until)) {
    const message =
      'This condition cannot come true before the claim ends: mend its times, or the end.';
    stop('usage', 'never-true', message);
  }
  return { condition, changes: [...namingKeys(keys), ...keepingWords(statements)] };
}

/** Whether times alone leave it possible. */
function canComeTrue(condition: Condition, now: number, until: number): boolean {
  switch (condition.kind) {
    case 'after':
      return condition.time <= until;
    case 'before':
      return condition.time >= now;
    case 'some': {
      const able = condition.conditions.filter((inner) => canComeTrue(inner, now, until));
      return able.length >= condition.threshold;
    }
    case 'preimage':
    case 'signed':
    case 'attested':
    case 'admitted':
    case 'fork':
      return true;
  }
}

/** Names that somebody else gave for keys count where the sovereign says the same, and the conditions have the key. */
export async function believedNames(
  context: Context,
  names: readonly string[],
  conditions: readonly Condition[],
): Promise<StorageChange[]> {
  const asked = conditions.flatMap(keysIn);
  const keys = new Map<string, Key>();
  for (const name of names.filter(isKeyName)) {
    const { to } = readRecipient(`@${name}`);
    for (const key of (await resolveParty(context, to)).keys) {
      if (asked.some((other) => equalBytes(keyId(other), keyId(key)))) keys.set(name, key);
    }
  }
  return namingKeys(keys);
}

/** Names that this wallet knows for keys of conditions. */
export function namesOf({ keys }: Glossary, conditions: readonly Condition[]): string[] {
  const asked = conditions.flatMap(keysIn);
  const named = [...keys].filter(([, key]) =>
    asked.some((other) => equalBytes(keyId(other), keyId(key))),
  );
  return named.map(([name]) => name);
}

/** Words that this wallet knows of what conditions ask oracles for. */
export function wordsOf({ statements }: Glossary, conditions: readonly Condition[]): string[] {
  const asked = conditions.flatMap((condition) =>
    nodesOf(condition).flatMap((node) =>
      node.condition.kind === 'attested' ? [node.condition.statement] : [],
    ),
  );
  return statements.filter((words) =>
    asked.some((statement) => equalBytes(statement, statementHash(words))),
  );
}

function keysIn(condition: Condition): Key[] {
  return nodesOf(condition).flatMap(({ condition: leaf }) => {
    if (leaf.kind === 'signed') return [...leaf.keys];
    return leaf.kind === 'attested' ? [leaf.oracle] : [];
  });
}

function namingKeys(keys: ReadonlyMap<string, Key>): StorageChange[] {
  return [...keys].map(([name, key]) => storing(HOLD_KEYS.name(name), keyCodec, key));
}

export function keepingWords(statements: readonly string[]): StorageChange[] {
  return statements.map((words) =>
    storing(HOLD_KEYS.words(statementHash(words)), wordsCodec, words),
  );
}

/** Whether text can be what an oracle states. */
export function isStatement(words: string): boolean {
  if (!words.isWellFormed()) return false;
  const { length } = new TextEncoder().encode(words);
  if (length < 1 || length > MAX_STATEMENT_TEXT_BYTES) return false;
  return decode(wordsCodec, encode(wordsCodec, words)).ok;
}
