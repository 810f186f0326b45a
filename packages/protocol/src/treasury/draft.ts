import { type State, decodeState, stateId, verifyRun } from '../chain/index.ts';
import { currencyId, treasuryId } from '../constitution/index.ts';
import type { Hash } from '../crypto/index.ts';
import {
  bytes,
  bytesUpTo,
  type Codec,
  decode,
  equalBytes,
  list,
  record,
} from '../encoding/index.ts';
import {
  MAX_OPERATION_BYTES,
  MAX_SIGNATURES,
  type Operation,
  operationCodec,
  operationHash,
  type Signature,
  signatureCodec,
} from '../operation/index.ts';

/** A transition of a treasury that may still lack signatures. */
export interface Draft {
  /** 176 bytes. */
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
  /** In ascending order of `by`. */
  readonly signatures: readonly Signature[];
}

/** One, or a mint and the put of what it mints. */
export const draftsCodec: Codec<readonly Draft[]> = list(
  record({
    state: bytes(176),
    operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
    signatures: list(signatureCodec, MAX_SIGNATURES),
  }),
  2,
  1,
);

/** What a draft does, from its bytes; amounts in the currency's smallest unit, times in ms since 1970. */
export type DraftDoes = {
  readonly sequence: number;
  /** Until when it can be admitted. */
  readonly notAfter: number;
} & (
  | { readonly kind: 'mint' | 'burn'; readonly amount: bigint }
  | { readonly kind: 'return'; readonly amount: bigint; readonly count: number }
  | {
      readonly kind: 'pay';
      readonly amount: bigint;
      /** The country record under which the treasury pays. */
      readonly from: string;
      readonly payee: Hash;
      readonly country: string;
      /** Until when the payee can take it. */
      readonly until: number;
    }
);

/** Drafts that hang together, and what they do; or why nobody should sign them. */
export type ReadDrafts =
  | { readonly ok: true; readonly states: readonly State[]; readonly does: readonly DraftDoes[] }
  | { readonly ok: false; readonly fault: string };

/** Reads drafts of the treasury of a currency by its code. What cannot be said in full is not read. */
export function readDrafts(
  drafts: readonly Draft[],
  { sovereign, code }: { readonly sovereign: Hash; readonly code: string },
): ReadDrafts {
  const currency = currencyId(sovereign, code);
  const chain = treasuryId(sovereign, currency);
  if (!drafts.every(isSignedInOrder)) {
    return unfit('its signatures are not one of each signer, in their order');
  }
  if (!verifyRun(drafts.map(({ state }) => state)).ok) {
    return unfit('its states do not follow one another');
  }
  const states: State[] = [];
  const does: DraftDoes[] = [];
  for (const draft of drafts) {
    const state = decodeState(draft.state);
    const operation = decode(operationCodec, draft.operation);
    if (!state.ok || !operation.ok) return unfit('it cannot be read');
    if (!equalBytes(state.value.operation, operationHash(draft.operation))) {
      return unfit('a state names another operation than the one beside it');
    }
    if (!equalBytes(state.value.chain, chain)) return unfit('it is of another treasury');
    const read = doesOf(operation.value, currency, state.value.sequence);
    if (typeof read === 'string') return unfit(read);
    states.push(state.value);
    does.push(...read);
  }
  return { ok: true, states, does };
}

/** The drafts' transitions, by their ids. */
export function draftIds(drafts: readonly Draft[]): readonly Hash[] {
  return drafts.map(({ state }) => stateId(state));
}

function doesOf(
  operation: Operation,
  currency: Hash,
  sequence: number,
): readonly DraftDoes[] | string {
  const { kind, notAfter } = operation;
  const common = { sequence, notAfter };
  if (kind === 'mint' || kind === 'burn') {
    if (!equalBytes(operation.currency, currency)) return `it is a ${kind} of another currency`;
    return [{ ...common, kind, amount: operation.amount }];
  }
  if (kind === 'take') {
    const { takings } = operation;
    if (takings.some(({ claim, proof }) => claim !== null || proof !== null)) {
      return 'it does more than take back';
    }
    const amount = takings.reduce((sum, taking) => sum + taking.amount, 0n);
    return [{ ...common, kind: 'return', amount, count: takings.length }];
  }
  if (kind !== 'put') return `it is a ${kind}`;
  if ((operation.raises ?? []).length > 0) return 'it does more than pay';
  const does: DraftDoes[] = [];
  for (const { currency: paid, cap, writer, note, purpose, claims } of operation.holds) {
    const [claim] = claims;
    const isPlain = claims.length === 1 && claim?.meter.kind === 'all' && claim.condition === null;
    if (claim?.payee.kind !== 'identity' || !isPlain) return 'it does more than pay';
    if (writer.kind !== 'none' || note !== null || purpose !== undefined) {
      return 'it does more than pay';
    }
    if (!equalBytes(paid, currency)) return 'it pays another currency';
    const { identity: payee, country } = claim.payee;
    const from = operation.country;
    does.push({ ...common, kind: 'pay', amount: cap, from, payee, country, until: claim.until });
  }
  return does;
}

/** One signature a signer, as the ledger wants them: counted twice, one would stand for two. */
function isSignedInOrder({ signatures }: Draft): boolean {
  return signatures.every(({ by }, at) => by > (signatures[at - 1]?.by ?? -1));
}

function unfit(fault: string): ReadDrafts {
  return { ok: false, fault };
}
