import {
  type Answer,
  createMemoryImage,
  type DecisionRing,
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
  type Certificate,
  decode,
  encode,
  type Epoch,
  type SignedEpoch,
  submitRequestCodec,
  transitionCodec,
} from '@tallystick/protocol';
import { noObjection, type Rulebook } from '@tallystick/rules';
import { checkGap, type GuardedClock, guardClock } from '@tallystick/sovereign/machine';
import type { TransportAnswer, TransportRequest } from '@tallystick/wallet';
import { Witness } from '../check/witness.ts';
import { launch, note, type WorldContext } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import { answer, json, problem, readJson } from './answers.ts';
import { answerRead, readerOf, type Session } from './desk.ts';
import { type Founding, signEpoch, signNote, START } from './founding.ts';
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
  image: MemoryImage = createMemoryImage();
  /** Of the log that goes on. */
  epoch: Epoch;
  /** What the root has declared, oldest first. */
  epochs: readonly SignedEpoch[];
  /** How far its clock is off, in ms. */
  clockError = 0;
  /** What decides where no rulebook of the log does. */
  rulebook: Rulebook = noObjection;
  /** The ring that one life of the node asks; without one it decides by itself. */
  ring: ((machine: Machine) => DecisionRing) | undefined;
  /** Questions that the ring has not answered. */
  #asked = 0;
  readonly #context: WorldContext;
  readonly #disk: LedgerDisk;
  readonly #notes = new Map<string, Uint8Array>();
  /** By epoch: the newest time that its log has signed, in ms since 1970. */
  readonly #signedTimes: number[] = [];
  #memory: MemoryStore | undefined;
  #clock: GuardedClock | undefined;
  /** Whether there is no disk to start from. */
  #isLost = false;
  #isBeating = false;
  #running: Running | undefined;

  constructor(context: WorldContext, founding: Founding) {
    this.#context = context;
    this.founding = founding;
    this.epoch = founding.epoch;
    this.epochs = [founding.signedEpoch];
    this.machine = new Machine(context.scheduler);
    this.witness = new Witness(() => this.image);
    this.#disk = new LedgerDisk(context, this.machine);
  }

  /** The ledger, while it is open, and nothing is being decided or on its way to the disk. */
  get settledLedger(): Ledger | undefined {
    const ledger = this.#running?.ledger;
    if (ledger === undefined || ledger.failure !== undefined || this.#asked > 0) return undefined;
    return this.#memory?.unfinished === 0 && ledger.size === this.image.entries.length
      ? ledger
      : undefined;
  }

  /** What its clock says. */
  wall(): number {
    return START + Math.floor(this.#context.scheduler.now) + this.clockError;
  }

  /** What it believes of that: the real guard of the node's clock. */
  now(): number {
    return this.#clock?.now() ?? this.wall();
  }

  /** The newest time that the log of an epoch has signed, in ms since 1970. */
  signedTime(epoch: number): number {
    return this.#signedTimes[epoch] ?? 0;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Starts the machine; when its disk fails at once it starts again later. */
  start(): void {
    if (this.#isLost || this.machine.isUp) return;
    this.machine.start();
    const { scheduler } = this.#context;
    const passed = (): number => scheduler.now;
    const ports = { wall: () => this.wall(), steady: passed, uptime: passed };
    this.#clock = guardClock(ports, (ahead) => note(this.#context, `clock is ${ahead} ms ahead`));
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

  /** The machine burns: nothing starts until it has another disk. Gives what had been on this one. */
  lose(): MemoryImage {
    const { image } = this;
    this.stop(0);
    this.#isLost = true;
    return image;
  }

  /** The log's key signs what a copy of a disk has unsigned, before an epoch goes on from there; as `declareEpoch` does. */
  async finishEpoch(image: MemoryImage): Promise<void> {
    const { crypto, log, constitution } = this.founding;
    await openLedger(constitution, this.epoch, {
      store: openMemoryStore(image),
      crypto,
      rulebook: this.rulebook,
      now: () => this.wall(),
      signCheckpoint: async (body, time) => signNote(crypto, log(this.epoch.number), body, time),
    });
  }

  /** Starts with another disk, in the epoch that went on there or in one that the root has declared since. */
  startWith(image: MemoryImage, epoch: Epoch = this.epoch): void {
    this.image = image;
    if (epoch !== this.epoch) {
      const { crypto, root } = this.founding;
      this.epoch = epoch;
      this.epochs = [...this.epochs, signEpoch(crypto, epoch, root)];
    }
    this.#isLost = false;
    this.start();
  }

  /** Answers one request; undefined when nobody is there. Never resolves if the machine stops. */
  serve(request: TransportRequest): Promise<TransportAnswer> | undefined {
    const running = this.#running;
    if (running === undefined) return undefined;
    const isAhead = (this.#clock?.aheadMs() ?? 0) > 0;
    if (request.path === '/v1/transitions') {
      return isAhead
        ? Promise.resolve(problem(503, 'clock-ahead'))
        : this.#submit(running, request.body);
    }
    const { ledger, store, sessions } = running;
    if (ledger.failure !== undefined) return Promise.resolve(problem(503, 'unavailable'));
    if (request.path === '/v1/heartbeats') return this.#hasten(running, request, isAhead);
    const { founding, epochs } = this;
    const certified = (one: Certificate): void => this.witness.acknowledges(one);
    const desk = { founding, epochs, ledger, store, sessions, notes: this.#notes, certified };
    const read = answerRead(desk, request);
    if (request.path === '/checkpoint' && read.ok && read.status === 200) {
      this.witness.shows(read.body);
    }
    return Promise.resolve(read);
  }

  /** A header sooner than an idle ledger would log one; as `POST /v1/heartbeats` of the real node. */
  async #hasten(
    { ledger, sessions }: Running,
    request: TransportRequest,
    isAhead: boolean,
  ): Promise<TransportAnswer> {
    if (readerOf({ ledger, sessions }, request) === undefined) {
      return problem(401, 'session-required');
    }
    const after = Number(readJson(request.body)['after']);
    if (!Number.isSafeInteger(after) || after < 0) return problem(400, 'malformed');
    const wanted = (Math.floor(after / 1000) + 1) * 1000;
    const isDue = this.now() >= wanted && (ledger.state.header?.time ?? 0) < wanted;
    if (isDue && !isAhead && !this.#isBeating) {
      this.#isBeating = true;
      await ledger.heartbeat();
      this.#isBeating = false;
      this.#notice(ledger);
    }
    return json({ time: ledger.state.header?.time ?? null });
  }

  async #open(): Promise<void> {
    const { seams } = this.#context;
    const memory = openMemoryStore(this.image, this.#disk.write);
    this.#memory = memory;
    const store = seams.store?.(memory) ?? memory;
    const ports = this.#ports(store);
    const { constitution } = this.founding;
    this.#isBeating = false;
    let ledger: Ledger;
    try {
      ledger = await openLedger(constitution, this.epoch, seams.ledgerPorts?.(ports) ?? ports);
      checkGap(ledger.state, this.now(), false, { warn() {} });
      await ledger.heartbeat();
    } catch (error) {
      // Whoever looks after the machine sets its clock right.
      if (error instanceof Error && 'code' in error && error.code === 'clock-gap') {
        this.clockError = 0;
        return this.stop(5_000);
      }
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
    this.witness.opens(ledger.size);
    note(this.#context, `ledger is open with ${ledger.size} entries`);
    this.#beat(seen);
  }

  #ports(store: Store): LedgerPorts {
    const { epoch } = this;
    return {
      store,
      crypto: this.#context.crypto,
      rulebook: this.rulebook,
      ...(this.ring === undefined ? {} : { ring: this.#counted(this.ring(this.machine)) }),
      now: () => this.now(),
      signCheckpoint: async (body, time) => {
        await this.machine.wait(1);
        this.witness.signs(body);
        const newest = this.signedTime(epoch.number);
        this.#signedTimes[epoch.number] = Math.max(newest, Math.floor(time / 1000) * 1000);
        const { crypto, log } = this.founding;
        return signNote(crypto, log(epoch.number), body, time);
      },
    };
  }

  /** Between two answers a batch is in memory in part. */
  #counted(ring: DecisionRing): DecisionRing {
    this.#asked = 0;
    return {
      decide: async (question) => {
        this.#asked += 1;
        return await ring.decide(question).finally(() => {
          this.#asked -= 1;
        });
      },
    };
  }

  /** An idle ledger says that it is open. */
  #beat(ledger: Ledger): void {
    this.machine.after(this.founding.constitution.parameters.heartbeatMs, () => {
      launch(this.#context, async () => {
        if ((this.#clock?.aheadMs() ?? 0) > 0) return;
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
    else note(this.#context, `ledger refuses: ${answer.internal ?? answer.code}`);
  }
}

function isDiskFailure(error: unknown): boolean {
  return error instanceof StoreError;
}
