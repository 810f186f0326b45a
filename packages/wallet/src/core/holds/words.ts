import {
  type Codec,
  type Condition,
  type Hash,
  type Key,
  MAX_EVIDENCE_BYTES,
  MAX_PREIMAGE_BYTES,
  MAX_SIGNATURE_BYTES,
  MAX_STATEMENT_TEXT_BYTES,
  type Outcome as Admitted,
  RETURNED,
  bytes,
  bytesUpTo,
  claimStatement,
  decode,
  effectsCodec,
  encode,
  equalBytes,
  evaluateProof,
  fromHex,
  hash,
  keyCodec,
  keyId,
  list,
  nodesOf,
  nullable,
  outcomeCodec,
  signedEpochCodec,
  signingContext,
  statementHash,
  text,
  toBase64url,
  toHex,
  uint,
  variant,
  witnessCodec,
} from '@tallystick/protocol';
import { storedOperation } from '../chain/chain-tip.ts';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, findRecord, listRecords, signWith, store, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { type EntryRecord, entryRecordCodec } from '../records/entry-record.ts';
import { KEYS, readHashKey } from '../records/keys.ts';
import { stop } from '../stop.ts';
import { newestEpoch } from '../trust/epochs.ts';
import { conditionsOf, needHold } from './known.ts';
import { isStatement, keepingWords } from './names.ts';
import { HOLD_KEYS, knownHoldCodec, saidRecordCodec, signatureRecordCodec } from './records.ts';
import { readText } from './terms-text.ts';

const PREFIX = 'tally-word:';
/** A word that carries an outcome with its founding is the longest. */
const MAX_WORD_BYTES = 65_536;
const MAX_SHARES = 256;

/** What somebody hands over so that a condition comes true. */
type Word =
  | {
      readonly kind: 'signature';
      readonly message: Hash;
      readonly key: Key;
      readonly signature: Uint8Array;
      /** Of an oracle: what it states. */
      readonly words: string | null;
    }
  | { readonly kind: 'preimage'; readonly preimage: Uint8Array }
  | {
      readonly kind: 'outcome';
      readonly sovereign: Hash;
      readonly hold: Hash;
      readonly outcome: number;
      readonly shown: Uint8Array;
    }
  | { readonly kind: 'shares'; readonly shares: readonly Uint8Array[] };

const wordCodec: Codec<Word> = variant('kind', {
  0: [
    'signature',
    {
      message: bytes(32),
      key: keyCodec,
      signature: bytesUpTo(MAX_SIGNATURE_BYTES, 1),
      words: nullable(text(MAX_STATEMENT_TEXT_BYTES, 1)),
    },
  ],
  1: ['preimage', { preimage: bytesUpTo(MAX_PREIMAGE_BYTES, 1) }],
  2: [
    'outcome',
    {
      sovereign: bytes(32),
      hold: bytes(32),
      outcome: uint(RETURNED),
      shown: bytesUpTo(MAX_EVIDENCE_BYTES, 1),
    },
  ],
  3: ['shares', { shares: list(bytes(32), MAX_SHARES, 1) }],
});

export function wordText(word: Word): string {
  return PREFIX + toBase64url(encode(wordCodec, word));
}

/** A new preimage, kept; gives its hash. */
export async function makeSecret(context: Context): Promise<string> {
  const preimage = context.ports.random(32);
  const hashed = hash('preimage', preimage);
  await store(context.vault, [{ key: HOLD_KEYS.preimage(hashed), value: preimage }]);
  return toHex(hashed);
}

export async function revealSecret(context: Context, id: string): Promise<string> {
  const hashed = fromHex(id, 32);
  const preimage = hashed && (await context.vault.get(HOLD_KEYS.preimage(hashed)));
  if (preimage !== undefined) return wordText({ kind: 'preimage', preimage });
  return stop('usage', 'unknown-secret', 'This wallet has no preimage of that hash.');
}

/** An oracle's word. What is signed is written down first. */
export async function attest(context: Context, words: string): Promise<string> {
  if (!isStatement(words)) {
    const message = `A statement is text of 1 to ${MAX_STATEMENT_TEXT_BYTES} bytes in UTF-8.`;
    stop('usage', 'bad-statement', message);
  }
  return await giveWord(context, statementHash(words), words, words);
}

