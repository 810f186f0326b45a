import { noObjection, type Rulebook } from '@tallystick/rules';
import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';

const DAY = 86_400_000;

/** More than 1.00 only after a day. */
const rulebook: Rulebook = {
  ...noObjection,
  hash: new Uint8Array(32).fill(5),
  decide({ amount, sender, waitedMs }) {
    const isFree = amount <= 100n || sender.tier === 15 || (waitedMs ?? 0) >= DAY;
    if (isFree) return { outcome: 'no-objection', rule: null, requirements: [] };
    return { outcome: 'hold', rule: 'HRB-1', requirements: ['waiting 24 hours'] };
  },
};

it('a payment that has to wait is announced, and made when it has waited, once', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  town.rulebook = rulebook;
  await town.restart();
  const asked = { to: '@ben', amount: '500.00', currency: 'HRB', purpose: 'RENT' };
  const pay = async (request: Parameters<typeof ada.pay>[0]): Promise<string> => {
    const paid = await ada.pay(request);
    return paid.ok ? paid.value.status : paid.failure.code;
  };
  expect(await pay(asked)).toBe('rules-hold');
  expect(must(await ada.announced(asked))).toBeNull();
  const announced = must(await ada.announce(asked));
  expect(must(await ada.announced(asked))).toEqual(announced);
  expect(must(await ada.announced({ ...asked, amount: '500.01' }))).toBeNull();
  expect(must(await ada.announce(asked))).toEqual(announced);
  expect(announced.until - announced.at).toBe(31 * DAY);
  expect(must(await ada.verify()).problems).toEqual([]);
  town.clock += DAY - 1000;
  expect(await pay(asked)).toBe('rules-hold');
  town.clock += DAY;
  expect(await pay({ ...asked, amount: '500.01' })).toBe('rules-hold');
  town.clock += DAY;
  expect(await pay(asked)).toBe('final');
  expect(must(await ada.announced(asked))).toBeNull();
  expect(await pay({ ...asked, memo: 'again' })).toBe('rules-hold');
  expect(must(await ben.sync()).received).toEqual({ HRB: '500.00' });
  await Promise.all([ada.close(), ben.close()]);
});
