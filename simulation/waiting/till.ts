import {
  actCodec,
  decode,
  decodeMessage,
  decodeState,
  type Stream,
  toHex,
} from '@tallystick/protocol';
import type {
  IncomingStreams,
  Outcome,
  ShownTick,
  StreamAcceptance,
  Wallet,
} from '@tallystick/wallet';
import { CODE } from './currencies.ts';
import type { Dweller } from './dweller.ts';

/** What an act said of the stream that it opened. */
interface Opened {
  readonly total: bigint;
  readonly stream: Stream;
}

/** The payee's side of somebody's streams, and what the books are told of it. */
export class Till {
  readonly #owner: Dweller;
  #life = -1;
  #streams: IncomingStreams | undefined;
  #mostUnstored = 0;
  /** By hold and sequence: also of earlier lives of the machine. */
  readonly #opened = new Map<string, Opened>();
  /** What it asks for now; it changes now and then. */
  price: { readonly price: string; readonly perTicks: number } = { price: '0.01', perTicks: 1 };

  constructor(owner: Dweller) {
    this.#owner = owner;
  }

  /** Opened once for each life of the machine; undefined where the wallet does not open it. */
  async streams(wallet: Wallet): Promise<IncomingStreams | undefined> {
    const { life } = this.#owner.machine.machine;
    if (this.#open !== undefined && !this.#owner.decides(0.05)) return this.#open;
    const mostUnstored = this.#owner.pick([0, 0, 5, 50]);
    this.price = this.#owner.pick([
      { price: '0.01', perTicks: 1 },
      { price: '0.01', perTicks: 1 },
      { price: '0.05', perTicks: 7 },
    ]);
    const received = await wallet
      .streams()
      .receive({ currency: CODE, mostUnstored, ...this.price });
    if (!received.ok) return undefined;
    this.#life = life;
    // What an earlier till of this life has left unstored, no promise of the new one is about.
    this.#mostUnstored = mostUnstored;
    this.#streams = received.value;
    return received.value;
  }

  /** What an earlier life of the machine has opened is gone. */
  get #open(): IncomingStreams | undefined {
    return this.#life === this.#owner.machine.machine.life ? this.#streams : undefined;
  }

  async accept(message: Uint8Array): Promise<Outcome<StreamAcceptance> | undefined> {
    const accepted = await this.#open?.accept(message);
    if (accepted?.ok !== true || accepted.value.status !== 'accepted') return accepted;
    const decoded = decodeMessage(message);
    const handover = decoded.ok && decoded.value.kind === 'handover' ? decoded.value : undefined;
    const state = handover && decodeState(handover.act.state);
    const act = handover && decode(actCodec, handover.act.act);
    if (state?.ok !== true || act?.ok !== true) throw new Error('an act of nothing was accepted');
    const { total, stream } = act.value;
    const hold = toHex(state.value.chain);
    if (stream !== null) this.#opened.set(`${hold} ${state.value.sequence}`, { total, stream });
    this.#owner.settlement.dues.gives(hold, total);
    return accepted;
  }

  async receive(tick: ShownTick): Promise<Outcome<number> | undefined> {
    const unstored = this.#mostUnstored;
    const received = await this.#open?.receive(tick);
    if (received?.ok !== true) return received;
    const { hold, sequence, count } = tick;
    const opened = this.#opened.get(`${hold} ${sequence}`);
    if (opened === undefined) throw new Error('ticks of a stream that nobody has accepted');
    const stored = BigInt(Math.max(0, count - unstored));
    const { units, perTicks } = opened.stream;
    this.#owner.settlement.dues.gives(hold, opened.total + (stored * units) / BigInt(perTicks));
    return received;
  }
}
