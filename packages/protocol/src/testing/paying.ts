import {
  type Act,
  type ActHead,
  type ActPlace,
  type ActTerms,
  type CryptoProvider,
  type Hash,
  type Hold,
  type KeyPair,
  type Meter,
  type Party,
  type PayeeOpening,
  type SignedAct,
  buildAct,
  equalBytes,
  firstActHead,
  firstPlace,
  halfNext,
  halfStart,
  halfStep,
  hash,
  holdId,
  payeeCommitment,
  signAct,
  u64,
} from '../index.ts';

/** A payer with one hold, who signs act after act to one payee, and that payee. Everything follows from fixed seeds. */
export interface Paying {
  readonly on: ActTerms;
  readonly start: ActPlace;
  readonly head: ActHead;
  readonly keys: { readonly payer: KeyPair; readonly payee: KeyPair };
  readonly payee: Party;
  readonly opening: PayeeOpening;
  /** Signs the next act; `change` is what the payer does otherwise than it should. */
  pay(amount: bigint, change?: Partial<Act>): SignedAct;
  /** A copy of the payer as it is now. */
  clone(): Paying;
}

export const SOVEREIGN: Hash = hash('constitution', u64(1));

/** The terms of a tab or an allowance of 1,000 for the payee's identity, or for anyone when the meter is cheque. */
export function holdTerms(meter: Meter, payee: Hash): Hold {
  const named = { kind: 'identity', identity: payee, country: 'KE' } as const;
  const anyone = { kind: 'anyone', countries: ['KE', 'DE'], minTier: 0 } as const;
  const until = 1_790_600_000_000;
  return {
    currency: hash('currency', u64(1)),
    cap: 1000n,
    writer: { kind: 'putter' },
    note: null,
    claims: [{ payee: meter.kind === 'cheque' ? anyone : named, meter, condition: null, until }],
  };
}

export function startPaying(crypto: CryptoProvider, meter: Meter = { kind: 'voucher' }): Paying {
  const [payer, payee] = [11, 12].map((n) => crypto.keyPair(1, new Uint8Array(32).fill(n)));
  if (payer === undefined || payee === undefined) throw new Error('no keys');
  const identity = hash('identity', u64(2));
  const device = { key: { suite: payee.suite, publicKey: payee.publicKey }, encryptionKey: null };
  const hold = holdId(hash('state', u64(3)), 0);
  const head = firstActHead(hold, 1, hash('operation', u64(4)));
  const terms = holdTerms(meter, identity);
  const writer = { suite: payer.suite, publicKey: payer.publicKey };
  const isDevice = ({ device: by }: Party): boolean =>
    equalBytes(by.key.publicKey, payee.publicKey);
  const on: ActTerms = { sovereign: SOVEREIGN, hold, terms, cap: terms.cap, writer, isDevice };
  return payerAt(crypto, {
    on,
    head,
    start: firstPlace(head.state, head.id),
    keys: { payer, payee },
    payee: { identity, device },
    opening: { identity, salt: new Uint8Array(16).fill(6) },
  });
}

type Fixed = Omit<Paying, 'pay' | 'clone'>;

function payerAt(crypto: CryptoProvider, fixed: Fixed): Paying {
  const { on, keys, payee, opening } = fixed;
  const isCheque = on.terms.claims[0]?.meter.kind === 'cheque';
  let now = { head: fixed.head, total: 0n, half: halfStart(on.writer, payee.identity) };
  const paying: Paying = {
    ...fixed,
    pay(amount, change = {}) {
      const act: Act = {
        version: 1,
        hold: on.hold,
        amount,
        total: now.total + amount,
        request: null,
        half: halfStep(now.half),
        payee: isCheque ? payeeCommitment(opening) : null,
        stream: null,
        void: null,
        salt: new Uint8Array(16).fill(now.head.state.sequence),
        ...change,
      };
      const built = buildAct(now.head, act);
      now = {
        head: { state: built.state, id: built.id },
        total: act.total,
        half: halfNext(now.half, built.id),
      };
      return signAct(built, keys.payer, on.sovereign, crypto);
    },
    clone() {
      const copy = payerAt(crypto, fixed);
      (copy as Paying & { restore(state: typeof now): void }).restore(now);
      return copy;
    },
  };
  return Object.assign(paying, {
    restore(state: typeof now) {
      now = state;
    },
  });
}
