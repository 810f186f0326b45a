import { type Hold, type Meter, signVoid, stateId } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { readReceivables, readReturnables } from '../../state/read.ts';
import { recount } from '../../state/recount.ts';
import { Desk } from '../../testing/desk.ts';
import { type Acts, bare, opened, raise, tabFor, tickChain } from '../../testing/offline.ts';
import { type Person, START } from '../../testing/parties.ts';
import { verifySeal } from '../../testing/seal.ts';

const HOUR = 3_600_000;

interface Tab {
  readonly desk: Desk;
  readonly ada: Person;
  readonly ben: Person;
  readonly acts: Acts;
}

function tab(cap = 500n, claim: Parameters<typeof tabFor>[3] = {}, hold: Partial<Hold> = {}): Tab {
  const desk = new Desk();
  desk.verifyInside = verifySeal;
  const ada = desk.funded(1000n);
  const ben = desk.person();
  const { acts } = opened(desk, ada, tabFor(ben.id, desk.hrb, cap, claim, hold));
  return { desk, ada, ben, acts };
}

describe('a voucher', () => {
  test('gives its payee what it says, in parts and as it grows, and closes the tab at its cap', () => {
    const { desk, ben, acts } = tab();
    const first = acts.act(120n);
    expect(desk.must(ben.account.take([acts.take(50n, { act: first })])).ok).toBe(true);
    expect(desk.outcome(ben.account.take([acts.take(70n, { act: first })]))).toBe('admitted');
    const second = acts.act(380n);
    expect(desk.outcome(ben.account.take([acts.take(380n, { act: second })]))).toBe('admitted');
    expect(desk.state.holds.find(acts.hold)).toBeUndefined();
    expect(ben.account.balance(desk.hrb)).toBe(500n);
    expect(recount(desk.state)).toEqual([]);
  });

  test('pays nothing twice, and an old one nothing at all', () => {
    const { desk, ben, acts } = tab();
    const [old, newest] = [acts.act(100n), acts.act(50n)];
    desk.must(ben.account.take([acts.take(150n, { act: newest })]));
    for (const act of [old, newest]) {
      expect(desk.send(ben.account.take([acts.take(1n, { act })]))).toMatchObject({
        code: 'amount-mismatch',
        data: { entitlement: '0' },
      });
    }
    expect(desk.outcome(ben.account.take([acts.take(0n, { act: newest })]))).toBe(
      'amount-mismatch',
    );
  });

  test('is taken several times in one transition, each seeing what was taken before', () => {
    const { desk, ben, acts } = tab();
    const act = acts.act(200n);
    const more = [acts.take(150n, { act }), acts.take(50n, { act })];
    expect(desk.outcome(ben.account.take([...more, acts.take(1n, { act })]))).toBe(
      'amount-mismatch',
    );
    const answer = desk.must(ben.account.take(more));
    expect(answer.changes.filter(({ kind }) => kind === 'hold-changed')).toHaveLength(1);
    expect(desk.state.holds.find(acts.hold)).toMatchObject({ paid: 200n, cap: 500n });
  });

  test('is refused for others, of other holds, above the cap, and not signed by the writer', () => {
    const { desk, ada, ben, acts } = tab();
    const other = opened(desk, ada, tabFor(ben.id, desk.hrb, 300n)).acts;
    const act = acts.act(10n);
    const eve = desk.person();
    expect(desk.outcome(eve.account.take([acts.take(10n, { act })]))).toBe('not-claimant');
    expect(desk.send(ben.account.take([other.take(10n, { act })]))).toMatchObject({
      code: 'bad-proof',
      data: { taking: 0, fault: 'other-hold' },
    });
    const much = acts.act(491n);
    expect(desk.send(ben.account.take([acts.take(10n, { act: much })]))).toMatchObject({
      data: { fault: 'above-cap' },
    });
    const forged = { ...act, signature: act.signature.with(3, act.signature[3]! ^ 1) };
    expect(desk.outcome(ben.account.take([acts.take(10n, { act: forged })]))).toBe(
      'not-acceptable: wrong-signature',
    );
    const twisted = { ...act, act: act.act.with(40, act.act[40]! ^ 1) };
    expect(desk.outcome(ben.account.take([acts.take(10n, { act: twisted })]))).toBe('bad-proof');
    const bareTaking = bare(acts.hold, 0, 10n, desk.hrb);
    expect(desk.send(ben.account.take([bareTaking]))).toMatchObject({ data: { fault: 'missing' } });
    expect(desk.outcome(ben.account.take([acts.take(10n, { act })]))).toBe('admitted');
  });

  test('is good until its window has passed, closures not counted, and then the rest returns', () => {
    const { desk, ada, ben, acts } = tab(500n, { until: START + HOUR });
    const act = acts.act(200n);
    desk.must(ben.account.take([acts.take(50n, { act })]));
    desk.wait(5 * HOUR, 5 * HOUR);
    desk.wait(HOUR);
    const back = bare(acts.hold, null, 450n, desk.hrb);
    expect(desk.outcome(ada.account.take([back]))).toBe('not-returnable-yet');
    desk.must(ben.account.take([acts.take(1n, { act })]));
    desk.wait(1);
    expect(desk.outcome(ben.account.take([acts.take(149n, { act })]))).toBe('claim-ended');
    expect(desk.outcome(ada.account.take([back]))).toBe('amount-mismatch');
    expect(desk.outcome(ada.account.take([{ ...back, amount: 449n }]))).toBe('admitted');
    expect(ada.account.balance(desk.hrb)).toBe(949n);
    expect(recount(desk.state)).toEqual([]);
  });

  test('with a word of the payee that it did not get an act still counts by its total', () => {
    const { desk, ben, acts } = tab();
    const lost = acts.act(100n);
    const party = { identity: ben.id, device: ben.genesis.device };
    const key = { ...ben.account.key, secretKey: new Uint8Array() } as never;
    const crypto = { sign: () => new Uint8Array(8) } as never;
    const given = signVoid(acts.hold, party, key, new Uint8Array(32), crypto);
    const next = acts.act(30n, { total: 30n, void: { ...given, state: stateId(lost.state) } });
    // The void's signature is looked at, too.
    expect(desk.outcome(ben.account.take([acts.take(30n, { act: next })]))).toBe(
      'not-acceptable: wrong-signature',
    );
    desk.verifyInside = () => true;
    // A key that is said to be a device of the payee's, and one of somebody else's that is.
    const eve = desk.person();
    for (const by of [
      { identity: ben.id, device: eve.genesis.device },
      { identity: eve.id, device: eve.genesis.device },
    ]) {
      const word = { ...given, by, state: stateId(lost.state) };
      const act = acts.act(0n, { total: 30n, void: word });
      expect(desk.send(ben.account.take([acts.take(30n, { act })]))).toMatchObject({
        code: 'bad-proof',
        data: { fault: 'void' },
      });
    }
    expect(desk.outcome(ben.account.take([acts.take(30n, { act: next })]))).toBe('admitted');
  });
});

