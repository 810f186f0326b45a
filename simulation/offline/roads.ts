import type { TransportAnswer, TransportRequest } from '@tallystick/wallet';
import { launch, note, type WorldContext } from '../engine/context.ts';
import type { Server } from '../engine/network.ts';
import type { Random } from '../engine/random.ts';
import { type Climate, HOUR_MS } from './climate.ts';

/** Somebody who can be brought a message. False when nobody is there to take it. */
export interface Addressee {
  readonly name: string;
  readonly village: number;
  receive(bytes: Uint8Array, from: Addressee): Promise<boolean>;
}

/** How often a file is brought again to somebody who was not there. */
const CALLS = 4;

/**
 * The country's ways: within a village two wallets talk over the air; between villages messages are carried as files, which come
 * late, twice or never. The sovereign is reached from a village as long as its way there is not cut.
 */
export class Roads {
  /** Files that are on their way. */
  carried = 0;
  readonly #context: WorldContext;
  readonly #climate: Climate;
  readonly #random: Random;
  /** By village: until when its way to the sovereign is cut. */
  readonly #cutUntil = new Map<number, number>();
  #isMended = false;

  constructor(context: WorldContext, climate: Climate) {
    this.#context = context;
    this.#climate = climate;
    this.#random = context.random.fork('roads');
  }

  isCut(village: number): boolean {
    return (this.#cutUntil.get(village) ?? 0) > this.#context.scheduler.now;
  }

  cut(village: number, ms: number): void {
    this.#cutUntil.set(village, this.#context.scheduler.now + ms);
    note(this.#context, `village ${village} is cut off for ${Math.round(ms / HOUR_MS)} h`);
  }

  /** Every way is open, and whatever is sent from now on comes soon. */
  mend(): void {
    this.#cutUntil.clear();
    this.#isMended = true;
  }

  /** The sovereign, as somebody in a village reaches it. */
  serverOf(village: number, node: Server): Server {
    return {
      serve: (request: TransportRequest): Promise<TransportAnswer> | undefined =>
        this.isCut(village) ? undefined : node.serve(request),
    };
  }

  /** Brings a message, as the two are apart: over the air, or as a file. */
  send(from: Addressee, to: Addressee, bytes: Uint8Array): void {
    const isNear = from.village === to.village && this.#random.chance(0.8);
    const { lost, doubled, slowestMs } = this.#context.weather();
    const { lostFiles, doubledFiles, slowestFileMs } = this.#climate;
    const copies = isNear ? this.#copies(lost, doubled) : this.#copies(lostFiles, doubledFiles);
    for (let copy = 0; copy < copies; copy++) {
      const slowest = isNear || this.#isMended ? slowestMs : slowestFileMs;
      const delay = this.#random.between(1, slowest);
      this.#bring(from, to, bytes.slice(), { delay, calls: isNear ? 1 : CALLS });
    }
  }

  #copies(lost: number, doubled: number): number {
    if (this.#isMended) return 1;
    if (this.#random.chance(lost)) return 0;
    return this.#random.chance(doubled) ? 2 : 1;
  }

  #bring(
    from: Addressee,
    to: Addressee,
    bytes: Uint8Array,
    { delay, calls }: { readonly delay: number; readonly calls: number },
  ): void {
    this.carried += 1;
    this.#context.scheduler.after(delay, () => {
      launch(this.#context, async () => {
        const isTaken = await to.receive(bytes, from);
        this.carried -= 1;
        if (isTaken || calls <= 1) return;
        this.#bring(from, to, bytes, { delay: HOUR_MS, calls: calls - 1 });
      });
    });
  }
}
