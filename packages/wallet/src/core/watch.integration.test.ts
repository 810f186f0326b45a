import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodePorts } from '../node/node-ports.ts';
import { Harbour } from '../testing/harbour.ts';
import { must } from '../testing/person.ts';
import { fetchTransport } from './client/fetch-transport.ts';
import { createWallet } from './lifecycle/create-wallet.ts';
import type { Transport, TransportRequest, WalletStorage } from './ports.ts';
import { memoryStorage } from './storage/memory-storage.ts';
import type { Wallet, WalletEvent } from './wallet-types.ts';

/** Longer than the test: what is told meanwhile, events told. */
const RARELY_MS = 3_600_000;
/** From a payment's certificate to its payee's being told, on a machine with little else to do. */
const TOLD_WITHIN_MS = 500;

let harbour: Harbour;
let payer: Wallet;
beforeAll(async () => {
  harbour = await Harbour.open();
  payer = await walletOf('payer', (transport) => transport);
  await harbour.issue(payer.view().address, 100_000n);
  must(await payer.sync());
});
afterAll(async () => {
  await payer.close();
  await harbour.close();
});

async function walletOf(
  handle: string,
  wrap: (real: Transport) => Transport,
  storage: WalletStorage = memoryStorage(),
): Promise<Wallet> {
  const ports = {
    ...nodePorts(storage),
    connect: (url: string) => wrap(fetchTransport(url)),
  };
  const unlock = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
  return must(await createWallet({ unlock, sovereign: harbour.url, country: 'KE', handle }, ports));
}

/** A transport that notes what is asked, and whose streams can be cut. */
class Line {
  readonly asked: string[] = [];
  readonly streams: TransportRequest[] = [];
  isDown = false;
  #cut = new AbortController();

