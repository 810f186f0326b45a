import { expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import { openWallet } from '../lifecycle/open-wallet.ts';

it('fetches nothing from an address that a URI names', async () => {
  const town = await Town.open();
  const { person, wallet } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const uri = must(ben.request('5.00', 'HRB'));
  await wallet.close();
  const asked: string[] = [];
  const ports = new Person(town, 'ada', person.disk).ports();
  const opened = await openWallet(
    { kind: 'key', key: new Uint8Array(32).fill(1) },
    {
      ...ports,
      connect(url) {
        asked.push(url);
        return ports.connect(url);
      },
    },
  );
  const ada = must(opened);
  const naming = (url: string): string => `${uri}&sovereign=${encodeURIComponent(url)}`;
  for (const url of [
    'http://elsewhere:7600',
    'https://town',
    'http://town/other',
    'http://town:8',
  ]) {
    expect(await ada.pay({ to: naming(url) })).toMatchObject({
      failure: { kind: 'usage', code: 'other-sovereign' },
    });
  }
  for (const url of ['http://town', 'http://TOWN/', 'http://town:80']) {
    expect(must(await ada.pay({ to: naming(url) })).status).toBe('final');
  }
  expect(asked).toEqual(['http://town']);
});
