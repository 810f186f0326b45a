import {
  type Hash,
  type KeyPair,
  type Operation,
  type State,
  buildTransition,
  certificateOf,
  currencyId,
  decode,
  decodeAddress,
  deviceContents,
  encode,
  holdId,
  impliedFirstState,
  paymentHold,
  signingContext,
  stateId,
  encodeState,
  submitRequestCodec,
  submitResponseCodec,
  treasuryId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';

/** A treasury of one key, for tests: mints what it pays out. */
export class Treasury {
  readonly #sovereign: Hash;
  readonly #currency: Hash;
  readonly #pair: KeyPair;
  readonly #send: (body: Uint8Array) => Promise<Uint8Array>;
  #head: State;
  readonly #made: State[];
  #salt = 0;

  /** `send` sends the body of `POST /v1/transitions`; nobody else uses the treasury. */
  constructor(
    sovereign: Hash,
    code: string,
    pair: KeyPair,
    send: (body: Uint8Array) => Promise<Uint8Array>,
  ) {
    this.#sovereign = sovereign;
    this.#currency = currencyId(sovereign, code);
    this.#pair = pair;
    this.#send = send;
    const chain = treasuryId(sovereign, this.#currency);
    this.#head = impliedFirstState(chain, pair.suite, sovereign);
    this.#made = [this.#head];
  }

  /** Its chain, as the ledger has it: that of an older disk, perhaps. On one that another treasury wrote it issues nothing. */
  goOnFrom(sequence: number): void {
    const head = this.#made[sequence];
    if (head === undefined) return;
    this.#head = head;
    this.#made.length = sequence + 1;
  }

  /** As another one of the same key, in a copy of its town. */
  goOnAs(other: Treasury): void {
    this.#head = other.#head;
    this.#made.splice(0, Infinity, ...other.#made);
    this.#salt = other.#salt;
  }

  /** Mints and pays to an address; `now` in ms since 1970. Gives the hold's id. */
  async issue(to: string, amount: bigint, now: number): Promise<Hash> {
    const identity = decodeAddress(to);
    if (identity === undefined) throw new Error('issue to an address');
    const currency = this.#currency;
    await this.#say({ kind: 'mint', currency, amount, ...this.#common(now) }, amount);
    const until = now + 30 * 86_400_000;
    const holds = [paymentHold({ identity, country: 'KE' }, currency, amount, until)];
    const id = await this.#say({ kind: 'put', country: 'KE', holds, ...this.#common(now) }, 0n);
    return holdId(id, 0);
  }

  #common(now: number): { notAfter: number; salt: Uint8Array } {
    this.#salt += 1;
    const salt = nodeCrypto.sha256(Uint8Array.of(this.#salt & 255, this.#salt >> 8)).slice(16);
    return { notAfter: now + 60_000, salt };
  }

  /** `balance`: what the treasury has afterwards. */
  async #say(operation: Operation, balance: bigint): Promise<Hash> {
    const head = this.#head;
    const contents = deviceContents([[this.#currency, balance]]);
    const headId = stateId(encodeState(head));
    const built = buildTransition({ head, headId, operation, contents });
    const bound = signingContext('transition', this.#sovereign);
    const signature = { by: 0, bytes: nodeCrypto.sign(this.#pair, built.id, bound) };
    const transition = {
      state: built.stateBytes,
      operation: built.operationBytes,
      signatures: [signature],
    };
    const answer = decode(
      submitResponseCodec,
      await this.#send(encode(submitRequestCodec, [transition])),
    );
    if (!answer.ok || certificateOf(answer.value, 0) === undefined) {
      throw new Error(`the treasury was refused: ${JSON.stringify(answer)}`);
    }
    this.#head = built.state;
    this.#made.push(built.state);
    return built.id;
  }
}
