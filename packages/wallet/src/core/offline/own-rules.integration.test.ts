import { noObjection, type Facts, type Rulebook } from '@tallystick/rules';
import { expect, it } from 'vitest';
import { payWithoutNetwork } from '../../testing/pay-without-network.ts';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { openWallet } from '../lifecycle/open-wallet.ts';

it('a payee accepts what its own rulebook has no objection to, and nothing else', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: before, person } = await funded(town, 'ben', 0n);
  must(await ada.offline().openTab({ to: '@ben', amount: '50.00', currency: 'HRB', days: 30 }));
  await before.close();
  const asked: Facts[] = [];
  const rulebook: Rulebook = {
    hash: new Uint8Array(32),
    needs: { ...noObjection.needs, sent: [24] },
    decide(facts) {
      asked.push(facts);
      const outcome = facts.amount > 500n ? 'refuse' : 'no-objection';
      return { outcome, rule: null, requirements: [] };
    },
  };
  const unlock = { kind: 'key', key: new Uint8Array(32).fill(1) } as const;
  const ben = must(await openWallet(unlock, { ...person.ports(), rulebook }));
  must(await ben.offline().prepare());
  const pay = (amount: string): Promise<string> => payWithoutNetwork(ada, ben, amount);
  expect(await pay('5.00')).toBe('accepted');
  expect(asked).toMatchObject([
    {
      amount: 500n,
      sender: { country: 'KE', tier: 0 },
      receivers: [{ kind: 'party', country: 'KE', tier: 0 }],
      online: false,
      sent: [{ hours: 24, amount: null }],
    },
  ]);
  expect(await pay('5.01')).toBe('rulebook');
  expect(must(await ben.offline().held())).toMatchObject([{ got: '5.00' }]);
  await ben.close();
});