/** This device's word that a claim may be taken; only one that asks for it. */
export async function signClaim(context: Context, id: string, claim: number): Promise<string> {
  const { hold, known } = await needHold(context, id);
  const condition = known.terms.claims[claim]?.condition ?? null;
  const own = keyId(context.profile.device.key);
  const isAsked =
    condition !== null &&
    nodesOf(condition).some(
      ({ condition: leaf }) =>
        leaf.kind === 'signed' && leaf.keys.some((key) => equalBytes(keyId(key), own)),
    );
  if (!isAsked) {
    const message = 'That claim does not ask this device to sign.';
    stop('usage', 'not-asked-for', message, { claim });
  }
  if (known.index === null) {
    const message =
      'Nothing proves the terms of this hold here: have its owner hand them over, and agree to them first.';
    stop('refused', 'not-proven', message);
  }
  return await giveWord(context, claimStatement(hold, claim), `claim ${claim} of ${id}`, null);
}

async function giveWord(
  context: Context,
  message: Hash,
  what: string,
  words: string | null,
): Promise<string> {
  const { key } = context.profile.device;
  const at = HOLD_KEYS.signature(message, keyId(key));
  const before = await findRecord(context.vault, at, signatureRecordCodec);
  if (before !== undefined) {
    return wordText({ kind: 'signature', message, key, signature: before.signature, words });
  }
  const said = { what, at: context.ports.clock.now() };
  const keeping = words === null ? [] : keepingWords([words]);
  await store(context.vault, [storing(HOLD_KEYS.said(message), saidRecordCodec, said), ...keeping]);
  const bound = signingContext('attestation', context.trust.sovereign);
  const signature = await signWith(context.ports, context.deviceKey, message, bound);
  await store(context.vault, [storing(at, signatureRecordCodec, { key, signature })]);
  return wordText({ kind: 'signature', message, key, signature, words });
}

/** The word that a hold was closed by this device's taking. */
export async function outcomeWord(context: Context, id: string): Promise<string> {
  const hold = fromHex(id, 32);
  const entries = await listRecords(context.vault, KEYS.entries('device'), entryRecordCodec);
  for (const { value: entry } of hold === undefined ? [] : entries) {
    const outcome = closedBy(entry, hold as Hash);
    if (outcome === undefined) continue;
    const epochBytes = context.seen.epochs[entry.epoch];
    const epoch = epochBytes && decode(signedEpochCodec, epochBytes);
    if (epoch?.ok !== true) break;
    const { signed: constitution, sovereign } = context.trust;
    const shown: Admitted = {
      founding: { constitution, epoch: epoch.value },
      certificate: await certificateOfEntry(context.vault, entry),
      state: entry.transition.state,
      operation: entry.transition.operation,
    };
    const bytesOf = encode(outcomeCodec, shown);
    if (bytesOf.length > MAX_EVIDENCE_BYTES) break;
    return wordText({ kind: 'outcome', sovereign, hold: hold as Hash, outcome, shown: bytesOf });
  }
  const message = 'No taking by this wallet has closed that hold, or it is too large to be shown.';
  return stop('usage', 'unknown-outcome', message);
}

/** Under which claim a taking closed a hold. */
function closedBy({ transition, effects }: EntryRecord, hold: Hash): number | undefined {
  const operation = storedOperation(transition.operation, 'record entry/device');
  const decoded = decode(effectsCodec, effects);
  if (operation.kind !== 'take' || !decoded.ok || decoded.value.kind !== 'take') return undefined;
  const { takings } = decoded.value;
  const at = operation.takings.findIndex(
    (taking, i) => equalBytes(taking.hold, hold) && takings[i]?.closed === true,
  );
  return at < 0 ? undefined : (operation.takings[at]?.claim ?? RETURNED);
}

/** Checks a word and keeps it; gives the holds that ask for it. `besides`: what else may ask for it. */
export async function gatherWord(
  context: Context,
  given: string,
  besides: readonly Condition[],
): Promise<Hash[]> {
  const bytesOf = readText(given, PREFIX, MAX_WORD_BYTES);
  const decoded = bytesOf === undefined ? undefined : decode(wordCodec, bytesOf);
  if (decoded?.ok !== true) return badWord('it is not whole');
  const word = decoded.value;
  if (word.kind === 'shares') {
    const changes = word.shares.map((value) => {
      return { key: HOLD_KEYS.share(hash('vault', value)), value };
    });
    await store(context.vault, changes);
    return [];
  }
  const { holds, asked } = await askingFor(context, word);
  const leaves = besides.flatMap((condition) => nodesOf(condition).map((node) => node.condition));
  const [first] = [...asked, ...leaves.filter((leaf) => asksFor(leaf, word, []))];
  if (first === undefined) {
    const message = 'No hold that this wallet knows asks for this word: agree to its terms first.';
    return stop('usage', 'not-asked-for', message);
  }
  await store(context.vault, checkedWord(context, word, first));
  return holds;
}

