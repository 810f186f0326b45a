import { expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

async function hand(payer: Wallet, payee: Wallet, amount: string): Promise<void> {
  const { message } = must(await payee.offline().request(amount, 'HRB'));
  const paid = must(await payer.offline().pay(message, { confirmAmount: amount }));
  expect(must(await payee.offline().accept(paid.message)).status).toBe('accepted');
}

it('a hold that waits for a fork is paid when the ledger has seen one, and asked for it not before', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person } = await funded(town, 'ada', 10_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const { wallet: cyd } = await funded(town, 'cyd', 0n);
  const { wallet: dan } = await funded(town, 'dan', 5000n);
  const allowance = { amount: '10.00', currency: 'HRB', perCheque: '10.00', days: 7 };
  const { hold: watched } = must(await ada.offline().openAllowance(allowance));
  for (const payee of [ben, cyd]) must(await payee.offline().prepare());
  const copy = must(await new Person(town, 'ada', new Map(person.disk)).open());
  // Dan vouches to Cyd for Ada: what Cyd has of her is good, or Dan pays.
  const until = town.clock + 30 * 86_400_000;
  const claims = [{ to: '@cyd', when: `fork ${watched}`, until }];
  const [made] = must(await dan.holds().put([{ amount: '10.00', currency: 'HRB', claims }]));
  const hold = made?.hold ?? '';
  must(await cyd.sync());
  const [seen] = must(await cyd.holds().list());
  expect(seen?.claims[0]?.missing).toBe(`a fork of ${watched}`);
  const early = await cyd.holds().take(hold);
  expect(early).toMatchObject({ failure: { kind: 'refused', code: 'condition-unmet' } });
  await town.wait(60_000);
  await hand(ada, ben, '10.00');
  await hand(copy, cyd, '10.00');
  must(await ben.sync());
  for (let i = 0; i < 4; i += 1) {
    must(await cyd.sync());
    await town.wait(60_000);
  }
  expect(must(await cyd.balances()).balances).toEqual({});
  expect(must(await cyd.holds().take(hold))).toMatchObject({ status: 'final', amount: '10.00' });
  expect(must(await cyd.balances()).balances).toEqual({ HRB: '10.00' });
  expect(must(await cyd.verify()).problems).toEqual([]);
  expect(town.totals()).toEqual({ supply: 15_000n, owned: 15_000n });
});