describe('a release', () => {
  test('lets the owner have the rest before the window ends', () => {
    const { desk, ada, ben, acts } = tab();
    const act = acts.act(200n);
    desk.must(ben.account.take([acts.take(200n, { act, release: true })]));
    desk.state.header = desk.header;
    expect(readReceivables(desk.state, ben.id, -1, 9)).toEqual([]);
    expect(readReturnables(desk.state, ada.id, -1, 9)).toMatchObject([{ amount: 300n }]);
    expect(desk.outcome(ben.account.take([acts.take(0n, { release: true })]))).toBe('claim-ended');
    const raised = raise(ada.account, [{ hold: acts.hold, by: 1n, currency: desk.hrb }]);
    expect(desk.send(raised)).toMatchObject({ code: 'not-raisable', data: { reason: 'released' } });
    expect(desk.outcome(ben.account.take([bare(acts.hold, null, 300n, desk.hrb)]))).toBe(
      'not-claimant',
    );
    expect(desk.outcome(ada.account.take([bare(acts.hold, null, 300n, desk.hrb)]))).toBe(
      'admitted',
    );
    expect(ada.account.balance(desk.hrb)).toBe(800n);
  });

  test('needs nothing to show, and is the payee’s alone', () => {
    const { desk, ada, ben, acts } = tab();
    const release = acts.take(0n, { release: true });
    expect(desk.outcome(ada.account.take([release]))).toBe('not-claimant');
    expect(desk.outcome(ben.account.take([acts.take(0n, {})]))).toBe('amount-mismatch');
    expect(desk.outcome(ben.account.take([release]))).toBe('admitted');
    expect(desk.outcome(ada.account.take([bare(acts.hold, null, 500n, desk.hrb)]))).toBe(
      'admitted',
    );
  });

  test('of the tab leaves the claims of others as they are', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const [ben, arbiter] = [desk.person(), desk.person()];
    const one = tabFor(ben.id, desk.hrb, 100n);
    const other = tabFor(arbiter.id, desk.hrb, 100n, { meter: { kind: 'all' } });
    const { acts } = opened(desk, ada, { ...one, claims: [...one.claims, ...other.claims] });
    desk.must(ben.account.take([acts.take(0n, { release: true })]));
    expect(desk.outcome(ada.account.take([bare(acts.hold, null, 100n, desk.hrb)]))).toBe(
      'not-returnable-yet',
    );
    expect(desk.outcome(arbiter.account.take([bare(acts.hold, 1, 100n, desk.hrb)]))).toBe(
      'admitted',
    );
  });
});

