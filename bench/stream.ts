import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Stream,
  type TickPlace,
  checkTicks,
  createTickChain,
  hash,
  streamStart,
  tickFault,
} from '@tallystick/protocol';
import {
  type OutgoingStream,
  type Wallet,
  createFolderWallet,
  openFolderWallet,
} from '@tallystick/wallet/node';
import { Harbour } from '../packages/wallet/src/testing/harbour.ts';
import { must } from '../packages/wallet/src/testing/person.ts';
import { type Bench, median, rounded } from './figures.ts';
import { ACT, TERMS, TICK, ackOf, encodeBytes, encodeTick, readFrames } from './stream/frames.ts';

/**
 * Ticks: how many one thread verifies, and how many one process pays another over a loopback socket, each wallet in its folder.
 * An acknowledged tick is stored, sealed and synced, by the payee; one that is sent is set aside on the payer's disk before.
 */

const LINKS = 65_536;
const SLICES = 9;
const SLICE_MS = 150;
const RUN_MS = 1500;
const RUNS = 3;
/** Ticks that are on their way at most. */
const WINDOW = 16_384;
/** Ticks of one write to the socket. */
const BATCH = 256;
const PAYEE = fileURLToPath(new URL('./stream/payee.ts', import.meta.url));

export const run: Bench = async (report) => {
  report('verifying on one thread');
  const verified = verification();
  const harbour = await Harbour.open();
  try {
    report('two wallets in folders, one payee in a process of its own');
    const { perSecond, acts } = await endToEnd(harbour, report);
    return {
      name: 'stream',
      figures: {
        ticksVerifiedPerSecond: rounded(verified.run),
        ticksVerifiedOneByOnePerSecond: rounded(verified.oneByOne),
        ticksEndToEndPerSecond: rounded(perSecond),
      },
      notes: [
        `One thread: medians of ${SLICES} slices of ${SLICE_MS} ms over a chain of ${LINKS} ticks, revealed one by one; a run in one call, and each by itself.`,
        `Two processes over a loopback socket: median of ${RUNS} runs of ${RUN_MS} ms, one tick a frame, at most ${WINDOW} unacknowledged, each verified by itself.`,
        `Acknowledged means stored and synced by the payee; ${acts} acts that commit to the next ${LINKS} ticks are among it.`,
      ],
    };
  } finally {
    await harbour.close();
  }
};

function verification(): { run: number; oneByOne: number } {
  const chain = createTickChain(hash('tick', new Uint8Array(1)), LINKS);
  const stream: Stream = { units: 1n, perTicks: 1, anchor: chain.anchor, links: LINKS };
  const links = new Uint8Array(LINKS * 32);
  for (let count = 1; count <= LINKS; count += 1) {
    links.set(chain.tick(count).link, (count - 1) * 32);
  }
  const start = streamStart(stream);
  const whole = (): number => {
    if (!checkTicks(links, start, stream).ok) throw new Error('a tick is none');
    return LINKS;
  };
  const single = (): number => {
    let known: TickPlace = start;
    for (let count = 1; count <= 2000; count += 1) {
      const tick = { link: links.subarray((count - 1) * 32, count * 32), count };
      if (tickFault(tick, known, stream) !== undefined) throw new Error('a tick is none');
      known = tick;
    }
    return 2000;
  };
  for (const side of [whole, single]) slice(side);
  const rates = { run: [] as number[], oneByOne: [] as number[] };
  for (let n = 0; n < SLICES; n += 1) {
    rates.run.push(slice(whole));
    rates.oneByOne.push(slice(single));
  }
  return { run: median(rates.run), oneByOne: median(rates.oneByOne) };
}

function slice(side: () => number): number {
  const started = performance.now();
  let done = 0;
  let elapsed = 0;
  while (elapsed < SLICE_MS) {
    done += side();
    elapsed = performance.now() - started;
  }
  return (done / elapsed) * 1000;
}

