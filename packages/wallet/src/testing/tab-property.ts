import fc from 'fast-check';
import { expect } from 'vitest';
import type {
  IncomingStreams,
  OutgoingStream,
  ShownTick,
} from '../core/offline/stream/stream-types.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Wallet } from '../core/wallet-types.ts';
import { Person, funded, must } from './person.ts';
import { Town } from './town.ts';

const PRICE = { price: '0.01', perTicks: 1 };
const COPIES = 100;

/** Ada, with a tab for Ben. */
interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly adaPerson: Person;
  readonly ben: Wallet;
}

async function scene(cap: string): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person: adaPerson } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const request = { to: '@ben', amount: cap, currency: 'HRB', days: 30 };
  must(await ada.offline().openTab(request));
  must(await ben.offline().prepare());
  return { town, ada, adaPerson, ben };
}

async function copiesOf({ town, adaPerson }: Scene): Promise<Wallet[]> {
  const copies: Wallet[] = [];
  for (let n = 0; n < COPIES; n += 1) {
    copies.push(must(await new Person(town, 'ada', new Map(adaPerson.disk)).open()));
  }
  return copies;
}

async function streamTo(ada: Wallet, till: IncomingStreams): Promise<OutgoingStream> {
  const { request } = must(await till.offer());
  const opened = must(await ada.streams().open(request, PRICE));
  const accepted = must(await till.accept(opened.message));
  must(await ada.offline().finish(accepted.message));
  if (accepted.status === 'not-accepted') throw new Error(accepted.code);
  must(await opened.stream.continueAfter(accepted.last));
  return opened.stream;
}

function tillOf(ben: Wallet): Promise<Outcome<IncomingStreams>> {
  return ben.streams().receive({ currency: 'HRB', ...PRICE });
}

/** A payer that was copied a hundred times cannot make the payee of a tab lose what it has accepted. Gives how much that was. */
export async function payeeOfTabLosesNothing(): Promise<number> {
  const all = await scene('3.00');
  const { town, ada, ben } = all;
  const copies = [ada, ...(await copiesOf(all))];
  let accepted = 0;
  const turn = fc.tuple(fc.nat(COPIES), fc.integer({ min: 1, max: 40 }));
  await fc.assert(
    fc.asyncProperty(turn, async ([at, units]) => {
      const confirmAmount = (units / 100).toFixed(2);
      const { message } = must(await ben.offline().request(confirmAmount, 'HRB'));
      const paid = await inTurn(copies, at).offline().pay(message, { confirmAmount });
      if (!paid.ok || paid.value.status === 'again') return;
      const acceptance = must(await ben.offline().accept(paid.value.message));
      if (acceptance.status === 'accepted') accepted += units;
      await inTurn(copies, at).offline().finish(acceptance.message);
    }),
    { numRuns: 120 },
  );
  must(await ben.sync());
  const { balances } = must(await ben.balances());
  expect(balances).toEqual({ HRB: (accepted / 100).toFixed(2) });
  expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  return accepted;
}

/** The same of a stream: whatever was served is paid, and nobody else can have what the tab holds. Gives how many ticks were. */
export async function payeeOfStreamLosesNothing(): Promise<number> {
  const all = await scene('5.00');
  const { town, ada, ben } = all;
  const till = must(await tillOf(ben));
  const first = await streamTo(ada, till);
  must(await till.receive(must(await first.pay(3))));
  must(await first.store());
  const streams: OutgoingStream[] = [first];
  for (const copy of await copiesOf(all)) {
    const { request } = must(await till.offer());
    const opened = must(await copy.streams().open(request, PRICE));
    expect(opened.stream).toMatchObject({ hold: first.hold, position: 3 });
    streams.push(opened.stream);
  }
  let served = 3;
  await fc.assert(
    fc.asyncProperty(fc.nat(COPIES), fc.integer({ min: 1, max: 4 }), async (at, ticks) => {
      const paid = await inTurn(streams, at).pay(ticks);
      if (!paid.ok) return;
      const outcome = await till.receive(paid.value);
      if (outcome.ok) served += ticks;
    }),
    { numRuns: 400 },
  );
  must(await ben.sync());
  const { balances } = must(await ben.balances());
  const got = Math.round(Number(balances['HRB']) * 100);
  expect(got).toBeGreaterThanOrEqual(served);
  expect(got).toBeLessThanOrEqual(500);
  expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  return served;
}

/** A payee that keeps the highest tick gets exactly that, and a stale one helps nobody. Gives how many ticks it was paid. */
export async function keepsHighestTick(): Promise<number> {
  let all = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat(100)),
      async (steps, order) => {
        const { ada, ben, town } = await scene('50.00');
        const till = must(await tillOf(ben));
        const stream = await streamTo(ada, till);
        const ticks: ShownTick[] = [];
        for (const step of steps) ticks.push(must(await stream.pay(step)));
        const shuffled = ticks
          .map((tick) => ({ tick, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ tick }) => tick);
        for (const tick of shuffled) {
          expect(await codeOf(till, tick)).toBe('taken');
          expect(await codeOf(till, tick)).toBe('tick-stale');
        }
        for (const tick of ticks) expect(await codeOf(till, tick)).toBe('tick-stale');
        const sum = steps.reduce((a, b) => a + b, 0);
        must(await ben.sync());
        const { balances } = must(await ben.balances());
        expect(balances).toEqual({ HRB: (sum / 100).toFixed(2) });
        all += sum;
        expect(must(await ben.sync()).received).toEqual({});
        expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
      },
    ),
    { numRuns: 12 },
  );
  return all;
}

function inTurn<T>(all: readonly T[], at: number): T {
  const found = all[at];
  if (found === undefined) throw new RangeError(`there is no copy ${at}`);
  return found;
}

async function codeOf(till: IncomingStreams, tick: ShownTick): Promise<string> {
  const taken = await till.receive(tick);
  return taken.ok ? 'taken' : taken.failure.code;
}