describe('ticks', () => {
  const chain = tickChain(1000);
  const meter: Meter = { kind: 'ticks', units: 2n, perTicks: 3, anchor: chain.anchor, links: 1000 };

  test('without a writer are a single chain, worth whole units', () => {
    const { desk, ben, acts } = tab(500n, { meter }, { writer: { kind: 'none' } });
    // 10 × 2 ÷ 3
    const tick = chain.tick(10);
    expect(desk.outcome(ben.account.take([acts.take(7n, { tick })]))).toBe('amount-mismatch');
    expect(desk.outcome(ben.account.take([acts.take(6n, { tick })]))).toBe('admitted');
    expect(desk.outcome(ben.account.take([acts.take(1n, { tick: chain.tick(11) })]))).toBe(
      'admitted',
    );
    const act = acts.act(5n);
    expect(desk.send(ben.account.take([acts.take(1n, { act })]))).toMatchObject({
      data: { fault: 'no-acts' },
    });
  });

  test('of another chain, of another count, or past the end are refused', () => {
    const { desk, ben, acts } = tab(500n, { meter });
    const fault = (tick: { link: Uint8Array; count: number }): unknown =>
      desk.send(ben.account.take([acts.take(1n, { tick })]));
    const tick = chain.tick(30);
    expect(fault({ ...tick, count: 31 })).toMatchObject({ data: { fault: 'link' } });
    expect(fault(tickChain(1000, 'other').tick(30))).toMatchObject({ data: { fault: 'link' } });
    expect(fault({ ...tick, count: 1001 })).toMatchObject({ data: { fault: 'count' } });
  });

  test('beside an act are of its own stream; an act without one ends them', () => {
    const { desk, ben, acts } = tab(500n, { meter });
    const next = tickChain(50, 'next');
    const act = acts.act(20n, {
      stream: { units: 1n, perTicks: 1, anchor: next.anchor, links: 50 },
    });
    const tick = next.tick(50);
    expect(desk.outcome(ben.account.take([acts.take(71n, { act, tick })]))).toBe('amount-mismatch');
    expect(desk.outcome(ben.account.take([acts.take(70n, { act, tick })]))).toBe('admitted');
    const end = acts.act(50n);
    expect(desk.send(ben.account.take([acts.take(1n, { act: end, tick })]))).toMatchObject({
      data: { fault: 'no-stream' },
    });
  });

  test('never give more than the cap', () => {
    const { desk, ben, acts } = tab(500n, {
      meter: { ...meter, units: 2n ** 62n, perTicks: 1 },
    });
    const tick = chain.tick(1000);
    expect(desk.outcome(ben.account.take([acts.take(501n, { tick })]))).toBe('amount-mismatch');
    expect(desk.outcome(ben.account.take([acts.take(500n, { tick })]))).toBe('admitted');
  });

  test('are hashed only so far in one transition', () => {
    const { desk, ben, acts } = tab(500n, { meter: { ...meter, links: 65_536 } });
    const tick = { link: new Uint8Array(32), count: 65_536 };
    const takings = Array.from({ length: 5 }, () => acts.take(1n, { tick }));
    expect(desk.send(ben.account.take(takings))).toMatchObject({
      code: 'too-costly',
      data: { signatures: 1, links: 327_680 },
    });
    expect(desk.send(ben.account.take(takings.slice(1)))).toMatchObject({
      data: { fault: 'link' },
    });
  });
});

