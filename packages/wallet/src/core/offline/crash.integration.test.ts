import { describe, expect, it } from 'vitest';
import { WatchedPerson } from '../../testing/acts-watch.ts';
import { cutEverywhere } from '../../testing/faults.ts';
import { madeOnce } from '../../testing/made-once.ts';
import { type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Outcome } from '../outcome.ts';
import type { Wallet } from '../wallet-types.ts';
import type { SetAside } from './set-aside-types.ts';

type Way = 'tab' | 'cheque';

/** Ada, who has a tab for Ben or an allowance, and Ben, who can be met. */
async function makePair(way: Way) {
  const town = await Town.open();
  const adaPerson = new WatchedPerson(town, 'ada');
  const ada = must(await adaPerson.create());
  await town.issue(ada.view().address, 10_000n);
  must(await ada.sync());
  const { wallet: ben, person: benPerson } = await funded(town, 'ben', 0n);
  const common = { amount: '50.00', currency: 'HRB', days: 7 };
  if (way === 'tab') must(await ada.offline().openTab({ to: '@ben', ...common }));
  else must(await ada.offline().openAllowance({ perCheque: '10.00', ...common }));
  must(await ben.offline().prepare());
  return { town, people: { adaPerson, benPerson } };
}

const copies = {
  tab: madeOnce(() => makePair('tab')),
  cheque: madeOnce(() => makePair('cheque')),
};

async function meet(way: Way): Promise<{
  town: Town;
  ada: Wallet;
  ben: Wallet;
  adaPerson: WatchedPerson;
  benPerson: Person;
}> {
  const { town, people } = await copies[way]();
  const ada = must(await people.adaPerson.open());
  return { town, ...people, ada, ben: must(await people.benPerson.open()) };
}

/** Ada, who can pay for collateral, and Ben. */
const oneWithMoney = madeOnce(async () => {
  const town = await Town.open();
  const { person: ada } = await funded(town, 'ada', 10_000n);
  await funded(town, 'ben', 0n);
  return { town, people: { ada } };
});

describe.each<Way>(['tab', 'cheque'])('a machine that stops at any call, paying by %s', (way) => {
  it('of the payer: one act is signed, and it is what is handed over', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const { ada, ben, adaPerson } = await meet(way);
      const { message } = must(await ben.offline().request('5.00', 'HRB'));
      await ada.close();
      adaPerson.faults = machine.faults;
      const opened = await adaPerson.open();
      const tried = opened.ok
        ? await opened.value.offline().pay(message, { confirmAmount: '5.00' })
        : opened;
      adaPerson.faults = {};
      const again = must(await adaPerson.open());
      const paid = must(await again.offline().pay(message, { confirmAmount: '5.00' }));
      if (tried.ok) expect(paid.sequence).toBe(tried.value.sequence);
      expect(adaPerson.acts.size).toBe(1);
      const accepted = must(await ben.offline().accept(paid.message));
      expect(accepted.status).toBe('accepted');
      const finished = must(await again.offline().finish(accepted.message));
      expect(finished.status).toBe('confirmed');
      expect(must(await again.verify()).problems).toEqual([]);
    });
    expect(calls).toBeGreaterThan(10);
  });

  it('of the payer after it handed over: the act is signed again, and answered by the same receipt', async () => {
    const { ada, ben, adaPerson } = await meet(way);
    const { message } = must(await ben.offline().request('5.00', 'HRB'));
    const paid = must(await ada.offline().pay(message, { confirmAmount: '5.00' }));
    const shownAgain = must(await ada.offline().pay(message, { confirmAmount: '5.00' }));
    expect(shownAgain.message).toEqual(paid.message);
    const accepted = must(await ben.offline().accept(paid.message));
    const again = must(await adaPerson.open());
    const anew = must(await again.offline().pay(message, { confirmAmount: '5.00' }));
    expect(anew.message).not.toEqual(paid.message);
    expect(must(await ben.offline().accept(anew.message)).message).toEqual(accepted.message);
    expect(adaPerson.acts.size).toBe(1);
    expect(must(await again.offline().finish(accepted.message)).status).toBe('confirmed');
    expect(must(await again.verify()).problems).toEqual([]);
  });

  it('of the payee: what it accepted is its own once, with one receipt', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const { town, ada, ben, benPerson } = await meet(way);
      const { message } = must(await ben.offline().request('5.00', 'HRB'));
      const paid = must(await ada.offline().pay(message, { confirmAmount: '5.00' }));
      await ben.close();
      benPerson.faults = machine.faults;
      const opened = await benPerson.open();
      const tried = opened.ok ? await opened.value.offline().accept(paid.message) : opened;
      benPerson.faults = {};
      const again = must(await benPerson.open());
      const accepted = must(await again.offline().accept(paid.message));
      expect(accepted.status).toBe('accepted');
      if (tried.ok) expect(accepted.message).toEqual(tried.value.message);
      const finished = must(await ada.offline().finish(accepted.message));
      expect(finished.status).toBe('confirmed');
      expect(must(await again.sync()).received).toEqual({ HRB: '5.00' });
      expect(must(await again.verify()).problems).toEqual([]);
      expect(town.totals()).toEqual({ supply: 10_000n, owned: 10_000n });
    });
    expect(calls).toBeGreaterThan(10);
  });

  it('of the payer that reads the receipt: it is confirmed', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const { ada, ben, adaPerson } = await meet(way);
      const { message } = must(await ben.offline().request('5.00', 'HRB'));
      const paid = must(await ada.offline().pay(message, { confirmAmount: '5.00' }));
      const accepted = must(await ben.offline().accept(paid.message));
      await ada.close();
      adaPerson.faults = machine.faults;
      const opened = await adaPerson.open();
      if (opened.ok) await opened.value.offline().finish(accepted.message);
      adaPerson.faults = {};
      const again = must(await adaPerson.open());
      expect(must(await again.offline().finish(accepted.message)).status).toBe('confirmed');
      const second = must(await ben.offline().request('6.00', 'HRB'));
      const next = must(await again.offline().pay(second.message, { confirmAmount: '6.00' }));
      expect(next).toMatchObject({ status: 'handed-over', sequence: 2 });
      expect(must(await ben.offline().accept(next.message)).status).toBe('accepted');
    });
    expect(calls).toBeGreaterThan(5);
  });

  it('of the payee that claims: it is paid once', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const { town, ada, ben, benPerson } = await meet(way);
      const { message } = must(await ben.offline().request('5.00', 'HRB'));
      const paid = must(await ada.offline().pay(message, { confirmAmount: '5.00' }));
      must(await ben.offline().accept(paid.message));
      await ben.close();
      benPerson.faults = machine.faults;
      const opened = await benPerson.open();
      if (opened.ok) await opened.value.sync();
      benPerson.faults = {};
      const again = must(await benPerson.open());
      must(await again.sync());
      must(await again.sync());
      expect(must(await again.balances()).balances).toEqual({ HRB: '5.00' });
      expect(must(await again.verify()).problems).toEqual([]);
      expect(town.totals()).toEqual({ supply: 10_000n, owned: 10_000n });
    });
    expect(calls).toBeGreaterThan(20);
  });
});

