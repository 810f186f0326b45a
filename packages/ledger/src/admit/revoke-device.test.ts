import { type Hash, MAX_UINT, type Statement } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { openLedger } from '../ledger.ts';
import { readChain, readOutstanding, readReceivables, readReturnables } from '../state/read.ts';
import { recount } from '../state/recount.ts';
import { stateRoot } from '../state/root.ts';
import { createMemoryImage, openMemoryStore } from '../store/index.ts';
import { submit } from '../testing/counter.ts';
import { Desk, taking } from '../testing/desk.ts';
import { type Built, holdFor, Person, pseudoKey, START, treasury } from '../testing/parties.ts';
import { reportOn } from '../testing/report.ts';
import { seal, verifySeal } from '../testing/seal.ts';
import { testSovereign } from '../testing/sovereign.ts';

const HOUR = 3_600_000;
const revoke = (ordinal: number): Statement => ({ kind: 'revoke-device', ordinal });
const add = (name: string): Statement => ({
  kind: 'add-device',
  device: { key: pseudoKey(name), encryptionKey: null },
});

/** Somebody with 1000 of the one currency and 70 of the other on the first device, and a phone. */
function rich(desk: Desk): Person {
  const ada = desk.funded(1000n);
  desk.must(desk.goldTreasury.mint(desk.gld, 70n));
  const gold = desk.goldTreasury.put('KE', [holdFor(ada.id, desk.gld, 70n)]);
  desk.must(gold);
  desk.must(ada.account.take([taking(gold, 0, 0, 70n, desk.gld)]));
  desk.must(ada.say(add('phone')));
  return ada;
}

/** The currencies in the order in which a revoked device's balances leave it. */
function inOrder(desk: Desk): [currency: Hash, amount: bigint][] {
  const both: [Hash, bigint][] = [
    [desk.hrb, 1000n],
    [desk.gld, 70n],
  ];
  return both.sort(([a], [b]) => Buffer.compare(a, b));
}

/** Takes everything that a revoked device of `ada` left, with another of hers. */
function takeAll(desk: Desk, ada: Person, revoked: Built, device: number): string {
  const takings = inOrder(desk).map(([currency, amount], index) =>
    taking(revoked, index, 0, amount, currency),
  );
  return desk.outcome(ada.devices[device]!.take(takings));
}

describe('revoking a device that holds value', () => {
  test('puts all of it into holds for its identity, by currency, in the same entry', () => {
    const desk = new Desk();
    const ada = rich(desk);
    const revoked = ada.say(revoke(0), [2]);
    desk.must(revoked);
    expect(recount(desk.state)).toEqual([]);
    expect(readChain(desk.state, ada.account.chain)).toMatchObject({ active: false, balances: [] });
    expect(desk.state.currencies.totals.map(({ balances, held }) => [balances, held])).toEqual([
      [0n, 1000n],
      [0n, 70n],
    ]);
    const views = readReceivables(desk.state, ada.id, -1, 10);
    expect(views.map(({ record, amount }) => [record.currency, amount])).toEqual(inOrder(desk));
    for (const [index, view] of views.entries()) {
      const { hold } = taking(revoked, index, 0, 0n, desk.hrb);
      expect(view).toMatchObject({ id: hold, put: revoked.id, claim: 0, until: MAX_UINT });
      expect(view.record).toMatchObject({ owner: ada.id, country: 'KE', putAt: START, paid: 0n });
      expect(view.record.hold).toEqual({
        ...holdFor(ada.id, view.record.currency, view.amount, { until: MAX_UINT }),
      });
    }
    expect(readOutstanding(desk.state, ada.id, -1, 10)).toHaveLength(2);
  });

  test('which any active device takes, once, and nobody else', () => {
    const desk = new Desk();
    const ada = rich(desk);
    const eve = desk.person();
    const revoked = ada.say(revoke(0));
    desk.must(revoked);
    expect(takeAll(desk, eve, revoked, 0)).toBe('not-claimant');
    expect(takeAll(desk, ada, revoked, 0)).toBe('not-acceptable: revoked-device');
    expect(takeAll(desk, ada, revoked, 1)).toBe('admitted');
    expect(takeAll(desk, ada, revoked, 1)).toBe('unknown-hold');
    expect(ada.devices[1]!.balance(desk.hrb)).toBe(1000n);
    expect(recount(desk.state)).toEqual([]);
  });

  test('never to be returned, because the claim does not end', () => {
    const desk = new Desk();
    const ada = rich(desk);
    const revoked = ada.say(revoke(0));
    desk.must(revoked);
    desk.wait(200 * 365 * 24 * HOUR);
    expect(readReturnables(desk.state, ada.id, -1, 10)).toEqual([]);
    const [[currency, amount]] = inOrder(desk) as [[Hash, bigint]];
    const back = taking(revoked, 0, null, amount, currency);
    const late = desk.header.time + 1;
    expect(desk.outcome(ada.devices[1]!.take([back], late))).toBe('not-returnable-yet');
  });

  test('with a device that holds nothing opens no hold', () => {
    const desk = new Desk();
    const ada = rich(desk);
    desk.must(ada.say(revoke(1)));
    expect(desk.state.holds.count).toBe(0);
  });

  test('under the first valid country, and under the first of all where none is', () => {
    const country = (name: string, validUntil: number | null): Statement => ({
      kind: 'country',
      country: name,
      tier: 0,
      validUntil,
      attestation: null,
    });
    for (const [until, expected] of [
      [START + HOUR, 'KE'],
      [START - 1, 'AT'],
    ] as const) {
      const desk = new Desk();
      const ada = rich(desk);
      desk.must(ada.say(country('UG', until)));
      desk.must(ada.say(country('AT', START - 1)));
      desk.must(ada.say(country('KE', until)));
      desk.must(ada.say(revoke(0)));
      const [view] = readReceivables(desk.state, ada.id, -1, 1);
      expect(view?.record.country).toBe(expected);
      expect(view?.record.hold.claims[0]?.payee).toMatchObject({ country: expected });
    }
  });

  test('is not counted as sent, and asks no rule', () => {
    const desk = new Desk();
    const ada = rich(desk);
    desk.rulebook = {
      ...desk.rulebook,
      decide: () => ({ outcome: 'refuse', rule: 'T-1', requirements: [] }),
    };
    desk.must(ada.say(revoke(0)));
    expect(desk.state.identities.lastSent(desk.state.identities.find(ada.id))).toBeUndefined();
  });
});

