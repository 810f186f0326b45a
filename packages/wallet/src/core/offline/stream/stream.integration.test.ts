import { equalBytes } from '@tallystick/protocol';
import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../../../testing/person.ts';
import { keepsHighestTick, payeeOfStreamLosesNothing } from '../../../testing/tab-property.ts';
import { Town } from '../../../testing/town.ts';
import type { Wallet } from '../../wallet-types.ts';
import type { IncomingStreams, OutgoingStream, ShownTick, StreamTerms } from './stream-types.ts';

const PRICE = { price: '0.01', perTicks: 1 };

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly adaPerson: Person;
  readonly ben: Wallet;
  readonly benPerson: Person;
  readonly till: IncomingStreams;
  /** Ada's tab for Ben. */
  readonly tab: string;
}

async function scene(cap = '50.00', terms: Partial<StreamTerms> = {}): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person: adaPerson } = await funded(town, 'ada', 100_000n);
  const { wallet: ben, person: benPerson } = await funded(town, 'ben', 0n);
  const request = { to: '@ben', amount: cap, currency: 'HRB', days: 30 };
  const { hold: tab } = must(await ada.offline().openTab(request));
  must(await ben.offline().prepare());
  const till = must(await ben.streams().receive({ currency: 'HRB', ...PRICE, ...terms }));
  return { town, ada, adaPerson, ben, benPerson, till, tab };
}

async function open(ada: Wallet, till: IncomingStreams): Promise<OutgoingStream> {
  const { request } = must(await till.offer());
  const opened = must(await ada.streams().open(request, PRICE));
  const accepted = must(await till.accept(opened.message));
  const finished = must(await ada.offline().finish(accepted.message));
  if (accepted.status === 'not-accepted') throw new Error(`${accepted.code} ${finished.status}`);
  must(await opened.stream.continueAfter(accepted.last));
  return opened.stream;
}

async function tillOf(wallet: Wallet): Promise<IncomingStreams> {
  return must(await wallet.streams().receive({ currency: 'HRB', ...PRICE }));
}

async function codeOf(outcome: Promise<Awaited<ReturnType<IncomingStreams['receive']>>>) {
  const settled = await outcome;
  return settled.ok ? 'taken' : settled.failure.code;
}