describe('a raise', () => {
  test('adds to a tab, which stays one chain', () => {
    const { desk, ada, ben, acts } = tab(100n);
    const act = acts.act(90n);
    desk.must(ben.account.take([acts.take(90n, { act })]));
    const item = { hold: acts.hold, by: 200n, currency: desk.hrb };
    desk.must(raise(ada.account, [item, { ...item, by: 1n }]));
    expect(desk.state.holds.find(acts.hold)).toMatchObject({ cap: 301n, paid: 90n });
    const more = acts.act(211n);
    expect(desk.outcome(ben.account.take([acts.take(211n, { act: more })]))).toBe('admitted');
    expect(ada.account.balance(desk.hrb)).toBe(699n);
    expect(recount(desk.state)).toEqual([]);
  });

  test('is of an own open tab, with money that is there', () => {
    const { desk, ada, ben, acts } = tab(100n, { until: START + HOUR });
    const item = { hold: acts.hold, by: 10n, currency: desk.hrb };
    const eve = desk.funded(50n);
    const reason = (by: Person, one: typeof item): unknown => {
      const answer = desk.send(raise(by.account, [one]));
      return answer.ok ? 'raised' : (answer.data as { reason?: string }).reason;
    };
    expect(reason(eve, item)).toBe('not-owner');
    expect(reason(ada, { ...item, hold: new Uint8Array(32) })).toBe('unknown-hold');
    const plain = opened(
      desk,
      ada,
      tabFor(ben.id, desk.hrb, 5n, { meter: { kind: 'all' } }, { writer: { kind: 'none' } }),
    );
    expect(reason(ada, { ...item, hold: plain.acts.hold })).toBe('no-tab');
    expect(desk.outcome(raise(ada.account, [{ ...item, by: 5000n }]))).toBe('insufficient-balance');
    expect(reason(ada, item)).toBe('raised');
    desk.wait(HOUR + 1);
    expect(reason(ada, item)).toBe('ended');
  });
});

describe('a schedule', () => {
  const meter: Meter = {
    kind: 'schedule',
    amount: 30n,
    periodMs: HOUR,
    firstAt: START + HOUR,
    periods: 4,
  };

  test('pays for periods that have begun, and no more of them than there are', () => {
    const { desk, ben, acts } = tab(110n, { meter }, { writer: { kind: 'none' } });
    const take = (amount: bigint): string =>
      desk.outcome(ben.account.take([bare(acts.hold, 0, amount, desk.hrb)]));
    expect(take(1n)).toBe('amount-mismatch');
    desk.wait(HOUR);
    expect(take(31n)).toBe('amount-mismatch');
    expect(take(10n)).toBe('admitted');
    desk.wait(HOUR - 1);
    expect(take(21n)).toBe('amount-mismatch');
    desk.wait(1);
    expect(take(50n)).toBe('admitted');
    desk.wait(100 * HOUR);
    // 4 × 30 would be more than the cap.
    expect(take(51n)).toBe('amount-mismatch');
    expect(take(50n)).toBe('admitted');
    expect(desk.state.holds.find(acts.hold)).toBeUndefined();
  });

  test('that is not used up returns after its end', () => {
    const { desk, ada, ben, acts } = tab(
      110n,
      { meter: { ...meter, periods: 2 }, until: START + 90 * HOUR },
      { writer: { kind: 'none' } },
    );
    desk.wait(90 * HOUR);
    const take = (amount: bigint): string =>
      desk.outcome(ben.account.take([bare(acts.hold, 0, amount, desk.hrb)]));
    expect(take(61n)).toBe('amount-mismatch');
    expect(take(60n)).toBe('admitted');
    desk.wait(1);
    expect(desk.outcome(ada.account.take([bare(acts.hold, null, 50n, desk.hrb)]))).toBe('admitted');
  });
});