describe('the last active device', () => {
  test('is revoked by the root alone, which then adds another that takes', () => {
    const desk = new Desk();
    const ada = rich(desk);
    desk.must(ada.say(revoke(1)));
    expect(desk.send(ada.say(revoke(0), [1]))).toMatchObject({
      code: 'last-device',
      data: { ordinal: 0 },
    });
    const revoked = ada.say(revoke(0), [0]);
    desk.must(revoked);
    expect(desk.outcome(ada.say(add('tablet'), [1]))).toBe('not-acceptable: wrong-signers');
    desk.must(ada.say(add('tablet'), [0]));
    expect(takeAll(desk, ada, revoked, 2)).toBe('admitted');
    expect(recount(desk.state)).toEqual([]);
  });

  test('may be revoked by root and device together', () => {
    const desk = new Desk();
    const ada = desk.person();
    expect(desk.outcome(ada.say(revoke(0), [0, 1]))).toBe('admitted');
  });
});

test('what was freed is there after reopening, can be taken, and passes an audit', async () => {
  const sovereign = testSovereign();
  const { constitution, epoch } = sovereign;
  const image = createMemoryImage();
  const open = (): ReturnType<typeof openLedger> =>
    openLedger(constitution, epoch, sovereign.ports(openMemoryStore(image)));
  const first = await open();
  const hrb = first.state.currencies.ids[0]!;
  const issuer = treasury(constitution, 'HRB', seal);
  const ada = new Person(1, { sign: seal });
  const send = async (ledger: typeof first, built: Built): Promise<void> => {
    expect(await submit(ledger, [built], verifySeal)).toMatchObject([{ ok: true }]);
  };
  await send(first, ada.open());
  await send(first, issuer.mint(hrb, 50n));
  const put = issuer.put('KE', [holdFor(ada.id, hrb, 50n)]);
  await send(first, put);
  await send(first, ada.account.take([taking(put, 0, 0, 50n, hrb)]));
  const revoked = ada.say(revoke(0), [0]);
  await send(first, revoked);
  await first.close();

  const again = await open();
  expect(stateRoot(again.state, 0)).toEqual(stateRoot(first.state, 0));
  expect(recount(again.state)).toEqual([]);
  await send(again, ada.say(add('phone'), [0]));
  await send(again, ada.devices[1]!.take([taking(revoked, 0, 0, 50n, hrb)]));
  expect(await reportOn(image, sovereign)).toMatchObject({ ok: true, problems: [] });
});