describe('a stream', () => {
  it('pays tick by tick, and the payee claims the last one', async () => {
    const { town, ada, ben, till } = await scene();
    const stream = await open(ada, till);
    for (let n = 1; n <= 20; n += 1) {
      expect(must(await till.receive(must(await stream.pay(1))))).toBe(n);
    }
    expect(must(await till.receive(must(await stream.pay(30))))).toBe(50);
    expect(must(await ben.offline().exposure())).toMatchObject({
      lines: [{ kind: 'stream', amount: '0.50' }],
    });
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.50' });
    must(await till.receive(must(await stream.pay(1))));
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.01' });
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  });

  it('goes on in the same tab by an act that takes up what its ticks gave', async () => {
    const { ada, ben, till, tab } = await scene('0.03');
    const first = await open(ada, till);
    expect(first.links).toBe(3);
    must(await till.receive(must(await first.pay(3))));
    expect(await first.pay(1)).toMatchObject({ failure: { code: 'stream-used-up' } });
    const { request } = must(await till.offer());
    expect(await ada.streams().open(request, PRICE)).toMatchObject({
      failure: { code: 'no-room' },
    });
    must(await ada.offline().raiseTab(tab, '1.00'));
    const second = await open(ada, till);
    expect(second).toMatchObject({ hold: tab, sequence: 2, links: 100 });
    must(await till.receive(must(await second.pay(7))));
    expect(must(await ada.offline().own())).toMatchObject([{ cap: '1.03' }]);
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.10' });
    for (const wallet of [ada, ben]) expect(must(await wallet.verify()).problems).toEqual([]);
  });

  it('that is ended leaves the tab for other payments', async () => {
    const { ada, ben, till, tab } = await scene();
    const stream = await open(ada, till);
    must(await till.receive(must(await stream.pay(5))));
    const { message } = must(await ben.offline().request('2.00', 'HRB'));
    const during = await ada.offline().pay(message, { confirmAmount: '2.00' });
    expect(during).toMatchObject({ failure: { code: 'no-room' } });
    const ended = must(await till.accept(must(await ada.streams().end(tab))));
    must(await ada.offline().finish(ended.message));
    expect(await stream.pay(1)).toMatchObject({ failure: { code: 'stream-ended' } });
    const paid = must(await ada.offline().pay(message, { confirmAmount: '2.00' }));
    expect(must(await ben.offline().accept(paid.message)).status).toBe('accepted');
    expect(must(await ben.sync()).received).toEqual({ HRB: '2.05' });
  });

  it('at a price for several ticks is rounded against the payee', async () => {
    const terms = { price: '0.02', perTicks: 3 };
    const { ada, ben, till } = await scene('50.00', terms);
    const { request } = must(await till.offer());
    const wrong = must(await ada.streams().open(request, PRICE));
    expect(must(await till.accept(wrong.message))).toMatchObject({ code: 'price' });
    const again = await scene('50.00', terms);
    const offer = must(await again.till.offer());
    const { stream, message } = must(await again.ada.streams().open(offer.request, terms));
    must(await again.till.accept(message));
    expect([1, 2, 3, 4, 6].map((n) => stream.valueAfter(n))).toEqual([0n, 1n, 2n, 2n, 4n]);
    must(await again.till.receive(must(await stream.pay(4))));
    expect(must(await again.ben.sync()).received).toEqual({ HRB: '0.02' });
    expect(must(await ben.sync()).received).toEqual({});
  });

  it('claims more of them than one transition has hashes for', async () => {
    const terms = { price: '0.01', perTicks: 65_536 };
    const { town, ben, till } = await scene('1.00', { ...terms, mostSkipped: 65_536 });
    for (const name of ['cyd', 'dan', 'eve', 'fay', 'gus']) {
      const { wallet } = await funded(town, name, 100n);
      const tab = { to: '@ben', amount: '0.01', currency: 'HRB', days: 30 };
      must(await wallet.offline().openTab(tab));
      const { request } = must(await till.offer());
      const { stream, message } = must(await wallet.streams().open(request, terms));
      const accepted = must(await till.accept(message));
      must(await wallet.offline().finish(accepted.message));
      must(await till.receive(must(await stream.pay(65_536))));
    }
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.05' });
  });

  it('takes no tick in the margin of its window, and none after a release', async () => {
    const { ada, ben, till, tab, town } = await scene();
    const stream = await open(ada, till);
    const [first, second] = [must(await stream.pay(1)), must(await stream.pay(1))];
    must(await till.receive(first));
    must(await ben.offline().release(tab));
    expect(await codeOf(till.receive(second))).toBe('stream-ended');
    expect(must(await ben.balances()).balances).toEqual({ HRB: '0.01' });
    const late = await scene();
    const running = await open(late.ada, late.till);
    late.town.clock += 30 * 86_400_000 - 5 * 3_600_000;
    expect(await codeOf(late.till.receive(must(await running.pay(1))))).toBe('tick-window');
    expect(town.totals()).toEqual({ supply: 100_000n, owned: 100_000n });
  });
});

