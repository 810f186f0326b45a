import type { MemoryImage } from '@tallystick/ledger';
import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';

const PAYMENT = { to: '@ben', amount: '5.00', currency: 'HRB' } as const;

/** Once it is armed, the machine dies when it has answered under `path`, and what comes back gives up what is newer. */
function dyingAfter(person: Person, path: string, backup: MemoryImage): { arm(): void } {
  let isArmed = false;
  person.faults = {
    transport: (real) => ({
      async request(request) {
        const answer = await real.request(request);
        if (!isArmed || !request.path.startsWith(path)) return answer;
        isArmed = false;
        person.town.clock += 60_000;
        await person.town.giveUpBeyond(backup);
        return answer;
      },
    }),
  };
  return {
    arm() {
      isArmed = true;
    },
  };
}

const asksAgain = { failure: { kind: 'unreachable', code: 'new-epoch' } };

describe('an answer of a restored ledger that comes before news of its epoch', () => {
  it('is not taken for a ledger that hides what it has certified', async () => {
    const town = await Town.open();
    const { person, wallet } = await funded(town, 'ada', 100_000n);
    await funded(town, 'ben', 0n);
    const backup = town.copyDisk();
    await town.startWith(backup);
    await wallet.close();
    const machine = dyingAfter(person, '/checkpoint', backup);
    const ada = must(await person.open());
    must(await ada.pay(PAYMENT));
    machine.arm();
    expect(await ada.sync()).toMatchObject(asksAgain);
    expect(must(await ada.sync()).newEpoch).toMatchObject({ number: 1, givenUp: 1 });
    expect(must(await ada.verify()).problems).toEqual([]);
  });

  it('is not taken for a hold that nobody put', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { person, wallet } = await funded(town, 'ben', 0n);
    const backup = town.copyDisk();
    await town.startWith(backup);
    await wallet.close();
    const machine = dyingAfter(person, '/v1/receivables', backup);
    const ben = must(await person.open());
    must(await ben.sync());
    must(await ada.pay(PAYMENT));
    machine.arm();
    expect(await ben.collect()).toMatchObject(asksAgain);
    expect(must(await ben.sync())).toMatchObject({ holds: 0, newEpoch: { number: 1 } });
    expect(must(await ben.verify()).problems).toEqual([]);
  });
});

describe('one epoch after the other, while a wallet asks', () => {
  it('is no lie of the sovereign to whoever follows the first', async () => {
    for (const path of ['/v1/epochs', '/checkpoint', '/tile/']) {
      const town = await Town.open();
      const { person, wallet } = await funded(town, 'ada', 100_000n);
      const backup = town.copyDisk();
      await town.startWith(backup);
      await wallet.close();
      const machine = dyingAfter(person, path, backup);
      const ada = must(await person.open());
      must(await ada.addCountry('DE'));
      must(await ada.sync());
      town.clock += 60_000;
      await town.giveUpBeyond(backup);
      machine.arm();
      const synced = await ada.sync();
      if (!synced.ok) expect(synced).toMatchObject({ failure: { kind: 'unreachable' } });
      must(await ada.sync());
      expect([path, ada.view().epochs.length]).toEqual([path, 3]);
      expect(must(await ada.verify()).problems).toEqual([]);
    }
  });

  it('is none to whoever meets it', async () => {
    const town = await Town.open();
    const backup = town.copyDisk();
    await town.startWith(backup);
    const person = new Person(town, 'ada');
    dyingAfter(person, '/v1/epochs', backup).arm();
    expect(await person.create()).toMatchObject(asksAgain);
    expect(must(await person.create()).view().epochs).toHaveLength(2);
  });

  it('is none to whoever verifies', async () => {
    const town = await Town.open();
    const backup = town.copyDisk();
    await town.startWith(backup);
    const { person, wallet } = await funded(town, 'ada', 100_000n);
    await wallet.close();
    const machine = dyingAfter(person, '/checkpoint', backup);
    const ada = must(await person.open());
    machine.arm();
    expect(must(await ada.verify())).toMatchObject({ problems: [], checked: { online: false } });
    expect(must(await ada.verify())).toMatchObject({ problems: [], checked: { online: true } });
  });
});
