import type { CurrentRulebook, DecisionRing, Question } from '@tallystick/ledger';
import type { RuleDecision } from '@tallystick/protocol';
import type { Decision } from '@tallystick/rules';
import type { Logger } from 'pino';
import type { ToSign } from '../pipeline/sign-checkpoint.ts';
import { GivenRulebooks } from './give-rulebook.ts';
import {
  type AskedReceipt,
  type OfficeKeys,
  type OfficeWord,
  type Opening,
  type OpeningFault,
  type RingAnswer,
  decideFrame,
  receiptFrame,
  sayFrame,
  shadowFrame,
  signFrame,
} from './messages.ts';
import { type RingChild, startChild } from './ring-child.ts';
import { type AskedShadow, type Shadow, isShadow } from './shadow-message.ts';

/** The ring that works, or the next one: it decides and signs, and is started again when it ends. */
export interface Ring extends DecisionRing {
  /** Resolves when the first one is open, with what it lacks where it could not be opened. */
  readonly opened: Promise<OpeningFault | 'ended' | undefined>;
  /** The log key's signature over a checkpoint. Rejects when there is none. */
  sign(checkpoint: ToSign): Promise<Uint8Array>;
  /** An office's signature over its word. Rejects when there is none, or no such key. */
  say(word: OfficeWord): Promise<Uint8Array>;
  /** An objection, decided once more and signed. Rejects when there is none. */
  receipt(asked: Objection): Promise<SignedObjection>;
  /** What another rulebook would have done with what this ring decided last. Rejects when it declines. */
  shadow(asked: ShadowQuestion): Promise<Shadow>;
  /** The public keys of the offices for which it signs. */
  readonly offices: OfficeKeys;
  /** Whether none could be opened when it was tried last. */
  readonly hasFailed: boolean;
  /** How many were started. */
  readonly starts: number;
  readonly decoysPerMillion: number;
  /** Of the one that runs. */
  readonly pid: number | undefined;
  close(): Promise<void>;
}

/** What was objected to, and by which rulebook. */
export interface Objection extends Omit<AskedReceipt, 'rulebook'> {
  readonly rulebook: CurrentRulebook;
}

/** Another rulebook, and the one in force. */
export interface ShadowQuestion extends Omit<AskedShadow, 'rulebook'> {
  readonly rulebook: CurrentRulebook;
}

/** What a rulebook objected to, and the log key's signature over that. */
export interface SignedObjection {
  readonly decision: RuleDecision;
  readonly signature: Uint8Array;
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
/** A ring may compile for so long: seconds, for the largest rulebook on a slow machine. */
const TAKING_MS = 120_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** A question that so many rings did not survive is not asked again. */
const MOST_ATTEMPTS = 3;

const NO_OFFICES: OfficeKeys = { gates: null, registrars: null };

interface Asked {
  readonly frame: Uint8Array;
  /** What the ring has to have been given before. */
  readonly rulebook: CurrentRulebook | undefined;
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
  #given = new GivenRulebooks();
  #taking: NodeJS.Timeout | undefined;
  #offices = NO_OFFICES;
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

  get offices(): OfficeKeys {
    return this.#offices;
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

  decide({ rulebook, count, facts }: Question): Promise<readonly Decision[]> {
    return this.#ask<readonly Decision[]>(
      (id) => decideFrame(id, rulebook.rulebook.hash, facts),
      (answer) =>
        answer.kind === 'decided' && answer.decisions.length === count
          ? answer.decisions
          : undefined,
      rulebook,
    );
  }

  sign(checkpoint: ToSign): Promise<Uint8Array> {
    return this.#ask<Uint8Array>((id) => signFrame(id, checkpoint), signatureIn);
  }

  say(word: OfficeWord): Promise<Uint8Array> {
    return this.#ask<Uint8Array>((id) => sayFrame(id, word), signatureIn);
  }

  receipt({ rulebook, ...asked }: Objection): Promise<SignedObjection> {
    const { hash } = rulebook.rulebook;
    return this.#ask<SignedObjection>(
      (id) => receiptFrame(id, { ...asked, rulebook: hash }),
      (answer) => (answer.kind === 'receipted' ? answer : undefined),
      rulebook,
    );
  }

