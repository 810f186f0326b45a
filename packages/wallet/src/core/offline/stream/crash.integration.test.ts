import { describe, expect, it } from 'vitest';
import { WatchedPerson } from '../../../testing/acts-watch.ts';
import { cutEverywhere } from '../../../testing/faults.ts';
import { madeOnce } from '../../../testing/made-once.ts';
import { type Person, funded, must } from '../../../testing/person.ts';
import { Town } from '../../../testing/town.ts';
import type { Outcome } from '../../outcome.ts';
import type { Wallet } from '../../wallet-types.ts';
import type { IncomingStreams, OutgoingStream } from './stream-types.ts';

const PRICE = { price: '0.01', perTicks: 1 };
const TERMS = { currency: 'HRB', ...PRICE };
/** How many ticks one run pays. */
const TICKS = 2;

interface Pair {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
  readonly adaPerson: WatchedPerson;
  readonly benPerson: Person;
}

const copies = madeOnce(async () => {
  const town = await Town.open();
  const adaPerson = new WatchedPerson(town, 'ada');
  const ada = must(await adaPerson.create());
  await town.issue(ada.view().address, 10_000n);
  must(await ada.sync());
  const { wallet: ben, person: benPerson } = await funded(town, 'ben', 0n);
  const tab = { to: '@ben', amount: '50.00', currency: 'HRB', days: 7 };
  must(await ada.offline().openTab(tab));
  must(await ben.offline().prepare());
  return { town, people: { adaPerson, benPerson } };
});

async function meet(): Promise<Pair> {
  const { town, people } = await copies();
  const ada = must(await people.adaPerson.open());
  return { town, ...people, ada, ben: must(await people.benPerson.open()) };
}

/** Opens the stream, or goes on with it; the first failure ends it. */
async function opened(ada: Wallet, till: IncomingStreams): Promise<Outcome<OutgoingStream>> {
  const offer = await till.offer();
  if (!offer.ok) return offer;
  const stream = await ada.streams().open(offer.value.request, PRICE);
  if (!stream.ok) return stream;
  const accepted = await till.accept(stream.value.message);
  if (!accepted.ok) return accepted;
  if (accepted.value.status === 'not-accepted') throw new Error(accepted.value.code);
  const finished = await ada.offline().finish(accepted.value.message);
  if (!finished.ok) return finished;
  const from = await stream.value.stream.continueAfter(accepted.value.last);
  return from.ok ? { ok: true, value: stream.value.stream } : from;
}

/** Pays until something fails; gives how many ticks were acknowledged. */
async function payAll(ada: Wallet, till: IncomingStreams): Promise<number> {
  const stream = await opened(ada, till);
  let acknowledged = 0;
  for (let n = 0; stream.ok && n < TICKS; n += 1) {
    const tick = await stream.value.pay(1);
    const taken = tick.ok ? await till.receive(tick.value) : tick;
    if (!taken.ok) break;
    acknowledged = taken.value;
  }
  return acknowledged;
}

/** After whatever happened: the stream goes on, one act stands, and the payee has what it acknowledged, once. */
async function settled(pair: Pair, ada: Wallet, ben: Wallet, acknowledged: number): Promise<void> {
  const till = must(await ben.streams().receive(TERMS));
  const stream = must(await opened(ada, till));
  const last = must(await till.receive(must(await stream.pay(1))));
  expect(last).toBeGreaterThan(acknowledged);
  expect(last).toBeLessThanOrEqual(TICKS + 1);
  expect(pair.adaPerson.acts.size).toBe(1);
  must(await ben.sync());
  must(await ben.sync());
  expect(must(await ben.balances()).balances).toEqual({ HRB: (last / 100).toFixed(2) });
  expect(must(await ben.verify()).problems).toEqual([]);
  expect(pair.town.totals()).toEqual({ supply: 10_000n, owned: 10_000n });
}

describe('a machine that stops at any call of a stream', () => {
  it('of the payer: one act is signed, no tick is given twice, and the stream goes on', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const pair = await meet();
      await pair.ada.close();
      pair.adaPerson.faults = machine.faults;
      const ada = await pair.adaPerson.open();
      const till = must(await pair.ben.streams().receive(TERMS));
      const acknowledged = ada.ok ? await payAll(ada.value, till) : 0;
      pair.adaPerson.faults = {};
      await settled(pair, must(await pair.adaPerson.open()), pair.ben, acknowledged);
    });
    expect(calls).toBeGreaterThan(15);
  });

  it('of the payee: what it acknowledged is its own, once', async () => {
    const calls = await cutEverywhere(async (machine) => {
      const pair = await meet();
      await pair.ben.close();
      pair.benPerson.faults = machine.faults;
      const ben = await pair.benPerson.open();
      const till = ben.ok ? await ben.value.streams().receive(TERMS) : ben;
      const acknowledged = till.ok ? await payAll(pair.ada, till.value) : 0;
      if (ben.ok) await ben.value.sync();
      pair.benPerson.faults = {};
      await settled(pair, pair.ada, must(await pair.benPerson.open()), acknowledged);
    });
    expect(calls).toBeGreaterThan(15);
  });
});
