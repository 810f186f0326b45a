import {
  type Certificate,
  type Codec,
  type Hash,
  type Hold,
  MAX_CONDITION_NODES,
  MAX_OPERATION_BYTES,
  MAX_STATEMENT_TEXT_BYTES,
  type Party,
  bytes,
  bytesUpTo,
  certificateCodec,
  constant,
  decode,
  decodeState,
  deviceId,
  encode,
  equalBytes,
  fromBase64url,
  holdId,
  list,
  openEntry,
  partyCodec,
  record,
  text,
  toBase64url,
} from '@tallystick/protocol';
import { shownFault } from '../chain/certify.ts';
import { entryAt } from '../chain/entry-at.ts';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, findRecord, store } from '../context.ts';
import type { EntryRecord } from '../records/entry-record.ts';
import { stop } from '../stop.ts';
import { conditionsOf, isOwnHold, keepingHold, needHold } from './known.ts';
import { believedNames, keepingWords, knownGlossary, namesOf, wordsOf } from './names.ts';
import { HOLD_KEYS, type KnownHold, MAX_SHOWN_BYTES, knownHoldCodec } from './records.ts';

const PREFIX = 'tally-hold:';
const MAX_NAMES = 64;

/** A put, opened and certified, who put it, and what helps people to read it. */
interface ShownPut {
  readonly version: 1;
  readonly certificate: Certificate;
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  readonly putter: Party;
  readonly names: readonly string[];
  readonly words: readonly string[];
}

const shownPutCodec: Codec<ShownPut> = record({
  version: constant(1),
  certificate: certificateCodec,
  state: bytes(176),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
  putter: partyCodec,
  names: list(text(32, 1), MAX_NAMES),
  words: list(text(MAX_STATEMENT_TEXT_BYTES, 1), MAX_CONDITION_NODES),
});

/** The terms of a hold, to be handed on. All holds of the same put are in it. */
export async function termsText(context: Context, id: string): Promise<string> {
  const { known } = await needHold(context, id);
  if (known.shown !== null) return PREFIX + toBase64url(known.shown);
  const entry = known.placed === null ? undefined : await entryAt(context, known.placed);
  if (entry === undefined) {
    const message =
      'Nothing proves the terms of this hold here yet: sync, or have its owner hand them over.';
    return stop('refused', 'not-proven', message);
  }
  const glossary = await knownGlossary(context);
  const conditions = await conditionsOfPut(context, known);
  return await ownPutText(context, entry, {
    names: namesOf(glossary, conditions).slice(0, MAX_NAMES),
    words: wordsOf(glossary, conditions).slice(0, MAX_CONDITION_NODES),
  });
}

/** A put of this wallet, opened and certified, for whoever has to know its terms. */
export async function ownPutText(
  { enrolment, profile, vault }: Context,
  entry: EntryRecord,
  help: Pick<ShownPut, 'names' | 'words'>,
): Promise<string> {
  const shown: ShownPut = {
    version: 1,
    certificate: await certificateOfEntry(vault, entry),
    state: entry.transition.state,
    operation: entry.transition.operation,
    putter: { identity: enrolment.identity, device: profile.device },
    ...help,
  };
  return PREFIX + toBase64url(encode(shownPutCodec, shown));
}

async function conditionsOfPut(
  context: Context,
  known: KnownHold,
): Promise<ReturnType<typeof conditionsOf>> {
  const conditions: ReturnType<typeof conditionsOf> = [];
  for (let index = 0; ; index += 1) {
    const key = HOLD_KEYS.known(holdId(known.put, index));
    const other = await findRecord(context.vault, key, knownHoldCodec);
    if (other === undefined) return conditions;
    conditions.push(...conditionsOf(other));
  }
}

/** What somebody handed over, of which the put is in the log of the pinned sovereign, by whom it says. */
export interface ProvenPut {
  readonly shown: ShownPut;
  readonly bytes: Uint8Array;
  readonly put: Hash;
  readonly holds: readonly { readonly hold: Hold; readonly id: Hash; readonly index: number }[];
}

/** Checks terms that somebody handed over; what is not proven ends the operation with `usage`. */
export async function readProvenPut(context: Context, terms: string): Promise<ProvenPut> {
  const bytesOf = readText(terms, PREFIX, MAX_SHOWN_BYTES);
  const decoded = bytesOf === undefined ? undefined : decode(shownPutCodec, bytesOf);
  if (bytesOf === undefined || decoded?.ok !== true) return notTerms('they are not whole');
  const shown = decoded.value;
  const opened = openEntry(shown, shown.certificate);
  if (!opened.ok) return notTerms(opened.fault);
  const { operation } = opened.entry;
  if (operation?.kind !== 'put') return notTerms('they put nothing');
  const state = decodeState(shown.state);
  const { identity, device } = shown.putter;
  if (!state.ok || !equalBytes(state.value.chain, deviceId(identity, device))) {
    return notTerms('somebody else put it');
  }
  const put = shown.certificate.transition;
  const fault = await shownFault(context, shown.certificate, put, operation);
  if (fault !== undefined) return notTerms(`no log of the sovereign proves them (${fault})`);
  const holds = operation.holds.map((hold, index) => ({ hold, id: holdId(put, index), index }));
  return { shown, bytes: bytesOf, put, holds };
}

/** Checks terms that somebody handed over, and keeps them. Names count where the sovereign says the same. */
export async function agreeTo(context: Context, terms: string): Promise<Hash[]> {
  const { shown, bytes: bytesOf, put, holds } = await readProvenPut(context, terms);
  const owner = shown.putter.identity;
  const kept = await keptHolds(context, holds, { put, owner, shown: bytesOf });
  const conditions = kept.flatMap(({ known }) => conditionsOf(known));
  await store(context.vault, [
    ...kept.map(({ id, known }) => keepingHold(id, known)),
    ...(await believedNames(context, shown.names, conditions)),
    ...keepingWords(wordsOf({ keys: new Map(), statements: shown.words }, conditions)),
  ]);
  return kept.map(({ id }) => id);
}

async function keptHolds(
  context: Context,
  holds: ProvenPut['holds'],
  common: { put: Hash; owner: Hash; shown: Uint8Array },
): Promise<{ id: Hash; known: KnownHold }[]> {
  const kept: { id: Hash; known: KnownHold }[] = [];
  for (const { hold: terms, id, index } of holds) {
    const before = await findRecord(context.vault, HOLD_KEYS.known(id), knownHoldCodec);
    const known = before ?? newKnown(terms, common);
    const isOwn = isOwnHold(context, known);
    kept.push({ id, known: isOwn ? known : { ...known, ...common, terms, index } });
  }
  return kept;
}

/** A hold of which somebody has told. */
export function newKnown(terms: Hold, { put, owner }: Pick<KnownHold, 'put' | 'owner'>): KnownHold {
  return {
    terms,
    put,
    index: null,
    owner,
    handle: null,
    shown: null,
    placed: null,
    rest: null,
    claim: null,
    gone: false,
    taking: null,
  };
}

/** The bytes of a text that starts with `prefix`; undefined for anything else. */
export function readText(given: string, prefix: string, most: number): Uint8Array | undefined {
  const trimmed = given.trim();
  return trimmed.startsWith(prefix) ? fromBase64url(trimmed.slice(prefix.length), most) : undefined;
}

function notTerms(why: string): never {
  const message = `These are no terms of a hold: ${why}. Have them handed over again.`;
  return stop('usage', 'bad-terms-text', message, { why });
}