  shadow({ rulebook, source, at }: ShadowQuestion): Promise<Shadow> {
    const { hash } = rulebook.rulebook;
    return this.#ask<Shadow>(
      (id) => shadowFrame(id, { rulebook: hash, source, at }),
      (answer) =>
        answer.kind === 'shadowed' && isShadow(answer.shadow) ? answer.shadow : undefined,
      rulebook,
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#pausing);
    clearTimeout(this.#taking);
    for (const id of this.#asked.keys()) this.#giveUp(id, 'the ring is closed');
    await this.#child?.close();
  }

  #ask<T>(
    frameOf: (id: number) => Uint8Array,
    read: (answer: RingAnswer) => T | undefined,
    rulebook?: CurrentRulebook,
  ): Promise<T> {
    if (this.#isClosed) return Promise.reject(new Error('the ring is closed'));
    const id = this.#nextId();
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
      const frame = frameOf(id);
      const asked: Asked = { frame, rulebook, take, fail: reject, timer, attempts: 0 };
      this.#asked.set(id, asked);
      if (this.#isOpen) this.#send(asked);
    });
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #send(asked: Asked): void {
    asked.attempts += 1;
    if (asked.rulebook !== undefined) this.#give(asked.rulebook);
    this.#child?.send(asked.frame);
  }

  /** Frames are read in order: what is sent after this is decided when it has been compiled. */
  #give(rulebook: CurrentRulebook): void {
    try {
      const frame = this.#given.frameFor(rulebook, this.#nextId());
      if (frame === undefined) return;
      this.#child?.send(frame);
      clearTimeout(this.#taking);
      this.#taking = setTimeout(() => this.#child?.kill('it does not compile'), TAKING_MS);
    } catch (error) {
      // The ring declines to decide by what it was not given.
      this.#options.log.error({ err: error }, 'a rulebook could not be given to the ring');
    }
  }

  #onTaken(id: number, isTaken: boolean): boolean {
    if (!this.#given.taken(id)) return false;
    if (!this.#given.isTaking) clearTimeout(this.#taking);
    for (const { timer } of this.#asked.values()) timer.refresh();
    if (isTaken) this.#options.log.info('the ring has taken a rulebook');
    else this.#options.log.error('the ring cannot compile the rulebook: no payment is decided');
    return true;
  }

  /** A ring that is open and has not answered is none to wait for, unless it compiles. */
  #tooLate(id: number): void {
    if (this.#isOpen && this.#given.isTaking) {
      this.#asked.get(id)?.timer.refresh();
      return;
    }
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
      else this.#onOpening(answer);
      return;
    }
    if (answer.kind === 'taken' || answer.kind === 'declined') {
      if (this.#isOpen && this.#onTaken(answer.id, answer.kind === 'taken')) return;
    }
    const asked = this.#isOpen ? this.#asked.get(answer.id) : undefined;
    if (asked?.take(answer) !== true) {
      this.#child?.kill('an answer to no question, or of another form');
      return;
    }
    this.#asked.delete(answer.id);
    clearTimeout(asked.timer);
  }

  #onOpening(answer: Extract<RingAnswer, { kind: 'opened' | 'failed' }>): void {
    const fault = answer.kind === 'failed' ? answer.fault : undefined;
    if (answer.kind === 'opened') this.#offices = answer.offices;
    this.#resolveOpened?.(fault);
    if (fault !== undefined) {
      this.#child?.kill(`it cannot be opened: ${fault}`);
      return;
    }
    this.#isOpen = true;
    this.#given = new GivenRulebooks();
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
    clearTimeout(this.#taking);
    if (this.#isClosed) return;
    this.#options.log.error({ why }, 'the ring has ended; another is started');
    for (const [id, { attempts }] of this.#asked) {
      if (attempts >= MOST_ATTEMPTS) this.#giveUp(id, 'no ring answers this');
    }
    this.#pausing = setTimeout(() => void this.#start(), this.#pauseMs);
    this.#pauseMs = Math.min(Math.max(2 * this.#pauseMs, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
  }
}

function signatureIn(answer: RingAnswer): Uint8Array | undefined {
  return answer.kind === 'signed' ? answer.signature : undefined;
}
