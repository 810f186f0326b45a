import {
  applyStatement,
  buildOpening,
  buildTransition,
  type Device,
  deviceId,
  encodeState,
  encodeStatement,
  type Genesis,
  type Hash,
  identityContents,
  identityId,
  type IdentityView,
  type KeyPair,
  openIdentity,
  type OpenOperation,
  type Operation,
  signingContext,
  stateId,
  type Statement,
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
  readonly #countries: readonly string[];
  /** As the log has it, and what the newest change that may be on its way makes of it. */
  #view: IdentityView | undefined;
  #changed: { readonly id: string; readonly view: IdentityView } | undefined;

  constructor(
    context: WorldContext,
    books: Books,
    sovereign: Hash,
    random: Random,
    countries: readonly string[] = ['KE'],
  ) {
    this.#context = context;
    this.#books = books;
    this.#sovereign = sovereign;
    this.#countries = countries;
    const pair = (): KeyPair => context.crypto.keyPair(1, random.bytes(32));
    const key = pair();
    const device = deviceOf(key);
    const root = { suite: 1, publicKey: pair().publicKey } as const;
    const salt = random.bytes(16);
    const policy = { threshold: 1, recovery: null };
    this.#genesis = { version: 1, root, device, policy, salt };
    this.id = identityId(this.#genesis);
    const chain = deviceId(this.id, device);
    this.account = new RawAccount(context, books, sovereign, { chain, key });
  }

  opening(): Transition {
    const opened = openIdentity(this.#genesis, this.#countries, null);
    if (!opened.ok) throw new Error(opened.fault);
    this.#view = opened.view;
    const operation: OpenOperation = {
      kind: 'open',
      genesis: this.#genesis,
      countries: [...this.#countries],
      handle: null,
      ...this.account.common(),
    };
    const { id, stateBytes: state, operationBytes } = buildOpening(opened.view, operation);
    return { state, operation: operationBytes, signatures: [this.#sign(id)] };
  }

  /** Another device of it, and the transition that adds it. */
  enrol(random: Random): { account: RawAccount; adding: Transition } {
    const key = this.#context.crypto.keyPair(1, random.bytes(32));
    const device = deviceOf(key);
    const chain = deviceId(this.id, device);
    const account = new RawAccount(this.#context, this.#books, this.#sovereign, { chain, key });
    return { account, adding: this.change({ kind: 'add-device', device }) };
  }

  /** Says something that changes the identity, as the log has it. */
  change(statement: Statement): Transition {
    const changed = this.#changed;
    if (changed !== undefined && this.#books.indexes.has(changed.id)) this.#view = changed.view;
    if (this.#view === undefined) throw new Error('this identity is not open');
    const applied = applyStatement(this.#view, statement);
    if (!applied.ok) throw new Error(applied.fault);
    const { statement: kind, body } = encodeStatement(statement);
    const transition = this.say(kind, body, identityContents(applied.view));
    this.#changed = { id: toHex(stateId(transition.state)), view: applied.view };
    return transition;
  }

  /** Says something; without other contents the identity is left as it is. */
  say(statement: number, body: Uint8Array, changed?: Hash): Transition {
    const book = this.#books.chains.get(toHex(this.id));
    if (book === undefined) throw new Error('this identity is not open');
    const { head } = book;
    const operation: Operation = { kind: 'say', statement, body, ...this.account.common() };
    const headId = stateId(encodeState(head));
    const contents = changed ?? head.contents;
    const built = buildTransition({ head, headId, operation, contents });
    const { id, stateBytes: state, operationBytes } = built;
    return { state, operation: operationBytes, signatures: [this.#sign(id)] };
  }

  #sign(id: Hash): Transition['signatures'][number] {
    const context = signingContext('transition', this.#sovereign);
    return { by: 1, bytes: this.#context.crypto.sign(this.account.key, id, context) };
  }
}

function deviceOf({ publicKey }: KeyPair): Device {
  return { key: { suite: 1, publicKey }, encryptionKey: null };
}
