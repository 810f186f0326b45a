import type { DecisionRing, Question } from '@tallystick/ledger';
import type { Decision } from '@tallystick/rules';
import type { Logger } from 'pino';
import type { ToSign } from '../pipeline/sign-checkpoint.ts';
import {
  type Opening,
  type OpeningFault,
  type RingAnswer,
  decideFrame,
  signFrame,
} from './messages.ts';
import { type RingChild, startChild } from './ring-child.ts';

/** The ring that works, or the next one: it decides and signs, and is started again when it ends. */
export interface Ring extends DecisionRing {
  /** Resolves when the first one is open, with what it lacks where it could not be opened. */
  readonly opened: Promise<OpeningFault | 'ended' | undefined>;
  /** The log key's signature over a checkpoint. Rejects when there is none. */
  sign(checkpoint: ToSign): Promise<Uint8Array>;
  /** Whether none could be opened when it was tried last. */
  readonly hasFailed: boolean;
  /** How many were started. */
  readonly starts: number;
  readonly rulebook: Uint8Array;
  readonly decoysPerMillion: number;
  /** Of the one that runs. */
  readonly pid: number | undefined;
  close(): Promise<void>;
}

export interface RingOptions {
  readonly program: URL;
  readonly opening: Omit<Opening, 'unlock'>;
  /** The machine's key where no file has it, asked for each ring; its bytes are overwritten. */
  readonly unlock: (() => Uint8Array | Promise<Uint8Array>) | undefined;
  readonly log: Logger;
  /** How long a question may wait for its answer. Default 10,000 ms. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** A question that so many rings did not survive is not asked again. */
const MOST_ATTEMPTS = 3;

interface Asked {
  readonly frame: Uint8Array;
  /** Takes an answer of the right form; false when it is another. */
  readonly take: (answer: RingAnswer) => boolean;
  readonly fail: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
  attempts: number;
}

export function keepRing(options: RingOptions): Ring {
  return new Keeper(options);
}

class Keeper implements Ring {
  readonly opened: Promise<OpeningFault | 'ended' | undefined>;
  readonly #options: RingOptions;
  readonly #asked = new Map<number, Asked>();
  #child: RingChild | undefined;
  #isOpen = false;
  #starts = 0;
  #lastId = 0;
  #hasFailed = false;
  #isClosed = false;
  #pauseMs = 0;
  #pausing: NodeJS.Timeout | undefined;
  #resolveOpened: ((fault: OpeningFault | 'ended' | undefined) => void) | undefined;

  constructor(options: RingOptions) {
    this.#options = options;
    this.opened = new Promise((resolve) => {
      this.#resolveOpened = resolve;
    });
    void this.#start();
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  get rulebook(): Uint8Array {
    return this.#options.opening.rulebook;
  }

  get decoysPerMillion(): number {
    return this.#options.opening.decoysPerMillion;
  }

  get starts(): number {
    return this.#starts;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  decide({ count, facts }: Question): Promise<readonly Decision[]> {
    return this.#ask<readonly Decision[]>(
      (id) => decideFrame(id, facts),
      (answer) =>
        answer.kind === 'decided' && answer.decisions.length === count
          ? answer.decisions
          : undefined,
    );
  }

  sign(checkpoint: ToSign): Promise<Uint8Array> {
    return this.#ask<Uint8Array>(
      (id) => signFrame(id, checkpoint),
      (answer) => (answer.kind === 'signed' ? answer.signature : undefined),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#pausing);
    for (const id of this.#asked.keys()) this.#giveUp(id, 'the ring is closed');
    await this.#child?.close();
  }

  #ask<T>(
    frameOf: (id: number) => Uint8Array,
    read: (answer: RingAnswer) => T | undefined,
  ): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Error('the ring is closed'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const take = (answer: RingAnswer): boolean => {
        if (answer.kind === 'declined') reject(new Error('the ring declines'));
        else {
          const value = read(answer);
          if (value === undefined) return false;
          resolve(value);
        }
        return true;
      };
      const patienceMs = this.#options.patienceMs ?? PATIENCE_MS;
      const timer = setTimeout(() => this.#tooLate(id), patienceMs);
      const asked: Asked = { frame: frameOf(id), take, fail: reject, timer, attempts: 0 };
      this.#asked.set(id, asked);
      if (this.#isOpen) this.#send(asked);
    });
  }

  #send(asked: Asked): void {
    asked.attempts += 1;
    this.#child?.send(asked.frame);
  }

  /** A ring that is open and has not answered is none to wait for. */
  #tooLate(id: number): void {
    this.#giveUp(id, 'the ring does not answer');
    if (this.#isOpen) this.#child?.kill('a question was not answered');
  }

  #giveUp(id: number, why: string): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    this.#asked.delete(id);
    clearTimeout(asked.timer);
    asked.fail(new Error(why));
  }

  async #start(): Promise<void> {
    this.#starts += 1;
    try {
      const { program, opening } = this.#options;
      const unlock = (await this.#options.unlock?.()) ?? null;
      if (this.#isClosed) return;
      this.#child = startChild({
        program,
        opening: { ...opening, unlock },
        onAnswer: (answer) => this.#onAnswer(answer),
        onEnd: (why) => this.#onEnd(why),
      });
      unlock?.fill(0);
    } catch (error) {
      this.#onEnd(error instanceof Error ? error.message : String(error));
    }
  }

  #onAnswer(answer: RingAnswer): void {
    if (answer.kind === 'opened' || answer.kind === 'failed') {
      if (this.#isOpen) this.#child?.kill('an answer to no question');
      else this.#onOpening(answer.kind === 'failed' ? answer.fault : undefined);
      return;
    }
    const asked = this.#isOpen ? this.#asked.get(answer.id) : undefined;
    if (asked?.take(answer) !== true) {
      this.#child?.kill('an answer to no question, or of another form');
      return;
    }
    this.#asked.delete(answer.id);
    clearTimeout(asked.timer);
  }

  #onOpening(fault: OpeningFault | undefined): void {
    this.#resolveOpened?.(fault);
    if (fault !== undefined) {
      this.#child?.kill(`it cannot be opened: ${fault}`);
      return;
    }
    this.#isOpen = true;
    this.#hasFailed = false;
    this.#pauseMs = 0;
    if (this.#starts > 1)
      this.#options.log.warn({ starts: this.#starts }, 'the ring is open again');
    for (const asked of this.#asked.values()) this.#send(asked);
  }

  #onEnd(why: string): void {
    this.#child = undefined;
    this.#resolveOpened?.('ended'); // unless it was told before
    this.#hasFailed = !this.#isOpen;
    this.#isOpen = false;
    if (this.#isClosed) return;
    this.#options.log.error({ why }, 'the ring has ended; another is started');
    for (const [id, { attempts }] of this.#asked) {
      if (attempts >= MOST_ATTEMPTS) this.#giveUp(id, 'no ring answers this');
    }
    this.#pausing = setTimeout(() => void this.#start(), this.#pauseMs);
    this.#pauseMs = Math.min(Math.max(2 * this.#pauseMs, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
  }
}
