import {
  decode,
  decodeState,
  operationCodec,
  stateId,
  submitRequestCodec,
  toHex,
} from '@tallystick/protocol';
import {
  createWallet,
  joinDevice,
  memoryStorage,
  type MemoryDisk,
  openWallet,
  type Outcome,
  prepareDevice,
  type StorageChange,
  type TransportAnswer,
  type TransportRequest,
  type Unlock,
  type Wallet,
  type WalletPorts,
  type WalletStorage,
} from '@tallystick/wallet';
import { demand } from '../check/violation.ts';
import { note, type WorldContext } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import { sendOver } from '../engine/network.ts';
import type { Random } from '../engine/random.ts';
import { START } from '../sovereign/founding.ts';
import type { SovereignNode } from '../sovereign/node.ts';

const SOVEREIGN = 'http://harbour';
const UNLOCK: Unlock = { kind: 'key', key: new Uint8Array(32).fill(7) };

/** A machine with a real wallet on it: its disk outlives it, everything else ends when it stops. */
export class WalletMachine {
  readonly name: string;
  readonly machine: Machine;
  readonly disk: MemoryDisk = new Map();
  /** How far its clock is off, in ms. */
  clockError = 0;
  wallet: Wallet | undefined;
  /** The chain of its device, in hexadecimal, once it has one. */
  device: string | undefined;
  /** Whether its disk has failed: the wallet is to be opened again. */
  hasFailed = false;
  readonly #context: WorldContext;
  readonly #node: SovereignNode;
  readonly #random: Random;
  /** What was signed for each place of its chains; see `#sees`. */
  readonly #signed = new Map<string, { readonly id: string; readonly notAfter: number }>();

  constructor(context: WorldContext, node: SovereignNode, name: string) {
    this.#context = context;
    this.#node = node;
    this.name = name;
    this.machine = new Machine(context.scheduler);
    this.#random = context.random.fork(name);
  }

  /** A new identity on an empty disk. */
  async create(claimWindowMs: number, validityMs: number): Promise<Outcome<Wallet>> {
    this.machine.start();
    const { crypto } = this.#context;
    const { suite, publicKey } = crypto.keyPair(1, this.#random.bytes(32));
    const root = { suite, publicKey };
    const created = await createWallet(
      {
        unlock: UNLOCK,
        sovereign: SOVEREIGN,
        country: 'KE',
        handle: this.name,
        root,
        claimWindowMs,
        validityMs,
      },
      this.#ports(),
    );
    if (created.ok) this.#uses(created.value);
    return created;
  }

  /** A further device on an empty disk: what a wallet of its identity is asked to enrol. */
  prepare(claimWindowMs: number, validityMs: number): Promise<Outcome<string>> {
    this.machine.start();
    const options = { unlock: UNLOCK, sovereign: SOVEREIGN, claimWindowMs, validityMs };
    return prepareDevice(options, this.#ports());
  }

  /** The prepared device takes its place. */
  async join(invitation: string): Promise<Outcome<Wallet>> {
    const joined = await joinDevice(invitation, UNLOCK, this.#ports());
    if (joined.ok) this.#uses(joined.value);
    return joined;
  }

  /** Opens the wallet that is on the disk. */
  async open(): Promise<Outcome<Wallet>> {
    this.machine.start();
    this.hasFailed = false;
    const opened = await openWallet(UNLOCK, this.#ports());
    if (opened.ok) this.#uses(opened.value);
    return opened;
  }

  /** Power off. A write under way is on the disk or is not. */
  stop(): void {
    this.machine.stop();
    this.wallet = undefined;
    note(this.#context, `${this.name} stops`);
  }

  #uses(wallet: Wallet): void {
    this.wallet = wallet;
    this.device = wallet.view().device;
  }

  #ports(): WalletPorts {
    const { seams, crypto, scheduler } = this.#context;
    const alive = this.machine.inThisLife();
    const storage = this.#storage(alive);
    return {
      storage: seams.walletStorage?.(storage) ?? storage,
      connect: () => ({ request: (request) => alive(() => this.#request(request)) }),
      clock: {
        now: () => START + Math.floor(scheduler.now) + this.clockError,
        sleep: (ms) => alive(() => this.machine.wait(ms)),
      },
      random: (length) => this.#random.bytes(length),
      crypto,
      // A stop may come between the stored transition and its signature.
      signer: {
        sign: async (key, message, context) => {
          await alive(() => this.machine.wait(1));
          return crypto.sign(key, message, context);
        },
      },
    };
  }

  #storage(alive: ReturnType<Machine['inThisLife']>): WalletStorage {
    const disk = memoryStorage(this.disk);
    return {
      ...disk,
      get: (key) => alive(() => disk.get(key)),
      list: (prefix) => alive(() => disk.list(prefix)),
      write: async (changes: readonly StorageChange[]) => {
        await alive(() => this.machine.wait(this.#random.between(1, 3)));
        const fails = this.#random.chance(this.#context.weather().walletDiskFails);
        // A disk that reports a failure may have written all the same.
        if (!fails || this.#random.chance(0.5)) await disk.write(changes);
        await this.machine.wait(1);
        if (!fails) return;
        this.hasFailed = true;
        note(this.#context, `${this.name} disk fails`);
        throw new Error('the disk failed');
      },
    };
  }

  #request(request: TransportRequest): Promise<TransportAnswer> {
    if (request.path === '/v1/transitions' && request.body !== null) this.#sees(request.body);
    return sendOver(this.#context, this.machine, this.#node, this.name, request);
  }

  /**
   * A wallet signs for one place of a chain once; a second time only when the first is provably stale
   * (docs/decisions/0002-one-signature-per-sequence.md): the log's signed time, in whole seconds, is past it.
   */
  #sees(body: Uint8Array): void {
    const request = decode(submitRequestCodec, body);
    for (const transition of request.ok ? request.value : []) {
      const state = decodeState(transition.state);
      const operation = decode(operationCodec, transition.operation);
      if (!state.ok || !operation.ok) continue;
      const place = `${toHex(state.value.chain)} ${state.value.sequence}`;
      const id = toHex(stateId(transition.state));
      const before = this.#signed.get(place);
      const newest = this.#node.image.checkpoints.at(-1)?.time ?? 0;
      const isFree =
        before === undefined ||
        before.id === id ||
        Math.floor(newest / 1000) * 1000 > before.notAfter;
      demand(isFree, 'one signature per sequence', () => `${this.name} signs ${place} twice`);
      this.#signed.set(place, { id, notAfter: operation.value.notAfter });
    }
  }
}
