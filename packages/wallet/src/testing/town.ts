import {
  type Ledger,
  type MemoryImage,
  type MemoryStore,
  createMemoryImage,
  openLedger,
  openMemoryStore,
  readHeadState,
} from '@tallystick/ledger';
import {
  type Hash,
  type Operation,
  type State,
  type SubmitResult,
  buildTransition,
  certificateOf,
  currencyId,
  decode,
  decodeAddress,
  decodeState,
  deviceContents,
  encode,
  encodeState,
  holdId,
  signingContext,
  stateId,
  submitRequestCodec,
  submitResponseCodec,
  transitionCodec,
  treasuryId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection } from '@tallystick/rules';
import type { Transport, TransportAnswer, TransportRequest } from '../core/ports.ts';
import { type Founding, START, found } from './founding.ts';
import { answerRequest } from './town-routes.ts';

/**
 * A sovereign without a network: the real ledger cycle on a memory store, and as much of the HTTP API as a wallet uses. Its
 * clock moves when told to.
 */
export class Town {
  readonly founding: Founding;
  clock: number = START;
  ledger: Ledger;
  store: MemoryStore;
  readonly notes: Map<string, Uint8Array> = new Map();
  readonly sessions: Map<string, Hash> = new Map();
  /** Requests answered, by method and path without its parameters. */
  readonly served: string[] = [];

  private constructor(founding: Founding, store: MemoryStore, ledger: Ledger) {
    this.founding = founding;
    this.store = store;
    this.ledger = ledger;
  }

  static async open(name = 'Harbour', parameters: Parameters<typeof found>[1] = {}): Promise<Town> {
    const founding = found(name, parameters);
    const store = openMemoryStore(createMemoryImage());
    const town = new Town(founding, store, undefined as unknown as Ledger);
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
  async issue(to: string, amount: bigint, code = 'HRB'): Promise<Hash> {
    const payee = decodeAddress(to);
    if (payee === undefined) throw new Error('issue to an address');
    const currency = currencyId(this.founding.sovereign, code);
    await this.#treasurySays({ kind: 'mint', currency, amount, ...this.#common() }, amount);
    const claim = {
      payee: { kind: 'identity', identity: payee, country: 'KE' },
      meter: { kind: 'all' },
      condition: null,
      until: this.clock + 30 * 86_400_000,
    } as const;
    const hold = {
      currency,
      cap: amount,
      writer: { kind: 'none' },
      note: null,
      claims: [claim],
    } as const;
    const put = { kind: 'put', country: 'KE', holds: [hold], ...this.#common() } as const;
    return holdId(await this.#treasurySays(put, 0n), 0);
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
    const { constitution, epoch } = this.founding;
    return openLedger(constitution, epoch, {
      store: this.store,
      crypto: nodeCrypto,
      rulebook: noObjection,
      now: () => this.clock,
      signCheckpoint: (body, time) => this.founding.signCheckpoint(body, time),
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

  #common(): { notAfter: number; salt: Uint8Array } {
    return { notAfter: this.clock + 60_000, salt: nodeCrypto.sha256(new Uint8Array(1)).slice(16) };
  }

  async #treasurySays(operation: Operation, balance: bigint): Promise<Hash> {
    const { sovereign, treasury } = this.founding;
    if (operation.kind !== 'mint' && operation.kind !== 'put') throw new Error('not a treasury’s');
    const currency = operation.kind === 'mint' ? operation.currency : operation.holds[0]?.currency;
    if (currency === undefined) throw new Error('no currency');
    const chain = treasuryId(sovereign, currency);
    const head = this.#headOf(chain);
    const contents = deviceContents([[currency, balance]]);
    const headId = stateId(encodeState(head));
    const built = buildTransition({ head, headId, operation, contents });
    const bound = signingContext('transition', sovereign);
    const signature = { by: 0, bytes: nodeCrypto.sign(treasury, built.id, bound) };
    const { stateBytes: state, operationBytes } = built;
    const transition = { state, operation: operationBytes, signatures: [signature] };
    const answer = decode(
      submitResponseCodec,
      await this.submit(encode(submitRequestCodec, [transition])),
    );
    if (!answer.ok || certificateOf(answer.value, 0) === undefined) {
      throw new Error(`the treasury was refused: ${JSON.stringify(answer)}`);
    }
    return built.id;
  }

  #headOf(chain: Hash): State {
    const bytes = readHeadState(this.ledger.state, this.store, chain);
    const state = bytes === undefined ? undefined : decodeState(bytes);
    if (state?.ok !== true) throw new Error('the treasury has no head');
    return state.value;
  }
}
