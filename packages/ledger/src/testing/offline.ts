import {
  type Act,
  type ActHead,
  buildAct,
  chequeEvidenceCodec,
  type Claim,
  createTickChain,
  encode,
  firstActHead,
  type Hash,
  type Hold,
  holdId,
  type Key,
  type Meter,
  type PayeeOpening,
  payeeCommitment,
  type Raise,
  type SignedAct,
  type Stream,
  tabEvidenceCodec,
  type Taking,
  takingEvidenceCodec,
  type Tick,
  type TickChain,
  type Void,
} from '@tallystick/protocol';
import type { Desk } from './desk.ts';
import {
  type Account,
  type Built,
  holdFor,
  LATE,
  type Person,
  seeded,
  type Sign,
} from './parties.ts';
import { seal } from './seal.ts';

/** A taking as `Account.take` wants it. */
export type AskedTaking = Parameters<Account['take']>[0][number];

/** A hold for one payee with another meter, writer or condition. */
export function tabFor(
  payee: Hash,
  currency: Hash,
  cap: bigint,
  claim: Partial<Claim> = {},
  hold: Partial<Hold> = {},
): Hold {
  const plain = holdFor(payee, currency, cap);
  const claims = plain.claims.map((one) => ({
    ...one,
    meter: { kind: 'voucher' } as Meter,
    ...claim,
  }));
  return { ...plain, writer: { kind: 'putter' }, claims, ...hold };
}

/** A hold that anyone may take cheques from, or with `fork` what guarantees another. */
export function allowanceFor(
  currency: Hash,
  cap: bigint,
  more: { perCheque?: bigint; fork?: Hash; until?: number } = {},
): Hold {
  const { perCheque = cap, fork, until = LATE } = more;
  return {
    currency,
    cap,
    writer: fork === undefined ? { kind: 'putter' } : { kind: 'none' },
    note: null,
    claims: [
      {
        payee: { kind: 'anyone', countries: [], minTier: 0 },
        meter: { kind: 'cheque', perCheque },
        condition: fork === undefined ? null : { kind: 'fork', hold: fork },
        until,
      },
    ],
  };
}

/** Raises holds that are open, by so much of a currency each. */
export function raise(
  account: Account,
  raises: readonly (Raise & { readonly currency: Hash })[],
  holds: readonly Hold[] = [],
): Built {
  const change = [
    ...holds.map(({ currency, cap }) => [currency, -cap] as const),
    ...raises.map(({ currency, by }) => [currency, -by] as const),
  ];
  const bare = raises.map(({ hold, by }) => ({ hold, by }));
  const salt = seeded('raise', Number(bare[0]?.by ?? 0n), 16);
  const common = { kind: 'put', notAfter: LATE, salt, country: 'KE' } as const;
  return account.build({ ...common, holds, raises: bare }, change);
}

export interface ActOptions {
  /** What the act says of the total; by default the sum so far. */
  readonly total?: bigint;
  readonly stream?: Stream | null;
  readonly payee?: PayeeOpening;
  readonly void?: Void | null;
}

interface ActsOptions {
  /** The copy that this one is made of. */
  readonly from?: Acts;
  readonly sign?: Sign;
}

/** The payer's side of a hold's chain; a copy of it is a clone. */
export class Acts {
  readonly hold: Hash;
  readonly key: Key;
  readonly currency: Hash;
  total = 0n;
  #head: ActHead;
  /** Which copy this is: each has randomness of its own. */
  readonly #name: string;
  #copies = 0;
  #salt = 0;
  readonly #sign: Sign;

  constructor(put: Built, index: number, key: Key, currency: Hash, more: ActsOptions = {}) {
    const { from, sign = seal } = more;
    this.#sign = sign;
    this.hold = holdId(put.id, index);
    this.key = key;
    this.currency = currency;
    this.#head = from === undefined ? this.#first(put) : from.#head;
    this.#name = from === undefined ? 'act' : `${from.#name}.${(from.#copies += 1)}`;
    this.total = from?.total ?? 0n;
  }

  /** The same chain in another pair of hands. */
  clone(put: Built, index: number): Acts {
    return new Acts(put, index, this.key, this.currency, { from: this, sign: this.#sign });
  }

  act(amount: bigint, options: ActOptions = {}): SignedAct {
    const { total = this.total + amount, stream = null, payee = null } = options;
    this.#salt += 1;
    const act: Act = {
      version: 1,
      hold: this.hold,
      amount,
      total,
      request: null,
      half: { index: 1, previous: new Uint8Array(32) },
      payee: payee && payeeCommitment(payee),
      stream,
      void: options.void ?? null,
      salt: seeded(this.#name, this.#salt, 16),
    };
    const built = buildAct(this.#head, act);
    this.#head = { state: built.state, id: built.id };
    this.total = total;
    return {
      state: built.stateBytes,
      act: built.actBytes,
      signature: this.#sign(0, built.id, this.key),
    };
  }

  #first(put: Built): ActHead {
    return firstActHead(this.hold, this.key.suite, put.state.operation);
  }

  /** A taking under claim 0 by what the payee holds. */
  take(amount: bigint, shown: Shown): AskedTaking {
    const evidence = encode(tabEvidenceCodec, {
      act: shown.act ?? null,
      tick: shown.tick ?? null,
      release: shown.release ?? false,
    });
    return asked(this.hold, amount, this.currency, { meter: evidence });
  }
}

interface Shown {
  readonly act?: SignedAct;
  readonly tick?: Tick;
  readonly release?: boolean;
}

/** A cheque as its payee holds it. */
interface HeldCheque {
  readonly act: SignedAct;
  readonly payee: PayeeOpening;
  readonly amount: bigint;
}

/** The next act as a cheque for somebody. */
export function chequeFor(
  acts: Acts,
  payee: Person,
  amount: bigint,
  options: ActOptions = {},
): HeldCheque {
  const opening = { identity: payee.id, salt: seeded('payee', Number(acts.total), 16) };
  return { act: acts.act(amount, { ...options, payee: opening }), payee: opening, amount };
}

/** A cheque presented to a hold: its allowance, or what guarantees it. */
export function deposit(
  { act, payee }: HeldCheque,
  hold: Hash,
  amount: bigint,
  currency: Hash,
): AskedTaking {
  const meter = encode(chequeEvidenceCodec, { act, payee });
  return asked(hold, amount, currency, { meter });
}

/** A taking under claim 0 with a proof. */
export function asked(
  hold: Hash,
  amount: bigint,
  currency: Hash,
  shown: {
    readonly meter?: Uint8Array;
    readonly witnesses?: readonly Uint8Array[];
    readonly outcomes?: readonly Uint8Array[];
  },
): AskedTaking {
  const { meter = null, witnesses = [], outcomes = [] } = shown;
  const evidence = encode(takingEvidenceCodec, { meter, outcomes });
  return { hold, claim: 0, amount, currency, proof: { evidence, witnesses } };
}

/** The whole or the rest of it, without a proof. */
export function bare(
  hold: Hash,
  claim: number | null,
  amount: bigint,
  currency: Hash,
): Taking & { readonly currency: Hash } {
  return { hold, claim, amount, currency, proof: null };
}

export function tickChain(links: number, seed = 'ticks'): TickChain {
  return createTickChain(seeded(seed, 1, 32), links);
}

/** Puts a hold and answers whoever writes on it. */
export function opened(desk: Desk, payer: Person, hold: Hold): { put: Built; acts: Acts } {
  const put = payer.account.put('KE', [hold]);
  desk.must(put);
  return { put, acts: new Acts(put, 0, payer.account.key, hold.currency) };
}
