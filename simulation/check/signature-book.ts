import { decode, decodeState, operationCodec, stateId, toHex } from '@tallystick/protocol';
import type { Transition } from '@tallystick/protocol';
import { demand } from './violation.ts';

/** What a signer knew of the log when it signed: the epoch that it followed, and how many signatures it had lost by then. */
interface Signing {
  readonly epoch: number;
  readonly order: number;
}

interface Signed {
  readonly id: string;
  readonly notAfter: number;
  readonly signing: Signing;
}

/** What of the log decides whether something signed may still come: asked when the second signature for a place is seen. */
export interface SignedLog {
  /** The newest time that the log of an epoch has ever signed, in ms since 1970, in whole seconds. */
  signedTime(epoch: number): number;
  isLogged(id: string): boolean;
}

/**
 * A signer signs for one place of a chain once; a second time only when everything before is provably stale by the time of the
 * epoch that it followed then (docs/decisions/0002-one-signature-per-sequence.md, 0007-following-a-new-epoch.md). One that was
 * put back from an older copy cannot know what it has forgotten, unless the log does.
 */
export class SignatureBook {
  /** Second signatures that nobody could have known better than to make. */
  forgotten = 0;
  readonly #name: string;
  readonly #log: SignedLog;
  /** By place: chain and sequence. */
  readonly #places = new Map<string, Signed[]>();
  /** By state id in hexadecimal: its first signature. */
  readonly #signings = new Map<string, Signing>();
  #made = 0;
  #remembers: readonly [from: number, to: number][] = [];

  constructor(name: string, log: SignedLog) {
    this.#name = name;
    this.#log = log;
  }

  /** Signatures made so far: what a copy of the disk remembers. */
  get made(): number {
    return this.#made;
  }

  /** The signer signs 32 bytes, a state's id perhaps, following this epoch. */
  signs(message: Uint8Array, epoch: number): void {
    const id = toHex(message);
    if (this.#signings.has(id)) return;
    this.#signings.set(id, { epoch, order: this.#made });
    this.#made += 1;
  }

  /** The signer's disk is again as it was when it had made so many signatures. */
  forgets(since: number): void {
    this.#remembers = [...this.#remembers, [since, this.#made]];
  }

  /** A transition leaves the signer. */
  sends({ state: bytes, operation: operationBytes }: Transition): void {
    const state = decodeState(bytes);
    const operation = decode(operationCodec, operationBytes);
    if (!state.ok || !operation.ok) return;
    const place = `${toHex(state.value.chain)} ${state.value.sequence}`;
    const id = toHex(stateId(bytes));
    const before = this.#places.get(place) ?? [];
    if (before.some((one) => one.id === id)) return;
    const signing = this.#signings.get(id) ?? { epoch: 0, order: this.#made };
    const time = this.#log.signedTime(signing.epoch);
    for (const earlier of before) {
      if (time > earlier.notAfter) continue;
      const isForgotten = this.#hasForgotten(earlier.signing, signing);
      const isKnown = this.#log.isLogged(earlier.id);
      demand(isForgotten && !isKnown, 'one signature per sequence', () => {
        return `${this.#name} signs ${place} twice: ${earlier.id}, good until ${earlier.notAfter}, and ${id} at ${time}`;
      });
      this.forgotten += 1;
    }
    this.#places.set(place, [...before, { id, notAfter: operation.value.notAfter, signing }]);
  }

  #hasForgotten(earlier: Signing, later: Signing): boolean {
    return this.#remembers.some(
      ([from, to]) => earlier.order >= from && earlier.order < to && later.order >= to,
    );
  }
}
