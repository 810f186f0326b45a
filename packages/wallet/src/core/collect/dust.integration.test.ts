import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';

const DAY = 86_400_000;

it('thousands of holds that wait for something hide no payment that comes after them', async () => {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const when = `after ${new Date(town.clock + DAY).toISOString()}`;
  const claims = [{ to: '@ben', when, until: town.clock + 2 * DAY }];
  const dust = { amount: '0.01', currency: 'HRB', claims };
  const batch = Array.from({ length: 256 }, () => dust);
  for (let puts = 0; puts < 17; puts += 1) must(await ada.holds().put(batch));
  must(await ada.pay({ to: '@ben', amount: '5.00', currency: 'HRB' }));
  expect(must(await ben.sync()).received).toEqual({ HRB: '5.00' });
});

it('a put is opened and proven once, however many holds it has', async () => {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const when = `after ${new Date(town.clock + DAY).toISOString()}`;
  const claims = [{ to: '@ben', when, until: town.clock + 2 * DAY }];
  const dust = { amount: '0.01', currency: 'HRB', claims };
  must(await ada.holds().put(Array.from({ length: 200 }, () => dust)));
  const before = town.served.length;
  must(await ben.sync());
  const asked = town.served.slice(before).filter((path) => path.includes('/v1/certificates/'));
  expect(asked).toHaveLength(1);
  const listed = must(await ben.holds().list());
  expect(listed.filter(({ proven }) => proven)).toHaveLength(200);
});

it('holds of strangers that ended without this wallet are forgotten after a month', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const until = town.clock + DAY;
  const hold = { amount: '0.01', currency: 'HRB' };
  const dust = { ...hold, claims: [{ to: '@ben', when: 'signed 1 of ada', until }] };
  must(await ada.holds().put(Array.from({ length: 20 }, () => dust)));
  const when = `after ${new Date(town.clock + 1000).toISOString()}`;
  must(await ada.holds().put([{ ...hold, claims: [{ to: '@ben', when, until }] }]));
  town.clock += 2000;
  must(await ben.sync());
  expect(must(await ben.holds().list())).toHaveLength(21);
  town.clock += 2 * DAY;
  must(await ada.sync());
  must(await ben.sync());
  expect(must(await ben.holds().list())).toHaveLength(21);
  town.clock += 30 * DAY;
  await town.ledger.heartbeat();
  must(await ben.sync());
  // What it took of one is told for good.
  expect(must(await ben.holds().list())).toHaveLength(1);
  expect(must(await ben.balances()).balances).toEqual({ HRB: '0.01' });
  must(await ada.sync());
  expect(must(await ada.holds().list())).toHaveLength(21);
});
