import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { join } from 'node:path';
import { createFrames, signingContext } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type Outcome,
  type Wallet,
  createFolderWallet,
  nodeStreams,
  openFolderWallet,
  openSqliteStorage,
} from '@tallystick/wallet/node';
import { type MessageChannel, receiveOver, streamChannel } from '@tallystick/wallet/offline';
import { Harbour } from '../packages/wallet/src/testing/harbour.ts';
import { type Bench, median, quantile, rounded } from './figures.ts';

/**
 * Complete payments without a network between two processes on one machine, over a loopback socket: from the payee's request to
 * the payer's stored receipt, each side a wallet in a folder, durable before anything is handed over. The sovereign is stopped
 * while they pay.
 */

const PAYMENTS = 150;
const CHEQUES = 100;
const BARE = 100;
/** The first ones of a process load its code and warm it up: they are told apart. */
const WARM = 30;

export const run: Bench = async (report) => {
  const harbour = await Harbour.open();
  try {
    const [ada, ben] = [await person(harbour, 'ada'), await person(harbour, 'ben')];
    await harbour.issue(ada.view().address, 10_000_000n);
    valueOf(await ada.sync());
    const common = { amount: '20000.00', currency: 'HRB', days: 30 };
    valueOf(await ada.offline().openAllowance({ perCheque: '1.00', ...common, amount: '200.00' }));
    valueOf(await ben.offline().prepare());
    const folders = [join(harbour.root, 'ada'), join(harbour.root, 'ben')] as const;
    await ben.close();
    await ada.close();
    report('by cheque');
    const cheques = await meet(folders, CHEQUES);
    const again = valueOf(await openFolderWallet(folders[0]));
    valueOf(await again.offline().openTab({ to: '@ben', ...common }));
    await again.close();
    report('by tab');
    const tab = await meet(folders, PAYMENTS);
    const alone = bare(harbour.root);
    const { bareMs } = alone;
    const tabFigures = figures(tab, '');
    return {
      name: 'offline',
      figures: {
        ...tabFigures,
        ...figures(cheques, 'cheque'),
        ...Object.fromEntries(Object.entries(alone).map(([name, ms]) => [name, rounded(ms)])),
        p50ToBare: rounded((tabFigures['p50Ms'] ?? Number.NaN) / bareMs),
      },
      notes: [
        "Aims: p50Ms 5; p50ToBare 1.3. bareMs: the sum of 3 signatures, 3 verifications and 4 durable writes of 4 kB to a storage like the wallets', each the median in the same run (signMs, verifyMs, writeMs).",
        'processorMs: of both processes together, for one payment; bareProcessorMs: the same of what bareMs counts.',
        `${PAYMENTS} payments by tab and ${CHEQUES} by cheque, one after the other, the first ${WARM} of each left out; a first meeting loads the code, too. Frames are QR codes of 600 bytes.`,
      ],
    };
  } finally {
    await harbour.close();
  }
};

/** What a payment cannot do without, on this machine at this time, in ms: as wall time, and of the processors. */
function bare(
  root: string,
): Record<'bareMs' | 'signMs' | 'verifyMs' | 'writeMs' | 'bareProcessorMs', number> {
  const folder = join(root, 'bare');
  mkdirSync(folder);
  const storage = valueOf(openSqliteStorage(folder));
  const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(7));
  const context = signingContext('act', new Uint8Array(32));
  const [sign, verify, write]: [number[], number[], number[]] = [[], [], []];
  const before = usedMicros();
  for (let i = 0; i < BARE; i += 1) {
    const message = new Uint8Array(32).fill(i);
    const start = performance.now();
    const signature = nodeCrypto.sign(pair, message, context);
    const signed = performance.now();
    if (!nodeCrypto.verify(pair, message, signature, context)) throw new Error('not signed');
    const verified = performance.now();
    // Done when it returns: the promise is resolved already.
    void storage.write([{ key: `bare/${i}`, value: new Uint8Array(4096).fill(i) }]);
    sign.push(signed - start);
    verify.push(verified - signed);
    write.push(performance.now() - verified);
  }
  const signing = usedMicros();
  // The loop has one write for each signature; a payment has four for three.
  for (let i = 0; i < BARE / 3; i += 1) {
    void storage.write([{ key: `bare/${i}`, value: new Uint8Array(4096).fill(i) }]);
  }
  const bareProcessorMs = (3 * (signing - before) + 3 * (usedMicros() - signing)) / BARE / 1000;
  void storage.close();
  const [signMs, verifyMs, writeMs] = [median(sign), median(verify), median(write)];
  const bareMs = 3 * signMs + 3 * verifyMs + 4 * writeMs;
  return { bareMs, signMs, verifyMs, writeMs, bareProcessorMs };
}

