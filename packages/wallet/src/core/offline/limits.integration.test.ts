import { describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

const ALLOWANCE = { amount: '50.00', currency: 'HRB', perCheque: '10.00', days: 7 };

async function payee(town: Town): Promise<Wallet> {
  const { wallet } = await funded(town, 'ben', 0n);
  must(await wallet.offline().prepare());
  return wallet;
}

async function payer(town: Town, name: string): Promise<Wallet> {
  const { wallet } = await funded(town, name, 10_000n);
  must(await wallet.offline().openAllowance(ALLOWANCE));
  return wallet;
}

/** What the payee says to a cheque, and the cheque. */
async function hand(from: Wallet, to: Wallet, amount: string): Promise<[string, Uint8Array]> {
  const { message } = must(await to.offline().request(amount, 'HRB'));
  const paid = must(await from.offline().pay(message, { confirmAmount: amount }));
  const answer = must(await to.offline().accept(paid.message));
  if (answer.status !== 'accepted') return [answer.code, paid.message];
  must(await from.offline().finish(answer.message));
  return [answer.status, paid.message];
}

describe('limits of undeposited cheques', () => {
  it('are of one cheque, of one payer and of all, until they are deposited', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const ben = await payee(town);
    const ada = await payer(town, 'ada');
    const eve = await payer(town, 'eve');
    const dan = await payer(town, 'dan');
    const limit = { currency: 'HRB', perAct: '8.00', perPayer: '12.00', total: '20.00' };
    must(await ben.offline().setLimits({ cheques: [limit] }));
    expect((await hand(ada, ben, '8.00'))[0]).toBe('accepted');
    const [ofPayer, later] = await hand(ada, ben, '4.01');
    expect(ofPayer).toBe('limit');
    expect((await hand(eve, ben, '8.00'))[0]).toBe('accepted');
    expect((await hand(eve, ben, '4.00'))[0]).toBe('accepted');
    const [ofAll, last] = await hand(dan, ben, '0.01');
    expect(ofAll).toBe('limit');
    expect(must(await ben.offline().exposure()).atRisk).toEqual({ HRB: '20.00' });
    expect(must(await ben.sync()).received).toEqual({ HRB: '20.00' });
    for (const message of [later, last]) {
      expect(must(await ben.offline().accept(message)).status).toBe('accepted');
    }
    expect(must(await ben.sync()).received).toEqual({ HRB: '4.02' });
  });
});

describe('an allowance for some countries', () => {
  it('pays who has a record of one of them, and nobody else', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const ben = await payee(town);
    const { wallet: ada } = await funded(town, 'ada', 10_000n);
    must(await ada.offline().openAllowance({ ...ALLOWANCE, countries: ['TZ'] }));
    const { message } = must(await ben.offline().request('5.00', 'HRB'));
    const paid = await ada.offline().pay(message, { confirmAmount: '5.00' });
    expect(paid).toMatchObject({ ok: false, failure: { code: 'no-room' } });
    must(await ada.offline().openAllowance({ ...ALLOWANCE, amount: '20.00', countries: ['KE'] }));
    expect((await hand(ada, ben, '5.00'))[0]).toBe('accepted');
    expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
  });
});