async function endToEnd(
  harbour: Harbour,
  report: (line: string) => void,
): Promise<{ perSecond: number; acts: number }> {
  const payerFolder = join(harbour.root, 'ada');
  const payeeFolder = join(harbour.root, 'ben');
  const made = { sovereign: harbour.url, country: 'KE', rootSuite: 3 } as const;
  const payer = must(await createFolderWallet(payerFolder, { ...made, handle: 'ada' }));
  const payee = must(await createFolderWallet(payeeFolder, { ...made, handle: 'ben' }));
  await harbour.issue(payer.view().address, 10_000_000n);
  must(await payer.sync());
  const tab = { to: '@ben', amount: '90000.00', currency: TERMS.currency, days: 30 };
  must(await payer.offline().openTab(tab));
  must(await payee.offline().prepare());
  const offered = must(await payee.streams().receive(TERMS));
  const { request } = must(await offered.offer());
  await payee.close();
  const child = fork(PAYEE, [payeeFolder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    const [port] = (await once(child, 'message')) as [number];
    const meeting = new Meeting(payer, connect(port, '127.0.0.1'), request);
    const rates: number[] = [];
    await meeting.payFor(RUN_MS);
    for (let n = 0; n < RUNS; n += 1) {
      rates.push(await meeting.payFor(RUN_MS));
      report(`run ${n + 1} of ${RUNS}: ${Math.round(rates.at(-1) ?? 0)} ticks a second`);
    }
    await meeting.end();
    await ended(child);
    await requireClaimed(payeeFolder, meeting.acknowledged);
    return { perSecond: median(rates), acts: meeting.acts };
  } finally {
    child.kill('SIGKILL');
    await payer.close();
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null) await once(child, 'exit');
}

/** The payee claims what was acknowledged, to the last tick. */
async function requireClaimed(folder: string, ticks: number): Promise<void> {
  const payee = must(await openFolderWallet(folder));
  const { received } = must(await payee.sync());
  await payee.close();
  const got = Math.round(Number(received[TERMS.currency] ?? '0') * 100);
  if (got !== ticks) throw new Error(`${ticks} ticks were acknowledged, and ${got} claimed`);
}

/** The payer's end of the socket. */
class Meeting {
  readonly #payer: Wallet;
  readonly #socket: Socket;
  readonly #request: Uint8Array;
  #stream: OutgoingStream | undefined;
  /** Acknowledged of the stream that is open, and of those before it. */
  #count = 0;
  #before = 0;
  #wake: (() => void) | undefined;
  #receipt: ((message: Uint8Array) => void) | undefined;
  acts = 0;

  constructor(payer: Wallet, socket: Socket, request: Uint8Array) {
    this.#payer = payer;
    this.#socket = socket.setNoDelay(true);
    this.#request = request;
    const read = readFrames((kind, body) => {
      if (kind === TICK) this.#count = ackOf(body);
      else this.#receipt?.(body);
      this.#wake?.();
    });
    socket.on('data', read);
  }

  get acknowledged(): number {
    return this.#before + this.#count;
  }

  /** Pays for so long, waits until all is acknowledged, and gives the rate. */
  async payFor(ms: number): Promise<number> {
    const from = this.acknowledged;
    const started = performance.now();
    while (performance.now() - started < ms) {
      const stream = await this.#usable();
      const ticks = Math.min(BATCH, stream.links - stream.position);
      const frames: Uint8Array[] = [];
      for (let n = 0; n < ticks; n += 1) frames.push(encodeTick(must(await stream.pay(1))));
      this.#socket.write(Buffer.concat(frames));
      await this.#until(() => stream.position - this.#count < WINDOW);
    }
    await this.#until(() => this.#stream === undefined || this.#count === this.#stream.position);
    return ((this.acknowledged - from) / (performance.now() - started)) * 1000;
  }

  async end(): Promise<void> {
    this.#socket.end();
    await once(this.#socket, 'close');
  }

  /** The stream, or the next when it is used up: an act over the same socket. */
  async #usable(): Promise<OutgoingStream> {
    const known = this.#stream;
    if (known !== undefined && known.position < known.links) return known;
    if (known !== undefined) await this.#until(() => this.#count === known.position);
    const opened = must(await this.#payer.streams().open(this.#request, TERMS));
    const receipt = new Promise<Uint8Array>((resolve) => {
      this.#receipt = resolve;
    });
    this.#socket.write(encodeBytes(ACT, opened.message));
    const finished = must(await this.#payer.offline().finish(await receipt));
    if (finished.status !== 'confirmed') throw new Error(`the act is ${finished.status}`);
    this.acts += 1;
    this.#before += this.#count;
    this.#count = 0;
    this.#stream = opened.stream;
    return opened.stream;
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
