import { decode, signingContext, stateId, toHex } from '@tallystick/protocol';
import type { Hash } from '@tallystick/protocol';
import { actRecordCodec } from '../../packages/wallet/src/core/offline/records/payer-records.ts';
import { demand } from './violation.ts';

/** By what the key of a stored act begins. */
const ACTS = 'offline/act/';

/**
 * Watches one wallet's acts where it cannot help showing them: at the sealing of its records and at its signer. Every act is
 * sealed before it is signed, and no position is signed with two contents, whatever crashes.
 */
export class ActBook {
  readonly #name: string;
  readonly #context: string;
  /** By state id in hexadecimal: hold and sequence. */
  readonly #stored = new Map<string, string>();
  /** By position: the state id that was signed for it. */
  readonly #signed = new Map<string, string>();

  constructor(name: string, sovereign: Hash) {
    this.#name = name;
    this.#context = toHex(signingContext('act', sovereign));
  }

  /** A record is about to be sealed, to be stored under a key. */
  seals(key: Uint8Array, value: Uint8Array): void {
    const name = new TextDecoder().decode(key);
    if (!name.startsWith(ACTS)) return;
    const record = decode(actRecordCodec, value);
    if (record.ok) this.#stored.set(toHex(stateId(record.value.state)), name.slice(ACTS.length));
  }

  signs(message: Uint8Array, context: Uint8Array): void {
    if (toHex(context) !== this.#context) return;
    const id = toHex(message);
    const position = this.#stored.get(id) ?? '';
    demand(position !== '', 'signed only when stored', () => `${this.#name} signs an act ${id}`);
    const before = this.#signed.get(position) ?? id;
    demand(before === id, 'one content for each position', () => `${this.#name} at ${position}`);
    this.#signed.set(position, id);
  }
}
