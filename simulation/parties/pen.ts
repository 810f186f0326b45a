import {
  type Act,
  type ActHead,
  type Amount,
  buildAct,
  type Claim,
  chequeEvidenceCodec,
  encode,
  firstActHead,
  type Hash,
  type Hold,
  holdId,
  type KeyPair,
  type PayeeOpening,
  payeeCommitment,
  type Proof,
  type SignedAct,
  signingContext,
  type State,
  stateId,
  encodeState,
  tabEvidenceCodec,
  takingEvidenceCodec,
} from '@tallystick/protocol';
import type { WorldContext } from '../engine/context.ts';

/** An act that was written by hand. */
export interface Written {
  readonly signed: SignedAct;
  readonly amount: Amount;
  readonly total: Amount;
  readonly opening: PayeeOpening | null;
}

/** Writes acts on one hold, also such as no wallet would write. */
export class Pen {
  readonly hold: Hash;
  readonly terms: Hold;
  readonly written: Written[] = [];
  readonly #context: WorldContext;
  readonly #sovereign: Hash;
  readonly #key: KeyPair;
  readonly #first: ActHead;
  #head: ActHead;
  #total = 0n;

  constructor(
    context: WorldContext,
    sovereign: Hash,
    key: KeyPair,
    { put, terms }: { readonly put: State; readonly terms: Hold },
  ) {
    this.#context = context;
    this.#sovereign = sovereign;
    this.#key = key;
    this.terms = terms;
    this.hold = holdId(stateId(encodeState(put)), 0);
    this.#first = firstActHead(this.hold, key.suite, put.operation);
    this.#head = this.#first;
  }

  /** Goes back to before the first act, as a copy would. */
  rewind(): void {
    this.#head = this.#first;
    this.#total = 0n;
  }

  /** `lie`: how much more than it should the act says of the total, as far as an act can say so. */
  write(amount: Amount, opening: PayeeOpening | null, lie: Amount = 0n): Written {
    const { random, crypto } = this.#context;
    const told = this.#total + amount + lie;
    const total = told < amount ? amount : told;
    const act: Act = {
      version: 1,
      hold: this.hold,
      amount,
      total,
      request: null,
      half: { index: 1, previous: new Uint8Array(32) },
      payee: opening && payeeCommitment(opening),
      stream: null,
      void: null,
      salt: random.bytes(16),
    };
    const { state, stateBytes, actBytes, id } = buildAct(this.#head, act);
    this.#head = { state, id };
    this.#total = total;
    const signature = crypto.sign(this.#key, id, signingContext('act', this.#sovereign));
    const signed = { state: stateBytes, act: actBytes, signature };
    const written = { signed, amount, total, opening };
    this.written.push(written);
    return written;
  }
}

/** A hold for one payee, or for cheques to anyone; `guards`: for when another one is forked or short. */
export function metered(
  currency: Hash,
  cap: Amount,
  until: number,
  of: { readonly payee: Hash } | { readonly perCheque: Amount; readonly guards?: Hash },
): Hold {
  const isTab = 'payee' in of;
  const guards = isTab ? undefined : of.guards;
  const claim: Claim = {
    payee: isTab
      ? { kind: 'identity', identity: of.payee, country: 'KE' }
      : { kind: 'anyone', countries: [], minTier: 0 },
    meter: isTab ? { kind: 'voucher' } : { kind: 'cheque', perCheque: of.perCheque },
    condition: guards === undefined ? null : { kind: 'fork', hold: guards },
    until,
  };
  const writer = guards === undefined ? ({ kind: 'putter' } as const) : ({ kind: 'none' } as const);
  return { currency, cap, writer, note: null, claims: [claim] };
}

/** What a taking shows for an act: a voucher, or a cheque with its payee. */
export function proofOf(signed: SignedAct, opening: PayeeOpening | null, release: boolean): Proof {
  const meter =
    opening === null
      ? encode(tabEvidenceCodec, { act: signed, tick: null, release })
      : encode(chequeEvidenceCodec, { act: signed, payee: opening });
  return { evidence: encode(takingEvidenceCodec, { meter, outcomes: [] }), witnesses: [] };
}