describe('a payee', () => {
  it('that keeps the highest tick gets exactly that, and a stale one helps nobody', async () => {
    expect(await keepsHighestTick()).toBeGreaterThan(12);
  });

  it('loses nothing to a payer that was copied a hundred times', async () => {
    expect(await payeeOfStreamLosesNothing()).toBeGreaterThan(3);
  });

  it('recognises a payer that was put back from an older copy', async () => {
    const { ada, adaPerson, till, town } = await scene();
    const stream = await open(ada, till);
    const copy = must(await new Person(town, 'ada', new Map(adaPerson.disk)).open());
    for (let n = 0; n < 40; n += 1) must(await till.receive(must(await stream.pay(1))));
    const { request } = must(await till.offer());
    const opened = must(await copy.streams().open(request, PRICE));
    expect(await codeOf(till.receive(must(await opened.stream.pay(1))))).toBe('tick-stale');
    const shown = must(await till.accept(opened.message));
    const last = shown.status === 'accepted' ? shown.last : null;
    expect(last?.count).toBe(40);
    expect(await opened.stream.continueAfter(last)).toMatchObject({
      failure: { code: 'rolled-back' },
    });
    expect(await opened.stream.pay(1)).toMatchObject({ failure: { code: 'stream-ended' } });
    expect(must(await copy.offline().own())).toMatchObject([{ stopped: 'rolled-back' }]);
  });

  it('goes on taking ticks while somebody hands it an act that is not the payer’s', async () => {
    const { ada, till } = await scene();
    const { request } = must(await till.offer());
    const first = must(await ada.streams().open(request, PRICE));
    must(await till.accept(first.message));
    const forged = first.message.slice();
    // Within the state: its entropy.
    const at = first.message.length > 200 ? 100 : 0;
    forged[at] = forged[at]! ^ 1;
    const verdict = till.accept(forged);
    for (let n = 1; n <= 20; n += 1) {
      expect(must(await till.receive(must(await first.stream.pay(1))))).toBe(n);
    }
    expect(must(await verdict)).toMatchObject({ status: 'not-accepted' });
  });

  it('is paid for ticks that were shown while the next act was on its way', async () => {
    const { ada, ben, till, tab } = await scene('0.05');
    const stream = await open(ada, till);
    const ticks: ShownTick[] = [];
    for (let n = 0; n < 5; n += 1) ticks.push(must(await stream.pay(1)));
    must(await till.receive(ticks[0]!));
    must(await ada.offline().raiseTab(tab, '1.00'));
    const { request } = must(await till.offer());
    const next = must(await ada.streams().open(request, PRICE));
    const [accepted, ...taken] = await Promise.all([
      till.accept(next.message),
      ...ticks.slice(1).map((tick) => till.receive(tick)),
    ]);
    expect(must(accepted)).toMatchObject({ status: 'accepted', sequence: 2 });
    expect(taken.every(({ ok }) => ok)).toBe(true);
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.05' });
  });

  it('takes ticks at its own price only, whatever else it has accepted', async () => {
    const { ada, ben, till } = await scene();
    const stream = await open(ada, till);
    const dear = must(await ben.streams().receive({ currency: 'HRB', price: '1.00' }));
    const tick = must(await stream.pay(1));
    expect(await codeOf(dear.receive(tick))).toBe('unknown-stream');
    expect(await codeOf(till.receive(tick))).toBe('taken');
  });

  it('refuses a tick that is too far ahead, above the cap, or none', async () => {
    const { ada, till } = await scene('20.00', { mostSkipped: 100 });
    const stream = await open(ada, till);
    const far = must(await stream.pay(101));
    expect(await codeOf(till.receive(far))).toBe('ticks-skipped');
    const near = must(await stream.pay(1));
    expect(await codeOf(till.receive({ ...near, count: 90, ticks: 1 }))).toBe('tick-link');
    for (const count of [0, -1, 1.5, 2001, NaN]) {
      expect(await codeOf(till.receive({ ...near, count }))).toBe('tick-count');
    }
    const { hold } = near;
    expect(await codeOf(till.receive({ ...near, hold: 'ab' }))).toBe('unknown-stream');
    expect(await codeOf(till.receive({ ...near, hold, sequence: 2 }))).toBe('stream-ended');
  });
});

