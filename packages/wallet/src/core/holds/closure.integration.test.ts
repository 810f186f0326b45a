import { describe, expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface People {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
}

async function people(): Promise<People> {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 10_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  return { town, ada, ben };
}

/** 50.00 for Ben until in two hours, and then nobody has the ledger for a day. */
async function closedFor({ town, ada }: People, when: string): Promise<string> {
  const claims = [{ to: '@ben', when, until: town.clock + 2 * HOUR }];
  const [put] = must(await ada.holds().put([{ amount: '50.00', currency: 'HRB', claims }]));
  await town.wait(DAY);
  return put?.hold ?? '';
}

describe('a claim that a closure extends', () => {
  it('is taken after its end, as long as the ledger says that it is open', async () => {
    const all = await people();
    await closedFor(all, 'after 2026-01-01T00:00Z');
    must(await all.ben.sync());
    expect(must(await all.ben.balances()).balances).toEqual({ HRB: '50.00' });
  });

  it('is shown as open for as long, and taken when it is asked for', async () => {
    const all = await people();
    const { ada, ben } = all;
    const hashed = must(await ada.holds().secret());
    const hold = await closedFor(all, `preimage ${hashed}`);
    must(await ben.sync());
    must(await ben.holds().gather(must(await ada.holds().reveal(hashed))));
    expect(must(await ben.holds().list())[0]?.claims[0]?.missing).toBe('nothing');
    expect(must(await ben.holds().take(hold))).toMatchObject({ amount: '50.00' });
  });
});
