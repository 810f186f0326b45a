import { expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
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
