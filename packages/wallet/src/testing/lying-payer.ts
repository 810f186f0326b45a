import {
  type ActHead,
  type CryptoProvider,
  type Handover,
  type Hash,
  type KeyPair,
  type SignedAct,
  actCodec,
  buildAct,
  decode,
  decodeMessage,
  decodeState,
  encodeMessage,
  firstActHead,
  signAct,
  stateId,
  toHex,
} from '@tallystick/protocol';

/**
 * A payer that gives out more than it has set aside without a fork. It stands between copies of one wallet and whoever is handed
 * their messages, and puts all their cheques on one chain, each of which says that nothing was given before it.
 */
export class LyingPayer {
  readonly #crypto: CryptoProvider;
  readonly #sovereign: Hash;
  readonly #heads = new Map<string, ActHead>();
  /** By the ids of the states that the wallets made. */
  readonly #written = new Map<string, SignedAct>();
  #key: KeyPair | undefined;

  constructor(crypto: CryptoProvider, sovereign: Hash) {
    this.#crypto = crypto;
    this.#sovereign = sovereign;
  }

  /** What its wallets sign acts with. */
  learns(key: KeyPair): void {
    this.#key = key;
  }

  /** What a wallet hands over, with its cheque put on the one chain; other messages as they are. */
  bend(message: Uint8Array): Uint8Array {
    const decoded = decodeMessage(message);
    if (!decoded.ok || decoded.value.kind !== 'handover') return message;
    const { value: handover } = decoded;
    const earlier = handover.earlier.flatMap((act) => this.#earlier(act));
    const act = handover.payee === null ? handover.act : this.#rewritten(handover);
    return encodeMessage({ ...handover, act, earlier });
  }

  /** A cheque that no wallet ever handed over is nobody's to see. */
  #earlier(signed: SignedAct): SignedAct[] {
    const act = decode(actCodec, signed.act);
    if (act.ok && act.value.payee === null) return [signed];
    const written = this.#written.get(toHex(stateId(signed.state)));
    return written === undefined ? [] : [written];
  }

  #rewritten({ act: signed, bundle }: Handover): SignedAct {
    const id = toHex(stateId(signed.state));
    const known = this.#written.get(id);
    const [state, act] = [decodeState(signed.state), decode(actCodec, signed.act)];
    if (known !== undefined || !state.ok || !act.ok) return known ?? signed;
    const hold = toHex(act.value.hold);
    const put = bundle === null ? undefined : decodeState(bundle.put.state);
    const first =
      put?.ok === true
        ? firstActHead(act.value.hold, state.value.suite, put.value.operation)
        : undefined;
    const head = this.#heads.get(hold) ?? first;
    if (head === undefined || this.#key === undefined) return signed;
    const built = buildAct(head, { ...act.value, total: act.value.amount });
    this.#heads.set(hold, { state: built.state, id: built.id });
    const written = signAct(built, this.#key, this.#sovereign, this.#crypto);
    this.#written.set(id, written);
    return written;
  }
}
