import {
  type Answer,
  createMemoryImage,
  type Ledger,
  type LedgerPorts,
  type MemoryImage,
  type MemoryStore,
  openLedger,
  openMemoryStore,
  type Store,
  StoreError,
} from '@tallystick/ledger';
import {
  certificateCodec,
  decode,
  encode,
  submitRequestCodec,
  transitionCodec,
} from '@tallystick/protocol';
import { noObjection } from '@tallystick/rules';
import type { TransportAnswer, TransportRequest } from '@tallystick/wallet';
import { Witness } from '../check/witness.ts';
import { launch, note, type WorldContext } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import { answer, answerRead, problem, type Session } from './desk.ts';
import { type Founding, signNote, START } from './founding.ts';
import { encodeAnswers, Pipeline } from './pipeline.ts';
import { LedgerDisk } from './pretended-disk.ts';

/** What one life of the node works with; the next one has nothing of it but the disk. */
interface Running {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly pipeline: Pipeline;
  readonly sessions: Map<string, Session>;
}

/** The sovereign's machine: the real ledger cycle on a disk that outlives it. */
export class SovereignNode {
  readonly founding: Founding;
  readonly machine: Machine;
  readonly witness: Witness;
  readonly image: MemoryImage = createMemoryImage();
  /** How far its clock is off, in ms. */
  clockError = 0;
  readonly #context: WorldContext;
  readonly #disk: LedgerDisk;
  readonly #notes = new Map<string, Uint8Array>();
  #memory: MemoryStore | undefined;
  #running: Running | undefined;

  constructor(context: WorldContext, founding: Founding) {
    this.#context = context;
    this.founding = founding;
    this.machine = new Machine(context.scheduler);
    this.witness = new Witness(() => this.image);
    this.#disk = new LedgerDisk(context, this.machine);
  }

  /** The ledger, while it is open and nothing is on its way to the disk. */
  get settledLedger(): Ledger | undefined {
    const ledger = this.#running?.ledger;
    if (ledger === undefined || ledger.failure !== undefined) return undefined;
    return this.#memory?.unfinished === 0 && ledger.size === this.image.entries.length
      ? ledger
      : undefined;
  }

  now(): number {
    return START + Math.floor(this.#context.scheduler.now) + this.clockError;
  }

  /** Starts the machine; when its disk fails at once it starts again later. */
  start(): void {
    this.machine.start();
    note(this.#context, `ledger starts with ${this.image.entries.length} entries`);
    launch(this.#context, () => this.#open());
  }

  /** Power off: of the commits under way any first part may have reached the disk. */
  stop(backInMs: number): void {
    if (!this.machine.isUp) return;
    this.machine.stop();
    const unfinished = this.#memory?.unfinished ?? 0;
    const reached = this.#context.random.below(unfinished + 1);
    this.#memory?.crash(reached);
    this.#memory = undefined;
    this.#running = undefined;
    note(this.#context, `ledger stops: ${reached} of ${unfinished} commits reached the disk`);
    this.#context.scheduler.after(backInMs, () => this.start());
  }

  /** Answers one request; undefined when nobody is there. Never resolves if the machine stops. */
  serve(request: TransportRequest): Promise<TransportAnswer> | undefined {
    const running = this.#running;
    if (running === undefined) return undefined;
    if (request.path === '/v1/transitions') return this.#submit(running, request.body);
    const { ledger, store, sessions } = running;
    if (ledger.failure !== undefined) return Promise.resolve(problem(503, 'unavailable'));
    const desk = { founding: this.founding, ledger, store, sessions, notes: this.#notes };
    const read = answerRead(desk, request);
    if (request.path.startsWith('/v1/certificates/') && read.ok && read.status === 200) {
      this.#certified(read.body);
    }
    return Promise.resolve(read);
  }

  async #open(): Promise<void> {
    const { seams } = this.#context;
    const memory = openMemoryStore(this.image, this.#disk.write);
    this.#memory = memory;
    const store = seams.store?.(memory) ?? memory;
    const ports = this.#ports(store);
    const { constitution, epoch } = this.founding;
    let ledger: Ledger;
    try {
      ledger = await openLedger(constitution, epoch, seams.ledgerPorts?.(ports) ?? ports);
      await ledger.heartbeat();
    } catch (error) {
      // Only a failing disk is an excuse.
      if (!isDiskFailure(error)) throw error;
      return this.stop(2_000);
    }
    if (ledger.failure !== undefined) return this.#failed(ledger.failure);
    const seen = seams.ledger?.(ledger) ?? ledger;
    const { random, crypto } = this.#context;
    const onBatch = (): void => this.#notice(ledger);
    const pipeline = new Pipeline(seen, crypto, this.machine, random, onBatch);
    this.#running = { store, ledger: seen, pipeline, sessions: new Map() };
    this.witness.recall();
    note(this.#context, `ledger is open with ${ledger.size} entries`);
    this.#beat(seen);
  }

  #ports(store: Store): LedgerPorts {
    return {
      store,
      crypto: this.#context.crypto,
      rulebook: noObjection,
      now: () => this.now(),
      signCheckpoint: async (body, time) => {
        await this.machine.wait(1);
        this.witness.signs(body);
        return signNote(this.founding, body, time);
      },
    };
  }

  /** An idle ledger says that it is open. */
  #beat(ledger: Ledger): void {
    this.machine.after(this.founding.constitution.parameters.heartbeatMs, () => {
      launch(this.#context, async () => {
        await ledger.heartbeat();
        this.#notice(ledger);
      });
      this.#beat(ledger);
    });
  }

  /** A ledger that has failed is opened again from its disk. */
  #notice(ledger: Ledger): void {
    if (ledger.failure !== undefined) this.#failed(ledger.failure);
  }

  #failed(failure: Error): void {
    // Whoever notices may have nobody above it to catch: the world itself has to fail.
    if (!isDiskFailure(failure)) return this.#context.fail(failure);
    this.stop(this.#context.random.between(500, 5_000));
  }

  async #submit(running: Running, body: Uint8Array | null): Promise<TransportAnswer> {
    const request = decode(submitRequestCodec, body ?? new Uint8Array(0));
    if (!request.ok) return problem(400, 'malformed');
    const transitions = request.value.map((one) => encode(transitionCodec, one));
    const answers = await Promise.all(transitions.map((one) => running.pipeline.submit(one)));
    for (const one of answers) this.#answered(one);
    return answer(200, encodeAnswers(answers));
  }

  #answered(answer: Answer): void {
    if (answer.ok) this.witness.acknowledges(answer.certificate);
  }

  #certified(body: Uint8Array): void {
    const certificate = decode(certificateCodec, body);
    if (certificate.ok) this.witness.acknowledges(certificate.value);
  }
}

function isDiskFailure(error: unknown): boolean {
  return error instanceof StoreError;
}
