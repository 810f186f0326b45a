import { toBase64url } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Transport, TransportAnswer } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';
import { openWallet } from './open-wallet.ts';

const UNLOCK = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
const PAYMENT = { to: '@ben', amount: '5.00', currency: 'HRB' } as const;

/** Ada's wallet, which finds each of these towns at its address. */
async function reaching(person: Person, at: Readonly<Record<string, Town>>): Promise<Wallet> {
  const ports = new Person(person.town, person.name, person.disk).ports();
  return must(
    await openWallet(UNLOCK, {
      ...ports,
      connect: (url) => {
        const town = at[url];
        if (town === undefined)
          return { request: () => Promise.resolve({ ok: false, reason: url }) };
        return town.transport();
      },
    }),
  );
}

it('goes on with its sovereign at another address, and with no other', async () => {
  const town = await Town.open();
  const { person, wallet } = await funded(town, 'ada', 100_000n);
  await funded(town, 'ben', 0n);
  await wallet.close();
  const mountain = await Town.open('Mountain');
  const ada = await reaching(person, { 'http://mountain': mountain, 'http://moved': town });
  expect(await ada.sync()).toMatchObject({ failure: { code: 'no-answer' } });
  expect(await ada.moveTo('http://mountain')).toMatchObject({
    failure: { kind: 'usage', code: 'other-sovereign' },
  });
  expect(await ada.moveTo('http://nowhere')).toMatchObject({ failure: { code: 'no-answer' } });
  expect(await ada.moveTo('moved')).toMatchObject({ failure: { kind: 'usage', code: 'bad-url' } });
  expect(ada.view().sovereign.url).toBe('http://town');
  town.address = 'http://moved';
  expect(must(await ada.moveTo('http://moved')).sovereign.url).toBe('http://moved');
  expect(must(await ada.pay(PAYMENT)).status).toBe('final');
  await ada.close();
  const again = await reaching(person, { 'http://moved': town });
  expect(must(await again.verify())).toMatchObject({ ok: true, checked: { online: true } });
});

it('stays where it was when the other address shows less, or another history', async () => {
  for (const isForked of [false, true]) {
    const town = await Town.open();
    const { person, wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const copy = town.copyDisk();
    await town.startWith(copy);
    must(await ada.pay(PAYMENT));
    must(await ada.sync());
    await ada.close();
    const other = await Town.open();
    await other.startWith(copy);
    other.address = 'http://other';
    other.clock = town.clock + 1000;
    if (isForked) await other.ledger.heartbeat();
    for (let i = 0; isForked && i < 4; i += 1) await other.ledger.heartbeat();
    const moving = await reaching(person, { 'http://other': other, 'http://town': town });
    expect(await moving.moveTo('http://other')).toMatchObject({ failure: { kind: 'tampering' } });
    expect(moving.view().sovereign.url).toBe('http://town');
    expect(must(await moving.pay({ ...PAYMENT, to: ben.view().address })).status).toBe('final');
  }
});

/** Passes on what anybody may read, and makes up what a sovereign tells of one's own. */
function relay(town: Town, shown: () => Promise<TransportAnswer>): Transport {
  const answers: Readonly<Record<string, object>> = {
    '/v1/sessions/challenge': {
      challenge: toBase64url(new Uint8Array(32)),
      expiresAt: town.clock + 60_000,
    },
    '/v1/sessions': { token: 'made-up' },
  };
  return {
    request: async (request) => {
      const path = request.path.split('?')[0] ?? '';
      if (path.endsWith('/transitions')) return await shown();
      const made = path.startsWith('/v1/chains/')
        ? { sequence: 999, id: '00'.repeat(32), balances: [] }
        : answers[path];
      if (made === undefined) return await town.answer(request);
      return json(made);
    },
  };
}

function json(body: object): TransportAnswer {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return { ok: true, status: 200, headers: {}, body: bytes };
}

it('does not move to who claims a later head and cannot show what leads to it, and does not verify there', async () => {
  const town = await Town.open();
  const { person, wallet } = await funded(town, 'ada', 100_000n);
  await wallet.close();
  const nothing = json({ transitions: [] });
  const junk = { sequence: 1, transition: 'AAAA', certificate: 'AAAA' };
  for (const [answer, kind] of [
    [nothing, 'unreachable'],
    [json({ transitions: [junk] }), 'tampering'],
  ] as const) {
    const lying = relay(town, () => Promise.resolve(answer));
    let isRelayed = false;
    const ports = new Person(town, 'ada', person.disk).ports();
    const connect = (url: string): Transport =>
      url === 'http://relay' || isRelayed ? lying : town.transport();
    const ada = must(await openWallet(UNLOCK, { ...ports, connect }));
    expect(await ada.moveTo('http://relay')).toMatchObject({ failure: { kind } });
    expect(ada.view().sovereign.url).toBe('http://town');
    await ada.close();
    isRelayed = true;
    const there = must(await openWallet(UNLOCK, { ...ports, connect }));
    const { ok, checked } = must(await there.verify());
    expect(ok && checked.online).toBe(false);
    await there.close();
  }
});
