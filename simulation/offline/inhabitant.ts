import type { Outcome, Wallet } from '@tallystick/wallet';
import { Violation } from '../check/violation.ts';
import { launch, note, type WorldContext } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { WalletMachine } from '../parties/wallet-machine.ts';
import type { SovereignNode } from '../sovereign/node.ts';
import { HOUR_MS } from './climate.ts';
import type { Addressee, Roads } from './roads.ts';

/** Where somebody lives. */
export interface Place {
  readonly context: WorldContext;
  readonly node: SovereignNode;
  readonly roads: Roads;
}

/** Somebody in a village with a machine and a wallet on it, which stops and starts, and does something now and then. */
export abstract class Inhabitant implements Addressee {
  readonly machine: WalletMachine;
  readonly village: number;
  isLiving = false;
  /** Its machine never comes back. */
  hasVanished = false;
  identity = '';
  protected readonly random: Random;
  readonly #context: WorldContext;

  constructor({ context, node, roads }: Place, name: string, village: number) {
    this.#context = context;
    this.random = context.random.fork(`${name} decides`);
    this.village = village;
    this.machine = new WalletMachine(context, node, name);
    this.machine.server = roads.serverOf(village, node);
  }

  get name(): string {
    return this.machine.name;
  }

  live(): void {
    this.isLiving = true;
    this.#next();
  }

  /** Power off, and on again some time later; or for ever. */
  crash(): void {
    if (!this.machine.machine.isUp) return;
    this.machine.stop();
    if (this.hasVanished) return;
    this.comeBack(this.random.pick([60_000, HOUR_MS, 6 * HOUR_MS]));
  }

  protected comeBack(longest: number): void {
    this.#context.scheduler.after(this.random.between(1_000, longest), () => {
      if (!this.hasVanished) this.restart();
    });
  }

  restart(): void {
    if (this.machine.machine.isUp) return;
    launch(this.#context, async () => {
      const opened = await this.machine.open();
      this.tell('opens', opened);
      if (this.machine.hasFailed || !opened.ok) this.crash();
      else this.#next();
    });
  }

  /** Does something every hour or two. */
  #next(): void {
    this.machine.machine.after(this.random.between(HOUR_MS / 12, 3 * HOUR_MS), () => {
      if (!this.isLiving) return;
      launch(this.#context, async () => {
        const { wallet } = this.machine;
        if (wallet !== undefined) await this.act(wallet);
        if (this.machine.hasFailed) this.crash();
        else this.#next();
      });
    });
  }

  /** Looks after its own at once, if it can. */
  hurry(): void {
    const { wallet } = this.machine;
    if (wallet === undefined || !this.isLiving) return;
    launch(this.#context, async () => {
      await this.lookAfter(wallet);
      if (this.machine.hasFailed) this.crash();
    });
  }

  abstract lookAfter(wallet: Wallet): Promise<unknown>;

  /** Whatever it decides to do next. */
  protected abstract act(wallet: Wallet): Promise<void>;

  /** What somebody brings. False while the machine is off. */
  abstract receive(bytes: Uint8Array, from: Inhabitant): Promise<boolean>;

  protected tell(what: string, outcome: Outcome<unknown>): void {
    const spoken = outcome.ok ? spokenOf(outcome.value) : outcome.failure.code;
    note(this.#context, `${this.name} ${what}: ${spoken}`);
    if (outcome.ok || outcome.failure.kind !== 'tampering') return;
    const detail = `${this.name}: ${JSON.stringify(outcome.failure)}`;
    throw new Violation('a wallet trusts an honest sovereign', detail);
  }
}

function spokenOf(value: unknown): string {
  const { status, waitsUntil } = (value ?? {}) as { status?: string; waitsUntil?: number };
  return status ?? (waitsUntil === undefined ? 'done' : 'waits');
}
