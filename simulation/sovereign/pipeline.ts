import { type Answer, type Ledger, type Pending, refuse } from '@tallystick/ledger';
import {
  type CryptoProvider,
  encode,
  submitResponseCodec,
  type SubmitResult,
} from '@tallystick/protocol';
import type { Random } from '../engine/random.ts';
import type { Machine } from '../engine/machine.ts';

interface Waiting {
  readonly pending: Pending;
  readonly isGood: boolean;
  readonly answer: (answer: Answer) => void;
}

/** Batches that are under way at one time. */
const MOST_AT_ONCE = 2;
const LONGEST_BATCH = 16;

/** From a request to its answers: precheck, signatures, admission in order, several in one batch. */
export class Pipeline {
  readonly #ledger: Ledger;
  readonly #crypto: CryptoProvider;
  readonly #machine: Machine;
  readonly #random: Random;
  readonly #onBatch: () => void;
  readonly #queue: Waiting[] = [];
  #underWay = 0;
  #isCalled = false;

  constructor(
    ledger: Ledger,
    crypto: CryptoProvider,
    machine: Machine,
    random: Random,
    onBatch: () => void,
  ) {
    this.#ledger = ledger;
    this.#crypto = crypto;
    this.#machine = machine;
    this.#random = random;
    this.#onBatch = onBatch;
  }

  submit(transition: Uint8Array): Promise<Answer> {
    const checked = this.#ledger.precheck(transition);
    if ('refusal' in checked) return Promise.resolve(checked.refusal);
    if ('known' in checked) {
      const certificate = this.#ledger.certificate(checked.id);
      return Promise.resolve(
        certificate === undefined ? refuse('unavailable', {}) : { ok: true, certificate },
      );
    }
    const { pending, jobs } = checked;
    const isGood = jobs.every(({ key, message, signature, context }) =>
      this.#crypto.verify(key, message, signature, context),
    );
    return new Promise((answer) => {
      this.#queue.push({ pending, isGood, answer });
      this.#call();
    });
  }

  #call(): void {
    if (this.#isCalled || this.#underWay >= MOST_AT_ONCE || this.#queue.length === 0) return;
    this.#isCalled = true;
    this.#machine.after(this.#random.between(1, 5), () => {
      this.#isCalled = false;
      void this.#admit(this.#queue.splice(0, LONGEST_BATCH));
    });
  }

  async #admit(batch: readonly Waiting[]): Promise<void> {
    for (const { pending, isGood, answer } of batch) {
      if (!isGood) answer(this.#ledger.reject(pending));
    }
    const good = batch.filter(({ isGood }) => isGood);
    this.#underWay += 1;
    this.#call();
    const answers = await this.#ledger.admitBatch(good.map(({ pending }) => pending));
    this.#underWay -= 1;
    good.forEach(({ answer }, at) => answer(answers[at] as Answer));
    this.#onBatch();
    this.#call();
  }
}

/** The body that answers `POST /v1/transitions` (protocol.md, section 7). */
export function encodeAnswers(answers: readonly Answer[]): Uint8Array {
  const checkpoints: Uint8Array[] = [];
  const results = answers.map((answer): SubmitResult => {
    if (!answer.ok) {
      const { code, message, data } = answer;
      return { kind: 'refused', code, message, data: JSON.stringify(data) };
    }
    const { checkpoint, ...certificate } = answer.certificate;
    const at = checkpoints.push(checkpoint) - 1;
    return { kind: 'admitted', checkpoint: at, ...certificate };
  });
  return encode(submitResponseCodec, { checkpoints, results });
}