async function askingFor(
  context: Context,
  word: Exclude<Word, { kind: 'shares' }>,
): Promise<{ holds: Hash[]; asked: Condition[] }> {
  const holds: Hash[] = [];
  const asked: Condition[] = [];
  for (const { key, value } of await listRecords(
    context.vault,
    HOLD_KEYS.allKnown,
    knownHoldCodec,
  )) {
    const hold = readHashKey(key);
    const messages = value.terms.claims.map((_, claim) => claimStatement(hold, claim));
    const fitting = conditionsOf(value)
      .flatMap((condition) => nodesOf(condition).map((node) => node.condition))
      .filter((leaf) => asksFor(leaf, word, messages));
    if (fitting.length > 0) holds.push(hold);
    asked.push(...fitting);
  }
  return { holds, asked };
}

function asksFor(
  leaf: Condition,
  word: Exclude<Word, { kind: 'shares' }>,
  claims: readonly Hash[],
): boolean {
  switch (leaf.kind) {
    case 'preimage':
      return word.kind === 'preimage' && equalBytes(leaf.hash, hash('preimage', word.preimage));
    case 'attested':
      return (
        word.kind === 'signature' &&
        equalBytes(leaf.statement, word.message) &&
        equalBytes(keyId(leaf.oracle), keyId(word.key))
      );
    case 'signed':
      return (
        word.kind === 'signature' &&
        claims.some((message) => equalBytes(message, word.message)) &&
        leaf.keys.some((key) => equalBytes(keyId(key), keyId(word.key)))
      );
    case 'admitted':
      return (
        word.kind === 'outcome' &&
        equalBytes(leaf.sovereign, word.sovereign) &&
        equalBytes(leaf.hold, word.hold) &&
        leaf.outcome === word.outcome
      );
    case 'after':
    case 'before':
    case 'fork':
    case 'some':
      return false;
  }
}

function checkedWord(
  context: Context,
  word: Exclude<Word, { kind: 'shares' }>,
  leaf: Condition,
): StorageChange[] {
  const { crypto } = context.ports;
  const { sovereign } = context.trust;
  switch (word.kind) {
    case 'preimage':
      return [{ key: HOLD_KEYS.preimage(hash('preimage', word.preimage)), value: word.preimage }];
    case 'signature': {
      const { message, key, signature, words } = word;
      const bound = signingContext('attestation', sovereign);
      if (!crypto.verify(key, message, signature, bound)) badWord('it is not signed by that key');
      const said = words === null ? [] : [words];
      if (said.some((one) => !equalBytes(statementHash(one), message))) {
        badWord('what it says is not what was signed');
      }
      const at = HOLD_KEYS.signature(message, keyId(key));
      return [storing(at, signatureRecordCodec, { key, signature }), ...keepingWords(said)];
    }
    case 'outcome': {
      const shown = atHome(word.shown, equalBytes(word.sovereign, sovereign));
      const witness = encode(witnessCodec, { node: 0, proof: { kind: 'outcome', outcome: 0 } });
      const proof = { witnesses: [witness], outcomes: [shown] };
      const home = { sovereign, epoch: newestEpoch(context.trust), hold: word.hold, claim: 0 };
      const facts = { time: 0, closedSincePutMs: 0, isForked: () => false };
      const { kind } = evaluateProof(leaf, proof, home, facts, crypto);
      if (kind !== 'true') badWord('it proves no such outcome');
      const key = HOLD_KEYS.outcome(word.sovereign, word.hold, word.outcome);
      return [{ key, value: shown }];
    }
  }
}

/** Of the reader's own sovereign an outcome carries no founding (protocol.md section 11). */
function atHome(shown: Uint8Array, isHome: boolean): Uint8Array {
  const decoded = decode(outcomeCodec, shown);
  if (!decoded.ok) return badWord('it is not whole');
  return isHome ? encode(outcomeCodec, { ...decoded.value, founding: null }) : shown;
}

function badWord(why: string): never {
  return stop('usage', 'bad-word', `This word does not count: ${why}.`, { why });
}
