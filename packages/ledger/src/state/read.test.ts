import { describe, expect, test } from 'vitest';
import { Desk, taking } from '../testing/desk.ts';
import { holdFor, START } from '../testing/parties.ts';
import { Holds } from './holds.ts';
import { readOutstanding, readReceivables, readReturnables } from './read.ts';
import { stateRoot } from './root.ts';

const HOUR = 3_600_000;

describe('what an identity can take', () => {
  test('is listed once a hold, under the first claim that has not ended', () => {
    const desk = new Desk();
    const [ada, ben] = [desk.funded(1000n), desk.person()];
    const until = [START + HOUR, START + 3 * HOUR, START + 2 * HOUR];
    const claims = until.map((end) => holdFor(ben.id, desk.hrb, 5n, { until: end }).claims[0]!);
    const put = ada.account.put('KE', [
      { ...holdFor(ben.id, desk.hrb, 5n), claims },
      holdFor(ben.id, desk.hrb, 7n),
    ]);
    desk.must(put);
    const listed = (): unknown[] => {
      desk.state.header = desk.header;
      return readReceivables(desk.state, ben.id, -1, 10).map(({ claim, amount }) => [
        claim,
        amount,
      ]);
    };
    expect(listed()).toEqual([
      [0, 5n],
      [0, 7n],
    ]);
    desk.wait(HOUR + 1);
    expect(listed()).toEqual([
      [1, 5n],
      [0, 7n],
    ]);
    // All that is listed can be taken in one operation.
    const takings = [taking(put, 0, 1, 5n, desk.hrb), taking(put, 1, 0, 7n, desk.hrb)];
    expect(desk.outcome(ben.account.take(takings))).toBe('admitted');
    expect(listed()).toEqual([]);
  });

  test('comes in pages, and what the owner may take back with the time', () => {
    const desk = new Desk();
    const [ada, ben] = [desk.funded(1000n), desk.person()];
    const until = (index: number): number => START + index * HOUR;
    const holds = [1, 2, 3, 4, 5].map((index) =>
      holdFor(ben.id, desk.hrb, BigInt(index), { until: until(index) }),
    );
    desk.must(ada.account.put('KE', holds));
    desk.wait(2 * HOUR + 1);
    desk.state.header = desk.header;
    const [first, second] = readReceivables(desk.state, ben.id, -1, 2);
    expect([first?.amount, second?.amount]).toEqual([3n, 4n]);
    const rest = readReceivables(desk.state, ben.id, second!.number, 2);
    expect(rest.map(({ amount }) => amount)).toEqual([5n]);
    const back = readReturnables(desk.state, ada.id, -1, 10);
    expect(back.map(({ amount, claim }) => [amount, claim])).toEqual([
      [1n, null],
      [2n, null],
    ]);
    expect(readReturnables(desk.state, ada.id, back[0]!.number, 10)).toHaveLength(1);
    expect(readOutstanding(desk.state, ada.id, back[1]!.number, 10)).toHaveLength(3);
    expect(readOutstanding(desk.state, ada.id, -1, 3)).toHaveLength(3);
  });
});

test('a treasury finds what nobody took of it, and takes it back', () => {
  const desk = new Desk();
  const ben = desk.person();
  desk.must(desk.treasury.mint(desk.hrb, 9n));
  const put = desk.treasury.put('KE', [holdFor(ben.id, desk.hrb, 9n, { until: START + HOUR })]);
  desk.must(put);
  const { chain } = desk.treasury;
  expect(readOutstanding(desk.state, chain, -1, 10).map(({ amount }) => amount)).toEqual([9n]);
  desk.wait(HOUR + 1);
  desk.state.header = desk.header;
  expect(readReturnables(desk.state, chain, -1, 10)).toHaveLength(1);
  expect(readOutstanding(desk.state, desk.goldTreasury.chain, -1, 10)).toEqual([]);
  expect(readOutstanding(desk.state, ben.account.chain, -1, 10)).toEqual([]);
  desk.must(desk.treasury.take([taking(put, 0, null, 9n, desk.hrb)]));
  desk.must(desk.treasury.burn(desk.hrb, 9n));
});

test('one owner may have more open holds than a call takes arguments', () => {
  const desk = new Desk();
  const holds = new Holds();
  const bytes = new Uint8Array(32);
  for (let number = 0; number < 200_000; number += 1) {
    const id = new Uint8Array(32);
    new DataView(id.buffer).setUint32(0, Math.imul(number, 0x9e37_79b1));
    holds.add({
      id,
      put: bytes,
      value: bytes,
      currency: 0,
      cap: 1n,
      paid: 0n,
      owner: -1,
      putAt: START,
      closedMs: 0,
      marks: 0,
      claims: [{ payee: 0, country: 'KE', until: START }],
    });
  }
  expect(holds.places()).toHaveLength(200_000);
  expect(stateRoot({ ...desk.state, holds }, 0).root).toHaveLength(32);
});
