import {
  buildOpening,
  buildTransition,
  type Device,
  deviceId,
  encodeState,
  type Genesis,
  type Hash,
  identityId,
  type KeyPair,
  openIdentity,
  type OpenOperation,
  type Operation,
  signingContext,
  stateId,
  toHex,
  type Transition,
} from '@tallystick/protocol';
import type { Books } from '../check/books.ts';
import type { WorldContext } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { RawAccount } from './raw-account.ts';

/** An identity with one device, without a wallet: whoever has it can sign anything. */
export class RawIdentity {
  readonly id: Hash;
  readonly account: RawAccount;
  readonly #context: WorldContext;
  readonly #books: Books;
  readonly #sovereign: Hash;
  readonly #genesis: Genesis;

  constructor(context: WorldContext, books: Books, sovereign: Hash, random: Random) {
    this.#context = context;
    this.#books = books;
    this.#sovereign = sovereign;
    const pair = (): KeyPair => context.crypto.keyPair(1, random.bytes(32));
    const key = pair();
    const device: Device = { key: { suite: 1, publicKey: key.publicKey }, encryptionKey: null };
    const root = { suite: 1, publicKey: pair().publicKey } as const;
    const salt = random.bytes(16);
    const policy = { threshold: 1, recovery: null };
    this.#genesis = { version: 1, root, device, policy, salt };
    this.id = identityId(this.#genesis);
    const chain = deviceId(this.id, device);
    this.account = new RawAccount(context, books, sovereign, { chain, key });
  }

  opening(): Transition {
    const opened = openIdentity(this.#genesis, ['KE'], null);
    if (!opened.ok) throw new Error(opened.fault);
    const operation: OpenOperation = {
      kind: 'open',
      genesis: this.#genesis,
      countries: ['KE'],
      handle: null,
      ...this.account.common(),
    };
    const { id, stateBytes: state, operationBytes } = buildOpening(opened.view, operation);
    return { state, operation: operationBytes, signatures: [this.#sign(id)] };
  }

  /** Says something that leaves the identity as it is. */
  say(statement: number, body: Uint8Array): Transition {
    const book = this.#books.chains.get(toHex(this.id));
    if (book === undefined) throw new Error('this identity is not open');
    const { head } = book;
    const operation: Operation = { kind: 'say', statement, body, ...this.account.common() };
    const headId = stateId(encodeState(head));
    const { contents } = head;
    const built = buildTransition({ head, headId, operation, contents });
    const { id, stateBytes: state, operationBytes } = built;
    return { state, operation: operationBytes, signatures: [this.#sign(id)] };
  }

  #sign(id: Hash): Transition['signatures'][number] {
    const context = signingContext('transition', this.#sovereign);
    return { by: 1, bytes: this.#context.crypto.sign(this.account.key, id, context) };
  }
}