describe('a machine that stops while an allowance is opened', () => {
  it('has put its collateral when it has synced, and nothing else was called', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const person = (await oneWithMoney()).people.ada;
      const request = { amount: '40.00', currency: 'HRB', perCheque: '10.00', days: 7 };
      person.faults = machine.faults;
      const opened = await person.open();
      if (opened.ok)
        await opened.value.offline().openAllowance({ ...request, collateral: '20.00' });
      person.faults = {};
      const again = must(await person.open());
      must(await again.sync());
      const { balances, outgoing } = must(await again.balances());
      const isOpen = balances['HRB'] === '40.00';
      expect(balances).toEqual({ HRB: isOpen ? '40.00' : '100.00' });
      expect(outgoing).toEqual(isOpen ? { HRB: '60.00' } : {});
      expect(must(await again.verify()).problems).toEqual([]);
    });
    expect(calls).toBeGreaterThan(20);
  });

  it('syncs when the balance for the collateral was spent elsewhere, and puts it once it can', async () => {
    let missing = 0;
    await cutEverywhere(async (machine) => {
      const { town, people } = await oneWithMoney();
      const person = people.ada;
      const request = { amount: '40.00', currency: 'HRB', perCheque: '10.00', days: 7 };
      person.faults = machine.faults;
      const opened = await person.open();
      if (opened.ok)
        await opened.value.offline().openAllowance({ ...request, collateral: '20.00' });
      person.faults = {};
      const again = must(await person.open());
      must(await again.offline().prepare());
      const [before] = must(await again.offline().own());
      if (before?.isCollateralMissing !== true) return;
      const paid = await again.pay({ to: '@ben', amount: '50.00', currency: 'HRB' });
      // Where the collateral's own put was outstanding it is certified, and the balance is short.
      if (!paid.ok) return;
      missing += 1;
      must(await again.sync());
      const [short] = must(await again.offline().own());
      expect(short).toMatchObject({ collateral: '20.00', isCollateralMissing: true });
      await town.issue(again.view().address, 1_000n);
      must(await again.sync());
      must(await again.sync());
      const [whole] = must(await again.offline().own());
      expect(whole?.isCollateralMissing).toBeUndefined();
      expect(must(await again.verify()).problems).toEqual([]);
    });
    expect(missing).toBeGreaterThan(0);
  });
});

it('what is put is told as put where nobody answers what is asked for after it', async () => {
  const { ada: person } = (await oneWithMoney()).people;
  let goesDown = false;
  let isDown = false;
  person.faults = {
    transport: (real) => ({
      ...real,
      async request(request) {
        if (isDown) return { ok: false, reason: 'lost' };
        const answer = await real.request(request);
        isDown = goesDown && request.method === 'POST' && request.path === '/v1/transitions';
        return answer;
      },
    }),
  };
  const ada = must(await person.open());
  const offline = ada.offline();
  const put = async (opening: () => Promise<Outcome<SetAside>>): Promise<string> => {
    goesDown = true;
    const { hold } = must(await opening());
    expect(isDown).toBe(true);
    [goesDown, isDown] = [false, false];
    must(await ada.sync());
    return hold;
  };
  const sum = { amount: '10.00', currency: 'HRB', days: 7 };
  const tab = await put(() => offline.openTab({ to: '@ben', ...sum }));
  await put(() => offline.raiseTab(tab, '5.00'));
  await put(() => offline.openAllowance({ ...sum, perCheque: '1.00', collateral: '2.00' }));
  const own = must(await offline.own());
  expect(own.map(({ cap }) => cap).toSorted()).toEqual(['10.00', '15.00']);
  expect(must(await ada.balances()).outgoing).toEqual({ HRB: '27.00' });
});