describe('a machine that stops', () => {
  it('of the payer counts what was set aside until the payee shows its last tick', async () => {
    const { ada, adaPerson, till } = await scene();
    const stream = await open(ada, till);
    for (let n = 0; n < 5; n += 1) must(await till.receive(must(await stream.pay(1))));
    const again = must(await adaPerson.open());
    const { request } = must(await till.offer());
    const opened = must(await again.streams().open(request, PRICE));
    expect(opened.status).toBe('again');
    expect(opened.stream.position).toBeGreaterThanOrEqual(5);
    expect(opened.stream.position).toBeLessThanOrEqual(5 + 2 * 1024);
    const resumed = await open(again, till);
    expect(resumed.position).toBe(5);
    must(await till.receive(must(await resumed.pay(1))));
    must(await resumed.store());
    const third = must(await adaPerson.open());
    const reopened = must(await third.streams().open(request, PRICE));
    expect(reopened.stream.position).toBe(6);
  });

  it.each([0, 1, 10])('of the payee loses at most %d ticks that were served', async (most) => {
    const { ada, benPerson, till } = await scene('50.00', { mostUnstored: most });
    const stream = await open(ada, till);
    const served: ShownTick[] = [];
    let isCut = false;
    let writes = 0;
    benPerson.faults = {
      storage: (storage) => ({
        ...storage,
        write: (changes) => {
          writes += 1;
          if (writes > 12) isCut = true;
          // From here on nothing reaches the disk, and nobody is told.
          return isCut ? new Promise(() => undefined) : storage.write(changes);
        },
      }),
    };
    const ben = must(await benPerson.open());
    const door = must(
      await ben.streams().receive({ currency: 'HRB', ...PRICE, mostUnstored: most }),
    );
    for (let n = 0; n < 60 && !isCut; n += 1) {
      const tick = must(await stream.pay(1));
      const taken = await Promise.race([
        door.receive(tick),
        new Promise((resolve) => setTimeout(resolve, 50)),
      ]);
      if (taken !== undefined) served.push(tick);
    }
    for (let n = 0; n < most + 2; n += 1) {
      const tick = must(await stream.pay(1));
      const taken = await Promise.race([
        door.receive(tick),
        new Promise((resolve) => setTimeout(resolve, 20)),
      ]);
      if (taken !== undefined) served.push(tick);
    }
    benPerson.faults = {};
    const again = must(await benPerson.open());
    const next = await tillOf(again);
    let servedAgain = 0;
    for (const tick of served) if ((await next.receive(tick)).ok) servedAgain += 1;
    expect(servedAgain).toBeLessThanOrEqual(most);
    if (most > 0) expect(servedAgain).toBeGreaterThan(0);
  });

  it('of a write alone costs nobody a tick: shown again after a restart it is taken, once', async () => {
    const { ada, benPerson, till } = await scene();
    const stream = await open(ada, till);
    let isFull = false;
    benPerson.faults = {
      storage: (storage) => ({
        ...storage,
        write: (changes) =>
          isFull ? Promise.reject(new Error('no space left')) : storage.write(changes),
      }),
    };
    const door = await tillOf(must(await benPerson.open()));
    const [first, late, third, fourth] = [
      must(await stream.pay(1)),
      must(await stream.pay(2)),
      must(await stream.pay(1)),
      must(await stream.pay(1)),
    ];
    expect(await codeOf(door.receive(first))).toBe('taken');
    isFull = true;
    const taking = Promise.all([third, late].map((tick) => codeOf(door.receive(tick))));
    expect(await taking).toEqual(['storage-failed', 'storage-failed']);
    // Not stale, or the payer would go on after a tick that nobody stored.
    for (const tick of [third, late, fourth]) {
      expect(await codeOf(door.receive(tick))).toBe('storage-failed');
    }
    isFull = false;
    const ben = must(await benPerson.open());
    const again = await tillOf(ben);
    for (const tick of [late, third, fourth]) {
      const both = await Promise.all([codeOf(again.receive(tick)), codeOf(again.receive(tick))]);
      expect(both).toEqual(['taken', 'tick-stale']);
    }
    expect(await codeOf(again.receive(first))).toBe('tick-stale');
    expect(must(await ben.sync()).received).toEqual({ HRB: '0.05' });
  });

  it('never gives a tick of which a later start would not know', async () => {
    const { ada, adaPerson, till } = await scene();
    const stream = await open(ada, till);
    const seen = new Map<number, Uint8Array>();
    for (let n = 0; n < 3000; n += 1) {
      const tick = must(await stream.pay(1));
      seen.set(tick.count, tick.link);
      if (n % 100 !== 0) continue;
      const restarted = must(
        await new Person(adaPerson.town, 'ada', new Map(adaPerson.disk)).open(),
      );
      const { request } = must(await till.offer());
      const opened = must(await restarted.streams().open(request, PRICE));
      expect(opened.stream.position).toBeGreaterThanOrEqual(tick.count);
      const fresh = must(await opened.stream.pay(1));
      const before = seen.get(fresh.count);
      expect(before === undefined || equalBytes(before, fresh.link)).toBe(true);
      expect(fresh.count).toBeGreaterThan(tick.count);
    }
  });
});
