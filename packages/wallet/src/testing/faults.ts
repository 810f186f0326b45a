import {
  decode,
  decodeState,
  operationCodec,
  stateId,
  submitRequestCodec,
  toHex,
} from '@tallystick/protocol';
import type { StorageChange, Transport, WalletStorage } from '../core/ports.ts';
import type { Faults } from './person.ts';
import type { Town } from './town.ts';

/** Thrown by a storage when the machine has stopped. */
class PowerCut extends Error {}

/** Stops the machine at the call numbered `at` (from 0) of storage and network together. */
export interface CutPlan {
  readonly at: number;
  /** Whether that call still has its effect, and only its answer is lost. */
  readonly after: boolean;
}

/** A machine that stops: from the planned call on nothing works any more. Counts the calls. */
export class Machine {
  readonly #plan: CutPlan | undefined;
  calls = 0;
  #isDead = false;

  constructor(plan?: CutPlan) {
    this.#plan = plan;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  readonly faults: Faults = {
    storage: (storage) => this.#wrapStorage(storage),
    transport: (transport) => this.#wrapTransport(transport),
  };

  /** Calls that change nothing: whether the machine stops before one or after it is the same. */
  readonly #reads = new Set<number>();

  isRead(call: number): boolean {
    return this.#reads.has(call);
  }

  async #read<T>(look: () => Promise<T>): Promise<T> {
    this.#reads.add(this.calls);
    return await this.#step(look);
  }

  async #step<T>(effect: () => Promise<T>): Promise<T> {
    const call = this.calls;
    this.calls += 1;
    if (this.#isDead) throw new PowerCut('dead');
    if (this.#plan?.at !== call) return await effect();
    this.#isDead = true;
    if (this.#plan.after) await effect();
    throw new PowerCut(`call ${call}`);
  }

  #wrapStorage(storage: WalletStorage): WalletStorage {
    return {
      get: (key) => this.#read(() => storage.get(key)),
      list: (prefix) => this.#read(() => storage.list(prefix)),
      write: (changes: readonly StorageChange[]) => this.#step(() => storage.write(changes)),
      inspect: () => this.#read(() => storage.inspect()),
      close: () => Promise.resolve(),
    };
  }

  #wrapTransport(transport: Transport): Transport {
    return {
      request: (request) =>
        this.#step(() => transport.request(request)).catch((error: unknown) => {
          if (!(error instanceof PowerCut)) throw error;
          return { ok: false, reason: 'the machine stopped' };
        }),
    };
  }
}

/**
 * Runs `scenario` with a power cut at every call of storage and network: before its effect, and
 * after it where there is one. Gives how many calls there are.
 */
export async function cutEverywhere(
  scenario: (machine: Machine) => Promise<void>,
): Promise<number> {
  const whole = new Machine();
  await scenario(whole);
  for (let at = 0; at < whole.calls; at += 1) {
    await scenario(new Machine({ at, after: false }));
    if (!whole.isRead(at)) await scenario(new Machine({ at, after: true }));
  }
  return whole.calls;
}

/** What a network does with one request. */
export type Delivery = 'fine' | 'lost' | 'answer-lost' | 'twice' | 'busy' | 'late';

/** How much later a late request arrives, in ms. */
const LATE_MS = 20_000;

/** A network that loses, repeats, delays and refuses, as the script says; when the script is over it is fine. */
export function unreliable(town: Town, script: Iterator<Delivery>): Faults {
  return {
    transport: (transport) => ({
      async request(request) {
        const next = script.next();
        const delivery = next.done === true ? 'fine' : next.value;
        if (delivery === 'late') town.clock += LATE_MS;
        if (delivery === 'lost') return { ok: false, reason: 'lost' };
        if (delivery === 'busy') {
          return { ok: true, status: 503, headers: { 'retry-after': '1' }, body: new Uint8Array() };
        }
        const answer = await transport.request(request);
        if (delivery === 'twice') return await transport.request(request);
        return delivery === 'answer-lost' ? { ok: false, reason: 'answer lost' } : answer;
      },
    }),
  };
}

/**
 * Watches what wallets sign: for every place of every chain which contents were sent, and whether a second one came before the
 * first was proven stale.
 */
export class SignatureWatch {
  readonly violations: string[] = [];
  readonly bodies: Uint8Array[] = [];
  readonly #town: Town;
  readonly #places = new Map<string, { id: string; notAfter: number }>();

  constructor(town: Town) {
    this.#town = town;
  }

  faults(inner: Faults = {}): Faults {
    const { storage, transport = (same: Transport) => same } = inner;
    return {
      ...(storage === undefined ? {} : { storage }),
      transport: (real) => {
        const through = transport(real);
        return {
          request: (request) => {
            if (request.path === '/v1/transitions' && request.body !== null)
              this.#see(request.body);
            return through.request(request);
          },
        };
      },
    };
  }

  #see(body: Uint8Array): void {
    this.bodies.push(body);
    const request = decode(submitRequestCodec, body);
    if (!request.ok) throw new Error('a wallet sent what is no request');
    for (const { state: stateBytes, operation } of request.value) {
      const state = decodeState(stateBytes);
      const decoded = decode(operationCodec, operation);
      if (!state.ok || !decoded.ok) throw new Error('a wallet sent what is no transition');
      const place = `${toHex(state.value.chain)} ${state.value.sequence}`;
      const id = toHex(stateId(stateBytes));
      const before = this.#places.get(place);
      const signed = Math.floor((this.#town.ledger.state.header?.time ?? 0) / 1000) * 1000;
      if (before !== undefined && before.id !== id && signed <= before.notAfter) {
        this.violations.push(`${place}: ${id} after ${before.id}`);
      }
      this.#places.set(place, { id, notAfter: decoded.value.notAfter });
    }
  }
}
