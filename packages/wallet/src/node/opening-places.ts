/** Who may be sending an act, or waiting for its check, at once. */
export interface PlaceLimits {
  readonly inAll: number;
  /** Of one peer. */
  readonly ofPeer: number;
  /** Whoever has been sending for longer makes room for others, in ms. */
  readonly graceMs: number;
}

/** One act's place. */
export interface OpeningPlace {
  /** The act has arrived: its place is not taken away any more. */
  arrived(): void;
  leave(): void;
}

interface Taken {
  readonly peer: string;
  readonly since: number;
  readonly cutOff: () => void;
  isSending: boolean;
}

/**
 * Places for acts that are read or checked. Slow senders keep nobody out: where no place is left, in all or of one peer, whoever has
 * been sending the longest is cut off, once it has had its time.
 */
export class OpeningPlaces {
  readonly #limits: PlaceLimits;
  readonly #now: () => number;
  /** In the order in which they came. */
  readonly #taken = new Set<Taken>();

  constructor(limits: PlaceLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Undefined: come again. `cutOff` is called at most once, when the place is given to somebody else. */
  enter(peer: string, cutOff: () => void): OpeningPlace | undefined {
    const { inAll, ofPeer } = this.#limits;
    const ofOne = [...this.#taken].filter((taken) => taken.peer === peer);
    if (ofOne.length >= ofPeer) {
      if (!this.#makeRoom(ofOne)) return undefined;
    } else if (this.#taken.size >= inAll && !this.#makeRoom(this.#taken)) return undefined;
    const own: Taken = { peer, since: this.#now(), cutOff, isSending: true };
    this.#taken.add(own);
    return {
      arrived() {
        own.isSending = false;
      },
      leave: () => {
        this.#taken.delete(own);
      },
    };
  }

  #makeRoom(among: Iterable<Taken>): boolean {
    const latest = this.#now() - this.#limits.graceMs;
    for (const taken of among) {
      if (!taken.isSending || taken.since > latest) continue;
      this.#taken.delete(taken);
      taken.cutOff();
      return true;
    }
    return false;
  }
}