/** Processor time of this process so far, in µs. */
function usedMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

interface Met {
  /** Of each payment, in ms; the first is a meeting of strangers. */
  readonly taken: readonly number[];
  /** Processor time of both processes up to the end of each, in µs. */
  readonly used: readonly number[];
  /** Lengths of the messages of the first and of the last payment. */
  readonly first: readonly number[];
  readonly last: readonly number[];
}

async function meet([payer, payee]: readonly [string, string], payments: number): Promise<Met> {
  const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = String((server.address() as AddressInfo).port);
  const child = fork(new URL('offline/payer-process.ts', import.meta.url), [payer, port]);
  const [socket] = (await once(server, 'connection')) as [Socket];
  const wallet = valueOf(await openFolderWallet(payee));
  const sizes: number[] = [];
  const channel = counted(streamChannel(nodeStreams(socket, socket)), sizes);
  const taken: number[] = [];
  const used: number[] = [];
  let first: number[] = [];
  for (let i = 0; i < payments; i += 1) {
    sizes.length = 0;
    const start = performance.timeOrigin + performance.now();
    const done = answer(child);
    const got = valueOf(
      await receiveOver(wallet.offline(), channel, { amount: '1.00', currency: 'HRB' }),
    );
    const { at, status, used: theirs } = await done;
    if (got.status !== 'accepted' || status !== 'confirmed') throw new Error(status);
    taken.push(at - start);
    used.push(usedMicros() + theirs);
    if (i === 0) first = [...sizes];
  }
  await channel.close();
  await once(child, 'exit');
  await wallet.close();
  server.close();
  return { taken, used, first, last: [...sizes] };
}

interface Paid {
  readonly at: number;
  readonly status: string;
  readonly used: number;
}

async function answer(child: ChildProcess): Promise<Paid> {
  const [message] = (await once(child, 'message')) as [Paid];
  return message;
}

function counted(channel: MessageChannel, sizes: number[]): MessageChannel {
  return {
    async send(message) {
      sizes.push(message.length);
      return await channel.send(message);
    },
    async receive(signal) {
      const message = await channel.receive(signal);
      if (message !== null) sizes.push(message.length);
      return message;
    },
    close: () => channel.close(),
  };
}

function figures({ taken, used, first, last }: Met, kind: string): Record<string, number> {
  const warm = taken.slice(WARM);
  const name = (figure: string): string =>
    kind === '' ? figure : kind + figure.slice(0, 1).toUpperCase() + figure.slice(1);
  const sum = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0);
  const frames = (sizes: readonly number[]): number =>
    sum(sizes.map((length) => createFrames(new Uint8Array(length), 600).count));
  return {
    [name('p50Ms')]: rounded(median(warm)),
    [name('p99Ms')]: rounded(quantile(warm, 0.99)),
    [name('processorMs')]: rounded(
      ((used.at(-1) ?? 0) - (used[WARM - 1] ?? 0)) / (used.length - WARM) / 1000,
    ),
    [name('perSecond')]: rounded((1000 * warm.length) / sum(warm)),
    [name('firstMeetingMs')]: rounded(taken[0] ?? Number.NaN),
    [name('firstMeetingBytes')]: sum(first),
    [name('firstMeetingFrames')]: frames(first),
    [name('laterMeetingBytes')]: sum(last),
    [name('laterMeetingFrames')]: frames(last),
  };
}

async function person({ root, url }: Harbour, handle: string): Promise<Wallet> {
  const options = { sovereign: url, country: 'KE', handle, rootSuite: 3 } as const;
  return valueOf(await createFolderWallet(join(root, handle), options));
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.failure));
}