  readonly wrap = (real: Transport): Transport => ({
    request: (request) => {
      if (this.isDown) return Promise.resolve({ ok: false, reason: 'down' });
      this.asked.push(`${request.method} ${request.path.split('?')[0]}`);
      return real.request(request);
    },
    stream: async (request, signal) => {
      this.streams.push(request);
      const answer = await real.stream?.(request, AbortSignal.any([signal, this.#cut.signal]));
      return answer ?? { ok: false, reason: 'there are no streams' };
    },
  });

  cut(): void {
    this.#cut.abort();
    this.#cut = new AbortController();
  }

  count(what: string): number {
    return this.asked.filter((one) => one === what).length;
  }
}

/** A watching wallet, with what it was told and when. */
class Watcher {
  readonly events: { readonly event: WalletEvent; readonly at: number }[] = [];
  readonly #stop = new AbortController();
  readonly #watching: Promise<void>;

  constructor(wallet: Wallet, everyMs: number) {
    const tell = (event: WalletEvent): void => {
      this.events.push({ event, at: performance.now() });
    };
    this.#watching = wallet.watch(tell, this.#stop.signal, everyMs);
  }

  /** When the amount came in, in ms of `performance.now()`. */
  async received(amount: string): Promise<number> {
    const isIt = ({ event }: { event: WalletEvent }): boolean =>
      event.kind === 'received' && event.moved.received['HRB'] === amount;
    await until(() => this.events.some(isIt));
    return this.events.find(isIt)?.at ?? Number.NaN;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !isSo(); i += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  expect(isSo()).toBe(true);
}

it('tells of a payment as soon as it is certified, in one session, and asks for nothing else', async () => {
  const line = new Line();
  const payee = await walletOf('swift', line.wrap);
  const watcher = new Watcher(payee, RARELY_MS);
  await until(() => line.streams.length > 0 && line.count('GET /v1/receivables') > 1);
  const delays: number[] = [];
  for (const amount of ['1.01', '1.02', '1.03', '1.04', '1.05']) {
    must(await payer.pay({ to: '@swift', amount, currency: 'HRB' }));
    const certified = performance.now();
    delays.push((await watcher.received(amount)) - certified);
  }
  delays.sort((a, b) => a - b);
  expect(delays[2]).toBeLessThan(TOLD_WITHIN_MS);
  expect(line.count('GET /v1/receivables')).toBeLessThan(10);
  expect([line.streams.length, line.count('POST /v1/sessions')]).toEqual([1, 1]);
  const stopped = performance.now();
  await watcher.stop();
  expect(performance.now() - stopped).toBeLessThan(2000);
  await payee.close();
});

it('tells a full disk as what it is, and not as a sovereign that does not answer', async () => {
  const line = new Line();
  const storage = memoryStorage();
  let isFull = false;
  const write: WalletStorage['write'] = (changes) =>
    isFull ? Promise.reject(new Error('no space is left')) : storage.write(changes);
  const payee = await walletOf('full', line.wrap, { ...storage, write });
  const watcher = new Watcher(payee, RARELY_MS);
  await until(() => line.streams.length > 0 && line.count('GET /v1/receivables') > 1);
  isFull = true;
  must(await payer.pay({ to: '@full', amount: '1.00', currency: 'HRB' }));
  await until(() => watcher.events.length > 0);
  const kinds = watcher.events.map(({ event }) => event.kind);
  expect(kinds).not.toContain('unreachable');
  expect(watcher.events[0]?.event).toMatchObject({
    kind: 'problem',
    failure: { code: 'storage-failed', message: expect.stringContaining('no space is left') },
  });
  await watcher.stop();
  await payee.close();
});

it('tells of a tab for this wallet, and of what is added to it', async () => {
  const line = new Line();
  const payee = await walletOf('stall', line.wrap);
  const watcher = new Watcher(payee, RARELY_MS);
  await until(() => line.streams.length > 0 && line.count('GET /v1/receivables') > 1);
  const told = (): unknown[] =>
    watcher.events.flatMap(({ event }) => (event.kind === 'tab' ? [event.tab] : []));
  const tab = { to: '@stall', amount: '5.00', currency: 'HRB', days: 30 };
  const { hold } = must(await payer.offline().openTab(tab));
  await until(() => told().length === 1);
  must(await payer.offline().raiseTab(hold, '2.50'));
  await until(() => told().length === 2);
  const from = payer.view().address;
  expect(told()).toMatchObject([
    { news: 'opened', hold, from, amount: '5.00', currency: 'HRB' },
    { news: 'raised', hold, from, amount: '2.50', currency: 'HRB' },
  ]);
  expect(must(await payee.offline().held())).toMatchObject([{ hold, cap: '7.50', got: '0.00' }]);
  must(await payee.offline().release(hold));
  must(await payee.collect());
  expect(must(await payee.offline().held())).toEqual([]);
  await watcher.stop();
  await payee.close();
});

it('comes back after a stream that was cut, after the last event that it told', async () => {
  const line = new Line();
  const payee = await walletOf('tough', line.wrap);
  const watcher = new Watcher(payee, RARELY_MS);
  await until(() => line.streams.length === 1 && line.count('GET /v1/receivables') > 1);
  must(await payer.pay({ to: '@tough', amount: '2.01', currency: 'HRB' }));
  await watcher.received('2.01');
  line.cut();
  must(await payer.pay({ to: '@tough', amount: '2.02', currency: 'HRB' }));
  await watcher.received('2.02');
  await until(() => line.streams.length === 2);
  expect(line.streams[0]?.headers['last-event-id']).toBeUndefined();
  expect(line.streams[1]?.headers['last-event-id']).toMatch(/^\d+/);
  await until(() => line.count('POST /v1/sessions') === 1);
  await watcher.stop();
  await payee.close();
});

it('tells once that the sovereign does not answer, and once that it answers again', async () => {
  const line = new Line();
  const payee = await walletOf('blip', line.wrap);
  line.isDown = true;
  const watcher = new Watcher(payee, 10);
  const told = (): string[] => watcher.events.map(({ event }) => event.kind);
  await until(() => told().length === 1);
  line.isDown = false;
  await until(() => told().length === 2);
  must(await payer.pay({ to: '@blip', amount: '4.00', currency: 'HRB' }));
  await watcher.received('4.00');
  expect(told()).toEqual(['unreachable', 'reached', 'received']);
  await watcher.stop();
  await payee.close();
});

it('asks at intervals where there are no streams, and where they are refused', async () => {
  const plain = (real: Transport): Transport => ({ request: (request) => real.request(request) });
  const refusing = (real: Transport): Transport => ({
    ...plain(real),
    stream: () => Promise.resolve({ ok: false, reason: 'refused' }),
  });
  for (const [name, wrap] of [
    ['plain', plain],
    ['turned-down', refusing],
  ] as const) {
    const payee = await walletOf(name, wrap);
    const watcher = new Watcher(payee, 50);
    must(await payer.pay({ to: `@${name}`, amount: '3.00', currency: 'HRB' }));
    expect(await watcher.received('3.00')).toBeGreaterThan(0);
    await watcher.stop();
    await payee.close();
  }
});

it('opens one session, whoever asks first', async () => {
  const line = new Line();
  const payee = await walletOf('lone', line.wrap);
  line.asked.length = 0;
  const watcher = new Watcher(payee, RARELY_MS);
  must(await payee.sync());
  await until(() => line.streams.length > 0);
  expect(line.count('POST /v1/sessions')).toBeLessThanOrEqual(1);
  await watcher.stop();
  await payee.close();
});
