import {
  type Amount,
  buildTransition,
  decode,
  deviceContents,
  encode,
  type Hash,
  type KeyPair,
  type Operation,
  paymentHold,
  type State,
  signingContext,
  stateId,
  encodeState,
  submitRequestCodec,
  submitResponseCodec,
  toHex,
  type Transition,
} from '@tallystick/protocol';
import type { TransportAnswer, TransportRequest } from '@tallystick/wallet';
import type { Books, ChainBook } from '../check/books.ts';
import type { HoldBook } from '../check/hold-book.ts';
import type { WorldContext } from '../engine/context.ts';
import { START } from '../sovereign/founding.ts';

/** How long the transitions of raw accounts may be admitted. */
const VALIDITY_MS = 30_000;

/**
 * A chain whose transitions are put together by hand, from what the log says: it can say what no wallet
 * would.
 */
export class RawAccount {
  readonly chain: Hash;
  readonly key: KeyPair;
  readonly #context: WorldContext;
  readonly #books: Books;
  readonly #sovereign: Hash;

  constructor(
    context: WorldContext,
    books: Books,
    sovereign: Hash,
    owner: { readonly chain: Hash; readonly key: KeyPair },
  ) {
    this.#context = context;
    this.#books = books;
    this.#sovereign = sovereign;
    this.chain = owner.chain;
    this.key = owner.key;
  }

  get book(): ChainBook {
    const book = this.#books.chains.get(toHex(this.chain));
    if (book === undefined) throw new Error('this chain is not open');
    return book;
  }

  balance(currency: Hash): Amount {
    return this.book.balances.get(toHex(currency)) ?? 0n;
  }

  /** What every operation has. */
  common(validityMs: number = VALIDITY_MS): { notAfter: number; salt: Uint8Array } {
    const { scheduler, random } = this.#context;
    const now = Math.max(START + Math.floor(scheduler.now), this.#books.header?.time ?? 0);
    return { notAfter: now + validityMs, salt: random.bytes(16) };
  }

  /** A put of one hold for an identity. */
  put(payee: Hash, currency: Hash, cap: Amount, until: number): Operation {
    const hold = paymentHold({ identity: payee, country: 'KE' }, currency, cap, until);
    return { kind: 'put', country: 'KE', holds: [hold], ...this.common() };
  }

  /** A take of the whole of some holds. */
  take(holds: readonly HoldBook[], claim: number | null): Operation {
    const takings = holds.map(({ id, cap }) => ({ hold: id, claim, amount: cap, proof: null }));
    return { kind: 'take', takings, ...this.common() };
  }

  /** The signed successor of the head, or of any other state, after which the balances are as said. */
  build(
    operation: Operation,
    changes: readonly (readonly [currency: Hash, change: Amount])[],
    after: State = this.book.head,
  ): Transition {
    const balances = new Map(this.book.balances);
    for (const [currency, change] of changes) {
      const code = toHex(currency);
      const left = (balances.get(code) ?? 0n) + change;
      balances.set(code, left < 0n ? 0n : left);
    }
    const entries = [...balances].map(
      ([code, amount]) => [Uint8Array.fromHex(code), amount] as const,
    );
    const headId = stateId(encodeState(after));
    const contents = deviceContents(entries);
    const { stateBytes, operationBytes, id } = buildTransition({
      head: after,
      headId,
      operation,
      contents,
    });
    const context = signingContext('transition', this.#sovereign);
    const bytes = this.#context.crypto.sign(this.key, id, context);
    return { state: stateBytes, operation: operationBytes, signatures: [{ by: 0, bytes }] };
  }
}

/** The request that sends transitions. */
export function submission(transitions: readonly Transition[]): TransportRequest {
  return {
    method: 'POST',
    path: '/v1/transitions',
    headers: { 'content-type': 'application/cbor' },
    body: encode(submitRequestCodec, [...transitions]),
  };
}

/** What became of each transition: `admitted`, or the code of its refusal; empty without an answer. */
export function outcomes(answer: TransportAnswer): string[] {
  if (!answer.ok || answer.status !== 200) return [];
  const response = decode(submitResponseCodec, answer.body);
  if (!response.ok) return [];
  return response.value.results.map((one) => (one.kind === 'refused' ? one.code : 'admitted'));
}
