import {
  type Ledger,
  type MemoryImage,
  type MemoryStore,
  createMemoryImage,
  openLedger,
  openMemoryStore,
  readChain,
} from '@tallystick/ledger';
import {
  type Epoch,
  type Governance,
  type Hash,
  type SignedEpoch,
  type SubmitResult,
  type Succession,
  currencyId,
  decode,
  encode,
  epochOrigin,
  submitRequestCodec,
  submitResponseCodec,
  transitionCodec,
  treasuryId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection, type Rulebook } from '@tallystick/rules';
import type { Transport, TransportAnswer, TransportRequest } from '../core/ports.ts';
import {
  type Founding,
  START,
  type Witness,
  cosignedBy,
  found,
  logKeyOf,
  signEpoch,
} from './founding.ts';
import { answerRequest } from './town-routes.ts';
import { Treasury } from './treasury.ts';

/**
 * A sovereign without a network: the real ledger cycle on a memory store, and as much of the HTTP API as a wallet uses. Its
 * clock moves when told to.
 */
export class Town {
  readonly founding: Founding;
  clock: number = START;
  /** Where its wallets find it. */
  address = 'http://town';
  ledger: Ledger;
  store: MemoryStore;
  readonly notes: Map<string, Uint8Array> = new Map();
  readonly sessions: Map<string, Hash> = new Map();
  /** Oldest first; the last one is that of the log that goes on. */
  epochs: SignedEpoch[];
  #epoch: Epoch;
  /** What payments are decided by, from the next restart on. */
  rulebook: Rulebook = noObjection;
  /** Who cosigns its checkpoints. */
  witness: Witness | null = null;
  /** Requests answered, by method and path without its parameters. */
  readonly served: string[] = [];

  readonly #treasury: Treasury;

  private constructor(founding: Founding, store: MemoryStore, ledger: Ledger) {
    this.founding = founding;
    this.epochs = [founding.signedEpoch];
    this.#epoch = founding.epoch;
    this.store = store;
    this.ledger = ledger;
    const { sovereign, treasury } = founding;
    this.#treasury = new Treasury(sovereign, 'HRB', treasury, (body) => this.submit(body));
  }

  static async open(
    name = 'Harbour',
    parameters: Parameters<typeof found>[1] = {},
    governance: Governance | null = null,
    witness: Witness | null = null,
  ): Promise<Town> {
    const founding = found(name, parameters, governance, witness === null ? [] : [witness]);
    const store = openMemoryStore(createMemoryImage());
    const town = new Town(founding, store, undefined as unknown as Ledger);
    town.witness = witness;
    town.ledger = await town.#openLedger();
    await town.ledger.heartbeat();
    return town;
  }

  /** The machine stops and starts again: what was durable is there. */
  async restart(): Promise<void> {
    const image: MemoryImage = this.store.crash();
    this.store = openMemoryStore(image);
    this.ledger = await this.#openLedger();
    this.sessions.clear();
  }

  /** The disk as it is now, to put back later. */
  copyDisk(): MemoryImage {
    return structuredClone(this.store.crash());
  }

  /** Another town that is as this one, with a copy of this disk, and goes its own way from here; nobody has a session there. */
  async copy(disk: MemoryImage): Promise<Town> {
    const store = openMemoryStore(structuredClone(disk));
    const town = new Town(this.founding, store, undefined as unknown as Ledger);
    town.clock = this.clock;
    town.address = this.address;
    town.epochs = [...this.epochs];
    town.#epoch = this.#epoch;
    town.rulebook = this.rulebook;
    town.witness = this.witness;
    for (const [key, note] of this.notes) town.notes.set(key, note);
    town.#treasury.goOnAs(this.#treasury);
    town.ledger = await town.#openLedger();
    return town;
  }

  /** The machine starts with another disk: an older one, or that of a fork. */
  async startWith(image: MemoryImage): Promise<void> {
    this.store = openMemoryStore(structuredClone(image));
    this.ledger = await this.#openLedger();
    this.sessions.clear();
    const { sovereign } = this.founding;
    const chain = treasuryId(sovereign, currencyId(sovereign, 'HRB'));
    this.#treasury.goOnFrom(readChain(this.ledger.state, chain)?.sequence ?? 0);
  }

