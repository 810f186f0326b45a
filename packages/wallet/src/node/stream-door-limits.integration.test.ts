import {
  type ClientRequest,
  type RequestListener,
  type Server,
  createServer,
  request as httpRequest,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterEach, describe, expect, it } from 'vitest';
import type { WalletPorts } from '../core/ports.ts';
import type { Wallet } from '../core/wallet-types.ts';
import { type StreamFetchOptions, streamFetch } from '../streams.ts';
import { Person, funded, must } from '../testing/person.ts';
import { Town } from '../testing/town.ts';
import { type StreamDoorOptions, openStreamDoor } from './stream-door.ts';

const TERMS = { currency: 'HRB', price: '0.01' };
const PATH = '/.tally/stream';

const servers: Server[] = [];
const senders: ClientRequest[] = [];
afterEach(async () => {
  for (const sender of senders.splice(0)) sender.destroy();
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

/** Where requests to the sovereign wait between its closing and its opening. */
interface Gate {
  /** Resolves when a request waits. */
  readonly reached: Promise<void>;
  close(): void;
  open(): void;
}

/** A person whose checks and signatures are counted. */
class CountedPerson extends Person {
  readonly verified: string[] = [];
  signed = 0;

  override ports(): WalletPorts {
    return {
      ...super.ports(),
      crypto: {
        ...nodeCrypto,
        verify: (key, message, signature, context) => {
          this.verified.push(key.publicKey.toHex());
          return nodeCrypto.verify(key, message, signature, context);
        },
      },
      signer: {
        sign: (key, message, context) => {
          this.signed += 1;
          return Promise.resolve(nodeCrypto.sign(key, message, context));
        },
      },
    };
  }
}

async function shop(options: Partial<StreamDoorOptions> = {}): Promise<{
  readonly town: Town;
  readonly ben: Wallet;
  readonly benPerson: CountedPerson;
  readonly url: string;
  readonly gate: Gate;
}> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const benPerson = new CountedPerson(town, 'ben');
  must(await benPerson.create());
  const arrived = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  let isGuarded = false;
  benPerson.faults = {
    transport: (transport) => ({
      async request(asked) {
        if (isGuarded) {
          arrived.resolve();
          await opened.promise;
        }
        return await transport.request(asked);
      },
    }),
  };
  const ben = must(await benPerson.open());
  must(await ben.offline().prepare());
  const door = must(await openStreamDoor(ben, { ...TERMS, ...options }));
  const url = await listen(door.protect((_, response) => response.end('served')));
  const gate: Gate = {
    reached: arrived.promise,
    close: () => {
      isGuarded = true;
    },
    open: () => opened.resolve(),
  };
  return { town, ben, benPerson, url, gate };
}

/** Somebody who sends a byte of an act, and no more. Gives what is answered: a status, or 0 when there is none. */
function slow(url: string, peer: string): Promise<number> {
  const sent = httpRequest(url + PATH, { method: 'POST', headers: { 'x-peer': peer } });
  senders.push(sent);
  sent.write('x');
  return new Promise((resolve) => {
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', () => resolve(0));
  });
}

const byHeader: StreamDoorOptions['peer'] = ({ headers }) => String(headers['x-peer']);

function payer(wallet: Wallet, options: Partial<StreamFetchOptions> = {}) {
  const given = { budget: '1.00', currency: 'HRB', tabDays: 7, ...options };
  return must(streamFetch(wallet, given));
}

describe('a tab that a client opens', () => {
  it('ends when it was said to, and no other is opened after that', async () => {
    const { town, url } = await shop();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const tabUntil = town.clock + 86_400_000;
    const first = payer(ada, { budget: '0.01', tabUntil });
    must(await first.fetch(url));
    must(await first.close());
    expect(must(await ada.offline().own())).toMatchObject([{ cap: '0.01', until: tabUntil }]);
    const late = await payer(ada, { tabUntil: town.clock }).fetch(url);
    expect(late).toMatchObject({ failure: { kind: 'usage', code: 'bad-until' } });
    expect(must(await ada.offline().own())).toHaveLength(1);
  });
});

describe('slow senders of acts', () => {
  it('of one address keep no other out, and make room for one of their own', async () => {
    const { town, url } = await shop();
    const hanging = Array.from({ length: 4 }, () => slow(url, ''));
    await sleep(1200);
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    expect(must(await payer(ada).fetch(url)).response.status).toBe(200);
    expect(await hanging[0]).toBe(408);
  });

  it('of many addresses are cut off one by one as others come', async () => {
    const { town, url } = await shop({ peer: byHeader });
    const hanging = Array.from({ length: 64 }, (_, n) => slow(url, `peer ${n % 16}`));
    await sleep(1300);
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    expect(must(await payer(ada).fetch(url)).response.status).toBe(200);
    expect(await hanging[0]).toBe(408);
    const others = hanging.slice(1).map((one) => one.then(() => 'over'));
    expect(await Promise.race([...others, sleep(100, 'sending')])).toBe('sending');
  });

  it('take no place from acts that wait for their check: whoever comes then is told to come again', async () => {
    const { ben, benPerson, url, gate } = await shop();
    gate.close();
    const syncing = ben.sync();
    const post = (): Promise<number> =>
      fetch(url + PATH, { method: 'POST', body: new Uint8Array(9) }).then(({ status }) => status);
    await gate.reached;
    const waiting = Array.from({ length: 4 }, post);
    await sleep(1200);
    expect(await post()).toBe(503);
    gate.open();
    expect(await Promise.all(waiting)).toEqual([400, 400, 400, 400]);
    must(await syncing);
    expect(benPerson.verified.length).toBeGreaterThan(0);
  });

  it('that announce more than an act has are not read', async () => {
    const { url } = await shop();
    const headers = { 'content-length': '262145' };
    const sent = httpRequest(url + PATH, { method: 'POST', headers });
    senders.push(sent);
    sent.flushHeaders();
    const status = await new Promise((resolve) => {
      sent.on('response', ({ statusCode }) => resolve(statusCode));
    });
    expect(status).toBe(413);
  });
});

describe('a server’s offer and its founding', () => {
  it('is signed once, however many wait for it, and renewed while the last one is good', async () => {
    const { town, ben, benPerson } = await shop();
    const till = must(await ben.streams().receive(TERMS));
    const before = benPerson.signed;
    const offers = await Promise.all(Array.from({ length: 50 }, () => till.offer()));
    const [first] = offers.map(must);
    expect(new Set(offers.map(must))).toEqual(new Set([first]));
    expect(benPerson.signed - before).toBe(1);
    town.clock += 31 * 60_000;
    expect(await Promise.all([till.offer(), till.offer()]).then((all) => all.map(must))).toEqual([
      first,
      first,
    ]);
    must(await ben.balances());
    const renewed = must(await till.offer());
    expect(renewed.until).toBeGreaterThan(first?.until ?? 0);
    town.clock += 50 * 60_000;
    expect(must(await till.offer()).until).toBeGreaterThan(town.clock + 30 * 60_000);
    expect(benPerson.signed - before).toBe(3);
  });

  it('is verified once for all who open a stream', async () => {
    const { town, benPerson, url } = await shop();
    const root = town.founding.constitution.root.publicKey.toHex();
    const checks: number[] = [];
    for (const name of ['ada', 'cyd']) {
      const { wallet } = await funded(town, name, 1000n);
      const before = benPerson.verified.length;
      must(await payer(wallet).fetch(url));
      const since = benPerson.verified.slice(before);
      checks.push(since.filter((key) => key === root).length);
    }
    expect(checks).toEqual([2, 0]);
  });
});

describe('a server that does not answer', () => {
  it('to an act has been paid nothing, and is handed the same act again', async () => {
    const { town, ben, url } = await shop();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    let hangs = true;
    const send: typeof fetch = (input, init) =>
      hangs && init?.method === 'POST'
        ? new Promise((_, reject) => init.signal?.addEventListener('abort', reject))
        : fetch(input, init);
    const client = payer(ada, { fetch: send, patienceMs: 200 });
    const first = await client.fetch(url);
    expect(first).toMatchObject({ failure: { kind: 'unreachable', code: 'no-answer' } });
    expect(first).toMatchObject({ failure: { message: /within 0\.2 s.*Nothing was paid/v } });
    expect(client.spent()).toBe('0.00');
    hangs = false;
    expect(must(await client.fetch(url)).paid).toBe('0.01');
    expect(must(await ada.offline().own())).toHaveLength(1);
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.01' });
  });

  it('to ticks counts as paid, and is not shown them again', async () => {
    const { town, ben } = await shop();
    const door = must(await openStreamDoor(ben, TERMS));
    let handled = 0;
    const url = await listen(
      door.protect((_, response) => {
        handled += 1;
        if (handled > 1) response.end('served');
      }),
    );
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const client = payer(ada, { patienceMs: 500 });
    const first = await client.fetch(url);
    expect(first).toMatchObject({ failure: { code: 'no-answer', data: { paid: '0.01' } } });
    expect(first).toMatchObject({ failure: { message: /0\.01 counts as paid/v } });
    expect(client.spent()).toBe('0.01');
    expect(must(await client.fetch(url)).paid).toBe('0.01');
    expect(client.spent()).toBe('0.02');
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.02' });
  });

  it('with the end of its demand, or only then, is not waited for', async () => {
    const { town } = await shop();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const url = await listen((request, response) => {
      if (request.url === '/slow') {
        response.write('a page ');
        setTimeout(() => response.end('that takes its time'), 600);
      } else response.writeHead(402).write('{');
    });
    const client = payer(ada, { patienceMs: 300 });
    expect(await client.fetch(`${url}/demand`)).toMatchObject({ failure: { code: 'bad-offer' } });
    const { response } = must(await client.fetch(`${url}/slow`));
    expect(await response.text()).toBe('a page that takes its time');
  });
});
