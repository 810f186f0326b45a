import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type StreamFetch, streamFetch } from '../streams.ts';
import { funded, must } from '../testing/person.ts';
import { Town } from '../testing/town.ts';
import type { Wallet } from '../core/wallet-types.ts';
import { tickHeader } from '../core/offline/stream/http/wire.ts';
import { type StreamDoor, type StreamDoorOptions, openStreamDoor } from './stream-door.ts';

interface Shop {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
  readonly url: string;
  /** Requests that were handled. */
  readonly served: string[];
  readonly door: StreamDoor;
}

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const TERMS = { currency: 'HRB', price: '0.01', perTicks: 1 };

async function shop(options: Partial<StreamDoorOptions> = {}): Promise<Shop> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  must(await ben.offline().prepare());
  const door = must(await openStreamDoor(ben, { ...TERMS, ...options }));
  const served: string[] = [];
  const url = await listen(
    door.protect((request, response) => {
      served.push(request.url ?? '');
      response.end(`served ${request.url}`);
    }),
  );
  return { town, ada, ben, url, served, door };
}

function payer(wallet: Wallet, options = {}): StreamFetch {
  return must(streamFetch(wallet, { budget: '1.00', currency: 'HRB', tabDays: 7, ...options }));
}

describe('a server that asks for ticks', () => {
  it('answers 402 with an offer, and serves whoever pays', async () => {
    const { url, served } = await shop();
    const answer = await fetch(`${url}/weather`);
    expect(answer.status).toBe(402);
    expect(await answer.json()).toMatchObject({
      code: 'payment-required',
      offer: { currency: 'HRB', price: '0.01', perTicks: 1, ticks: 1, open: '/.tally/stream' },
    });
    expect(served).toEqual([]);
  });

  it('lets pages of other origins ask, where it is told to', async () => {
    const { url, served } = await shop({ pages: 'any' });
    const origin = 'https://harbour.example';
    const beforehand = await fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
    expect(beforehand.status).toBe(204);
    expect(beforehand.headers.get('access-control-allow-headers')).toContain('tally-tick');
    for (const path of ['/weather', '/.tally/stream']) {
      const answer = await fetch(url + path, { headers: { origin } });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
    expect(served).toEqual([]);
    const { url: closed } = await shop();
    const answer = await fetch(closed, { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is paid a tick for each request, up to the budget and not beyond', async () => {
    const { ada, ben, url, served, town } = await shop();
    const client = payer(ada, { budget: '0.05' });
    for (let n = 1; n <= 5; n += 1) {
      const { response, paid } = must(await client.fetch(`${url}/${n}`));
      expect({ text: await response.text(), paid }).toEqual({ text: `served /${n}`, paid: '0.01' });
    }
    const sixth = await client.fetch(`${url}/6`);
    expect(sixth).toMatchObject({ ok: false, failure: { code: 'over-budget' } });
    expect(client.spent()).toBe('0.05');
    expect(served).toHaveLength(5);
    must(await client.close());
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.05' });
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
  });

  it('serves many requests of one stream at once, whatever order they arrive in', async () => {
    const { ada, ben, url, served } = await shop();
    const client = payer(ada);
    const asked = Array.from({ length: 60 }, (_, n) => client.fetch(`${url}/${n}`));
    for (const outcome of await Promise.all(asked)) expect(must(outcome).response.status).toBe(200);
    expect(served).toHaveLength(60);
    expect(client.spent()).toBe('0.60');
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.60' });
  });

  it('goes on in another tab when one is used up', async () => {
    const { ada, ben, url } = await shop();
    must(await ada.offline().openTab({ to: '@ben', amount: '0.03', currency: 'HRB', days: 7 }));
    const client = payer(ada);
    for (let n = 0; n < 10; n += 1) must(await client.fetch(`${url}/${n}`));
    const own = must(await ada.offline().own());
    expect(own.map(({ cap }) => cap).sort()).toEqual(['0.03', '0.97']);
    expect(client.spent()).toBe('0.10');
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.10' });
  });

  it('is paid from one tab where the answer to its opening was lost', async () => {
    const { town, url } = await shop();
    const { person, wallet } = await funded(town, 'cyd', 100_000n);
    await wallet.close();
    let isLost = false;
    person.faults = {
      transport: (real) => ({
        ...real,
        async request(request) {
          const answer = await real.request(request);
          const isAnswered = !isLost || request.path !== '/v1/transitions';
          return isAnswered ? answer : { ok: false, reason: 'answer lost' };
        },
      }),
    };
    const cyd = must(await person.open());
    const client = payer(cyd, { budget: '0.05' });
    isLost = true;
    expect(await client.fetch(url)).toMatchObject({ failure: { code: 'no-room' } });
    isLost = false;
    must(await client.fetch(url));
    expect(must(await cyd.offline().own()).map(({ cap }) => cap)).toEqual(['0.05']);
    expect(must(await cyd.balances()).outgoing).toEqual({ HRB: '0.05' });
  });

  it('has prices of its own for each request', async () => {
    const ticks: StreamDoorOptions['ticks'] = ({ url }) => {
      if (url === '/free') return 0;
      return url === '/dear' ? 25 : 2;
    };
    const { ada, ben, url } = await shop({ ticks });
    expect((await fetch(`${url}/free`)).status).toBe(200);
    const client = payer(ada, { perRequest: '0.30' });
    expect(must(await client.fetch(`${url}/plain`)).paid).toBe('0.02');
    expect(must(await client.fetch(`${url}/dear`)).paid).toBe('0.27');
    expect(must(await client.fetch(`${url}/dear`)).paid).toBe('0.25');
    const frugal = payer(ada, { perRequest: '0.10' });
    expect(must(await frugal.fetch(`${url}/plain`)).paid).toBe('0.02');
    const dear = await frugal.fetch(`${url}/dear`);
    expect(dear).toMatchObject({ ok: false, failure: { code: 'too-expensive' } });
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.56' });
  });

  it('whose disk was full says so until it is opened again, and has no other stream opened', async () => {
    const { town, ada } = await shop();
    const { person, wallet: carl } = await funded(town, 'carl', 0n);
    must(await carl.offline().prepare());
    await carl.close();
    let isFull = false;
    person.faults = {
      storage: (storage) => ({
        ...storage,
        write: (changes) =>
          isFull ? Promise.reject(new Error('no space left')) : storage.write(changes),
      }),
    };
    const door = must(await openStreamDoor(must(await person.open()), TERMS));
    const url = await listen(door.protect((_, response) => response.end('served')));
    const client = payer(ada);
    expect(must(await client.fetch(url)).paid).toBe('0.01');
    isFull = true;
    for (const spent of ['0.02', '0.03']) {
      const { response } = must(await client.fetch(url));
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ code: 'storage-failed' });
      expect(client.spent()).toBe(spent);
      isFull = false;
    }
    expect(must(await ada.offline().own())).toHaveLength(1);
  });

  it('has no tab opened for what is not going to be paid', async () => {
    const { ada, url } = await shop({ price: '2.00' });
    const failure = { code: 'too-expensive' };
    expect(await payer(ada).fetch(url)).toMatchObject({ ok: false, failure });
    expect(must(await ada.offline().own())).toEqual([]);
  });

  it('is not paid by who is told to pay somebody else, or in other money', async () => {
    const { ada, url, town } = await shop();
    const { wallet: cyd } = await funded(town, 'cyd', 0n);
    const other = await payer(ada, { to: cyd.view().address }).fetch(url);
    expect(other).toMatchObject({ ok: false, failure: { code: 'other-payee' } });
    expect(must(await ada.offline().own())).toEqual([]);
    const forged = await listen((_, response) => response.writeHead(402).end('{"code":"x"}'));
    const bad = await payer(ada).fetch(forged);
    expect(bad).toMatchObject({ ok: false, failure: { code: 'bad-offer' } });
    const gone = await payer(ada).fetch('http://127.0.0.1:1');
    expect(gone).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });
});

describe('a hostile client', () => {
  /** A tick of Ada's as it would be shown next, and a way to show it. */
  async function shown(): Promise<
    Shop & { show: (header: string) => Promise<number>; ticks: string[] }
  > {
    const made = await shop();
    const { ada, url } = made;
    const client = payer(ada);
    must(await client.fetch(`${url}/first`));
    const asked = (await (await fetch(url)).json()) as { offer: { request: string } };
    const request = Uint8Array.fromBase64(asked.offer.request, { alphabet: 'base64url' });
    const { stream } = must(await ada.streams().open(request, TERMS));
    const ticks: string[] = [];
    for (let n = 0; n < 3; n += 1) ticks.push(tickHeader(must(await stream.pay(1))));
    const show = async (header: string): Promise<number> =>
      (await fetch(url, { headers: { 'tally-tick': header } })).status;
    return { ...made, show, ticks };
  }

  it('is not served twice for one tick, in whatever order', async () => {
    const { show, ticks, served, ben } = await shown();
    const [second = '', third = '', fourth = ''] = ticks;
    expect(await show(fourth)).toBe(200);
    expect(await show(fourth)).toBe(402);
    expect(await show(second.replace(/.{43}$/, 'A'.repeat(43)))).toBe(402);
    expect(await show(second)).toBe(200);
    expect(await show(second)).toBe(402);
    const at = await Promise.all(Array.from({ length: 8 }, () => show(third)));
    expect(at.filter((status) => status === 200)).toHaveLength(1);
    expect(served).toHaveLength(4);
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.04' });
  });

  it('is not served for ticks that are made up, too many or for somebody else', async () => {
    const { show, ticks, served } = await shown();
    const [second = ''] = ticks;
    const [hold = '', sequence = '', count = '', , link = ''] = second.split('.');
    const made = [
      [hold, sequence, count, '1', 'A'.repeat(43)],
      [hold, sequence, '60000', '1', link],
      [hold, sequence, count, '3', link],
      [hold, sequence, '3', '2', link],
      [hold, '2', count, '1', link],
      ['0'.repeat(64), sequence, count, '1', link],
      [hold, sequence, count, '0', link],
      ['a'.repeat(1000)],
    ];
    for (const parts of made) expect(await show(parts.join('.'))).toBe(402);
    expect(served).toHaveLength(1);
    expect(await show(second)).toBe(200);
  });

  it('opens no stream by noise, or by an act of its own making', async () => {
    const { url, served } = await shop();
    const post = async (body: Uint8Array): Promise<number> => {
      const sent = { method: 'POST', body: new Uint8Array(body) };
      return (await fetch(`${url}/.tally/stream`, sent)).status;
    };
    expect(await post(new Uint8Array(100))).toBe(400);
    expect(await post(new Uint8Array(262_145))).toBe(413);
    expect((await fetch(`${url}/.tally/stream`)).status).toBe(405);
    expect(served).toEqual([]);
  });
});