  /**
   * The machine was lost: it starts with the disk of a backup, in a new epoch that the root declares, and logs a header. Gives
   * the epoch. `changes` make it another one than the backup asks for.
   */
  async giveUpBeyond(backup: MemoryImage, changes: Partial<Succession> = {}): Promise<Epoch> {
    await this.startWith(backup);
    const { constitution, root, sovereign } = this.founding;
    const { size = 0, root: at = nodeCrypto.sha256(new Uint8Array()) } =
      this.ledger.checkpoint ?? {};
    const number = this.#epoch.number + 1;
    const { publicKey, suite } = logKeyOf(constitution.name, number);
    const { origin } = this.#epoch;
    const succeeds = { origin, size, root: at, reason: 'The disk died', ...changes };
    this.#epoch = {
      sovereign,
      number,
      origin: epochOrigin(constitution.origin, number),
      log: { suite, publicKey },
      notBefore: this.clock,
      notAfter: this.clock + 365 * 86_400_000,
      succeeds,
    };
    this.epochs = [...this.epochs, signEpoch(this.#epoch, root)];
    await this.restart();
    await this.ledger.heartbeat();
    return this.#epoch;
  }

  /** Time passes, and the ledger logs it. */
  async wait(ms: number): Promise<void> {
    this.clock += ms;
    await this.ledger.heartbeat();
  }

  /** The way to this town, without faults. */
  transport(): Transport {
    return { request: (request) => this.answer(request) };
  }

  async answer(request: TransportRequest): Promise<TransportAnswer> {
    this.served.push(`${request.method} ${request.path.split('?')[0]}`);
    return await answerRequest(this, request);
  }

  /** Mints and pays: what the operator's `issue` does. Gives the hold's id. */
  issue(to: string, amount: bigint): Promise<Hash> {
    return this.#treasury.issue(to, amount, this.clock);
  }

  /** Sends the body of `POST /v1/transitions` and gives the results. */
  async submit(body: Uint8Array): Promise<Uint8Array> {
    const request = decode(submitRequestCodec, body);
    if (!request.ok) throw new Error(request.reason);
    const checkpoints: Uint8Array[] = [];
    const results: SubmitResult[] = [];
    for (const transition of request.value) {
      const answer = await this.#admit(encode(transitionCodec, transition));
      if (answer.ok) {
        const { checkpoint, ...certificate } = answer.certificate;
        const at = checkpoints.push(checkpoint) - 1;
        results.push({ kind: 'admitted', checkpoint: at, ...certificate });
      } else {
        const { code, message, data } = answer;
        results.push({ kind: 'refused', code, message, data: JSON.stringify(data) });
      }
    }
    return encode(submitResponseCodec, { checkpoints, results });
  }

  /** Minted − burned of a currency, and what lies in balances and open holds: they must be equal. */
  totals(code = 'HRB'): { supply: bigint; owned: bigint } {
    const { state } = this.ledger;
    const number = this.founding.constitution.currencies.findIndex((one) => one.code === code);
    const { minted = 0n, burned = 0n } = state.currencies.totals[number] ?? {};
    let owned = 0n;
    for (let slot = 0; slot < state.devices.count; slot += 1) {
      owned += state.devices.balance(slot, number);
    }
    for (const hold of state.holds.all()) {
      if (hold.currency === number) owned += hold.cap - hold.paid;
    }
    return { supply: minted - burned, owned };
  }

  #openLedger(): Promise<Ledger> {
    const { constitution } = this.founding;
    const epoch = this.#epoch;
    return openLedger(constitution, epoch, {
      store: this.store,
      crypto: nodeCrypto,
      rulebook: this.rulebook,
      now: () => this.clock,
      signCheckpoint: async (body, time) => {
        const note = await this.founding.signCheckpoint(body, time, epoch.number);
        return this.witness === null ? note : cosignedBy(this.witness, note, time);
      },
    });
  }

  async #admit(bytes: Uint8Array): Promise<Awaited<ReturnType<Ledger['admitBatch']>>[number]> {
    const checked = this.ledger.precheck(bytes);
    if ('refusal' in checked) return checked.refusal;
    if ('known' in checked) {
      const certificate = this.ledger.certificate(checked.id);
      if (certificate === undefined) throw new Error('known, and without a certificate');
      return { ok: true, certificate };
    }
    const isSigned = checked.jobs.every(({ key, message, signature, context }) =>
      nodeCrypto.verify(key, message, signature, context),
    );
    if (!isSigned) return this.ledger.reject(checked.pending);
    const [answer] = await this.ledger.admitBatch([checked.pending]);
    if (answer === undefined) throw new Error('no answer');
    return answer;
  }
}
