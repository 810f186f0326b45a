import { type CryptoProvider, decode, submitRequestCodec } from '@tallystick/protocol';
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
import type { LyingPayer } from '@tallystick/wallet/testing/lying-payer';
import type { ActBook } from '../check/act-book.ts';
import { SignatureBook } from '../check/signature-book.ts';
import { note, type WorldContext } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import { sendOver, type Server } from '../engine/network.ts';
import type { Random } from '../engine/random.ts';
import { START } from '../sovereign/founding.ts';
import type { SovereignNode } from '../sovereign/node.ts';

const SOVEREIGN = 'http://harbour';
/** What opens every wallet. */
export const UNLOCK: Unlock = { kind: 'key', key: new Uint8Array(32).fill(7) };

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
  readonly signatures: SignatureBook;
  /** Whoever it believes to be the sovereign. */
  server: Server;
  /** Whether its disk was put back from an older copy: it cannot tell of what it has forgotten. */
  hasForgotten = false;
  /** Whether somebody hostile has ever been between it and the sovereign. */
  hasMet = false;
  /** Who watches the acts that it signs, where it pays without a network. */
  acts: ActBook | undefined;
  /** Who bends what it hands over, and signs that with its key. */
  liar: LyingPayer | null = null;
  readonly #context: WorldContext;
  readonly #random: Random;
  #copy: { readonly disk: MemoryDisk; readonly signatures: number } | undefined;
  /** The epoch that its wallet followed when it was last asked. */
  #epoch = 0;

  constructor(context: WorldContext, node: SovereignNode, name: string) {
    this.#context = context;
    this.server = node;
    this.name = name;
    this.signatures = new SignatureBook(name, {
      signedTime: (epoch) => node.signedTime(epoch),
      isLogged: (id) => node.image.indexes.has(id),
    });
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

  /** A copy of the disk, to put back later. */
  copyDisk(): void {
    this.#copy = { disk: new Map(this.disk), signatures: this.signatures.made };
  }

  /** A second machine with what is on this one's disk now. */
  copyTo(other: WalletMachine): void {
    for (const [key, value] of this.disk) other.disk.set(key, value.slice());
  }

  /** Puts the copy back, while the machine is off. False when there is none. */
  putBack(): boolean {
    if (this.#copy === undefined || this.machine.isUp) return false;
    this.disk.clear();
    for (const [key, value] of this.#copy.disk) this.disk.set(key, value);
    this.signatures.forgets(this.#copy.signatures);
    this.hasForgotten = true;
    note(this.#context, `${this.name} is put back from an older copy`);
    return true;
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
      crypto: this.#watched(),
      // A stop may come between the stored transition and its signature.
      signer: {
        sign: async (key, message, context) => {
          await alive(() => this.machine.wait(1));
          this.#epoch = (this.wallet?.view().epochs.length ?? this.#epoch + 1) - 1;
          this.signatures.signs(message, this.#epoch);
          try {
            this.acts?.signs(message, context);
          } catch (error) {
            // The wallet above would make a failure of its own of it.
            this.#context.fail(error);
          }
          this.liar?.learns(key);
          return crypto.sign(key, message, context);
        },
      },
    };
  }

  #watched(): CryptoProvider {
    const { crypto } = this.#context;
    return {
      ...crypto,
      aeadSeal: (key, nonce, plaintext, aad) => {
        this.acts?.seals(aad, plaintext);
        return crypto.aeadSeal(key, nonce, plaintext, aad);
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
    return sendOver(this.#context, this.machine, this.server, this.name, request);
  }

  #sees(body: Uint8Array): void {
    const request = decode(submitRequestCodec, body);
    for (const transition of request.ok ? request.value : []) this.signatures.sends(transition);
  }
}
