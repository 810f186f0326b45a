import type { DecisionRing, Question } from '@tallystick/ledger';
import { decode, list, toHex } from '@tallystick/protocol';
import { compile, type Decision, factsCodec, type Rulebook } from '@tallystick/rules';
import { note, type WorldContext } from '../engine/context.ts';
import type { Machine } from '../engine/machine.ts';
import type { Random } from '../engine/random.ts';

/** How bad a ring is: probabilities are per message. */
export interface RingFaults {
  /** Of a question, or of an answer. */
  readonly lost: number;
  readonly doubled: number;
  readonly late: number;
  /** Of the process, while it has a question. */
  readonly crashes: number;
}

export function drawRingFaults(random: Random): RingFaults {
  const sometimes = (most: number): number =>
    random.chance(0.6) ? (most * (1 + random.below(10))) / 10 : 0;
  return {
    lost: sometimes(0.05),
    doubled: sometimes(0.1),
    late: sometimes(0.1),
    crashes: sometimes(0.1),
  };
}

/** As the node keeps its ring (docs/decisions/0009-the-ring.md). */
const PATIENCE_MS = 10_000;
const MOST_ATTEMPTS = 3;
const LATEST_MS = 15_000;
/** More than one question has. */
const MOST_FACTS = 4_096;

interface Asked {
  readonly question: Pick<Question, 'rulebook' | 'count'>;
  /** What went through the door: the ledger's buffer is its own again when it has an answer. */
  readonly facts: Uint8Array;
  readonly resolve: (decisions: readonly Decision[]) => void;
  readonly reject: (error: Error) => void;
  attempts: number;
}

/**
 * The ring, and the node's side of its door, in virtual time: it crashes, answers late, answers twice, and loses what it was asked.
 * Whoever keeps it asks again when it has ended, and ends it when it is late or says what it was not asked.
 */
export class PretendedRing implements DecisionRing {
  readonly #context: WorldContext;
  readonly #random: Random;
  /** The node's: when it stops nobody asks or hears any more. */
  readonly #machine: Machine;
  readonly #faults: () => RingFaults;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  /** Counts the processes: what an earlier one says is not heard. */
  #process = 1;
  #isOpen = true;

  constructor(context: WorldContext, machine: Machine, random: Random, faults: () => RingFaults) {
    this.#context = context;
    this.#machine = machine;
    this.#random = random;
    this.#faults = faults;
  }

  decide({ rulebook, count, facts }: Question): Promise<readonly Decision[]> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      const id = this.#lastId;
      const question = { rulebook, count };
      this.#asked.set(id, { question, facts: facts.slice(), resolve, reject, attempts: 0 });
      this.#machine.after(PATIENCE_MS, () => this.#tooLate(id));
      if (this.#isOpen) this.#send(id);
    });
  }

  #send(id: number): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    asked.attempts += 1;
    const { lost, doubled, late, crashes } = this.#faults();
    const delay = (): number =>
      this.#random.chance(late)
        ? this.#random.between(1_000, LATEST_MS)
        : this.#random.between(1, 8);
    if (this.#random.chance(crashes)) {
      this.#inThisProcess(this.#random.between(1, 8), () => this.#end('crashes'));
    }
    if (this.#random.chance(lost)) return;
    const decisions = decideAll(asked);
    this.#inThisProcess(delay(), () => this.#hear(id, decisions));
    if (this.#random.chance(doubled)) {
      this.#inThisProcess(delay(), () => this.#hear(id, decisions));
    }
  }

  #hear(id: number, decisions: readonly Decision[]): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return this.#end('answers what it was not asked');
    this.#asked.delete(id);
    asked.resolve(decisions);
  }

  #tooLate(id: number): void {
    if (!this.#asked.has(id)) return;
    this.#giveUp(id);
    if (this.#isOpen) this.#end('does not answer');
  }

  #giveUp(id: number): void {
    this.#asked.get(id)?.reject(new Error('no ring answers this'));
    this.#asked.delete(id);
  }

  #end(why: string): void {
    note(this.#context, `the ring ${why}`);
    this.#process += 1;
    this.#isOpen = false;
    for (const [id, { attempts }] of this.#asked) if (attempts >= MOST_ATTEMPTS) this.#giveUp(id);
    this.#machine.after(this.#random.between(20, 2_000), () => {
      this.#isOpen = true;
      for (const id of this.#asked.keys()) this.#send(id);
    });
  }

  #inThisProcess(ms: number, then: () => void): void {
    const process = this.#process;
    this.#machine.after(ms, () => {
      if (this.#process === process) then();
    });
  }
}

const compiled = new Map<string, Rulebook>();

/** It has its own copy of the rulebook, compiled from the source that it was given. */
function rulebookOf({ source, rulebook }: Question['rulebook']): Rulebook {
  if (source === null) return rulebook;
  const name = toHex(rulebook.hash);
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const own = compile(source);
  if (!own.ok) throw new Error(`the rulebook does not compile: ${own.of}`);
  compiled.set(name, own.rulebook);
  return own.rulebook;
}

function decideAll({ question, facts }: Asked): readonly Decision[] {
  const decoded = decode(list(factsCodec, MOST_FACTS), facts, facts.length);
  if (!decoded.ok || decoded.value.length !== question.count) throw new Error('no such question');
  const rulebook = rulebookOf(question.rulebook);
  return decoded.value.map((one) => rulebook.decide(one));
}
