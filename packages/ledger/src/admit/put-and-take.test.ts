import type { Hold } from '@tallystick/protocol';
import { NO_OBJECTION, noObjection, type Facts, type Rulebook } from '@tallystick/rules';
import { describe, expect, test } from 'vitest';
import { Desk, outcomeOf, taking } from '../testing/desk.ts';
import { holdFor, LATE, Person, START } from '../testing/parties.ts';

const HOUR = 3_600_000;

describe('a payment', () => {
  test('is minted, put and taken', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const ben = desk.person();
    const put = ada.account.put('KE', [holdFor(ben.id, desk.hrb, 400n)]);
    expect(desk.outcome(put)).toBe('admitted');
    expect(desk.state.currencies.totals[0]).toMatchObject({ balances: 600n, held: 400n });
    expect(desk.outcome(ben.account.take([taking(put, 0, 0, 400n, desk.hrb)]))).toBe('admitted');
    expect(desk.state.currencies.totals[0]).toEqual({
      minted: 1000n,
      burned: 0n,
      balances: 1000n,
      held: 0n,
    });
    expect([...desk.state.holds.all()]).toEqual([]);
  });

  test('to oneself is one like any other', () => {
    const desk = new Desk();
    const ada = desk.funded(10n);
    const put = ada.account.put('KE', [holdFor(ada.id, desk.hrb, 10n)]);
    expect(desk.outcome(put)).toBe('admitted');
    expect(desk.outcome(ada.account.take([taking(put, 0, 0, 10n, desk.hrb)]))).toBe('admitted');
    expect(ada.account.balance(desk.hrb)).toBe(10n);
  });

  test('goes to many in several currencies, and many are taken at once', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    desk.must(desk.goldTreasury.mint(desk.gld, 70n));
    const gold = desk.goldTreasury.put('KE', [holdFor(ada.id, desk.gld, 70n)]);
    desk.must(gold);
    desk.must(ada.account.take([taking(gold, 0, 0, 70n, desk.gld)]));
    const ben = desk.person();
    const put = ada.account.put('KE', [
      holdFor(ben.id, desk.hrb, 400n),
      holdFor(ben.id, desk.gld, 70n),
      holdFor(ben.id, desk.hrb, 600n),
    ]);
    expect(desk.outcome(put)).toBe('admitted');
    const takings = [
      taking(put, 2, 0, 600n, desk.hrb),
      taking(put, 0, 0, 400n, desk.hrb),
      taking(put, 1, 0, 70n, desk.gld),
    ];
    expect(desk.outcome(ben.account.take(takings))).toBe('admitted');
    const slot = desk.state.devices.find(ben.account.chain);
    expect(desk.state.devices.balances(slot)).toHaveLength(2);
    expect(desk.state.devices.balances(desk.state.devices.find(ada.account.chain))).toEqual([]);
  });
});

describe('a put is refused', () => {
  const cases: [string, string, (hold: Hold, desk: Desk) => Hold][] = [
    ['more than there is', 'insufficient-balance', (hold) => ({ ...hold, cap: 1001n })],
    ['another currency', 'unknown-currency', (hold) => ({ ...hold, currency: new Uint8Array(32) })],
    [
      'a currency it does not hold',
      'insufficient-balance',
      (hold, { gld }) => ({ ...hold, currency: gld }),
    ],
    ['a writer', 'bad-terms', (hold) => ({ ...hold, writer: { kind: 'putter' } })],
    ['another meter', 'bad-terms', (hold) => withClaim(hold, { meter: { kind: 'voucher' } })],
    [
      'anyone as payee',
      'bad-terms',
      (hold) => withClaim(hold, { payee: { kind: 'anyone', countries: [], minTier: 0 } }),
    ],
    [
      'an unknown payee',
      'unknown-payee',
      (hold) =>
        withClaim(hold, {
          payee: { kind: 'identity', identity: new Person(99).id, country: 'KE' },
        }),
    ],
    ['a window that is over', 'claim-ended', (hold) => withClaim(hold, { until: START - 1 })],
  ];

  test.each(cases)('with %s', (_, code, change) => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const ben = desk.person();
    const hold = change(holdFor(ben.id, desk.hrb, 1000n), desk);
    const put = ada.account.put('KE', [hold]);
    // The client cannot compute what a debt would leave: it sends the contents of an empty chain.
    expect(desk.outcome(put)).toBe(code);
    expect(ada.account.balance(desk.hrb)).toBe(1000n);
  });

  test('when all its holds together are too much', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const holds = [holdFor(ada.id, desk.hrb, 600n), holdFor(ada.id, desk.hrb, 600n)];
    const refusal = desk.send(ada.account.put('KE', holds));
    expect(refusal).toMatchObject({ data: { balance: '1000', needed: '1200' } });
  });

  test('under a country that sender or payee has no valid record of', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const ben = desk.person(['DE']);
    const hold = holdFor(ben.id, desk.hrb, 1n, { country: 'DE' });
    expect(desk.outcome(ada.account.put('DE', [hold]))).toBe('no-country-record');
    expect(desk.outcome(ada.account.put('KE', [holdFor(ben.id, desk.hrb, 1n)]))).toBe(
      'no-country-record',
    );
    expect(desk.outcome(ada.account.put('KE', [hold]))).toBe('admitted');
    expect(desk.outcome(desk.treasury.put('DE', [hold]))).toBe('no-country-record');
    const brief = { kind: 'country', country: 'DE', tier: 0, attestation: null } as const;
    desk.must(ben.say({ ...brief, validUntil: START + 10 }));
    desk.wait(10);
    expect(desk.outcome(ada.account.put('KE', [hold]))).toBe('admitted');
    desk.wait(1);
    expect(desk.outcome(ada.account.put('KE', [hold]))).toBe('no-country-record');
  });
});

describe('a taking is refused', () => {
  function paid(until = LATE): {
    desk: Desk;
    ada: Person;
    ben: Person;
    put: ReturnType<Person['account']['put']>;
  } {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const ben = desk.person();
    const put = ada.account.put('KE', [holdFor(ben.id, desk.hrb, 400n, { until })]);
    desk.must(put);
    return { desk, ada, ben, put };
  }

  test('by anybody but the payee', () => {
    const { desk, ada, put } = paid();
    const eve = desk.person();
    for (const thief of [eve.account, ada.account, desk.treasury]) {
      expect(desk.outcome(thief.take([taking(put, 0, 0, 400n, desk.hrb)]))).toBe('not-claimant');
    }
  });

  test('of another amount than the entitlement', () => {
    const { desk, ben, put } = paid();
    for (const amount of [0n, 399n, 401n]) {
      const refusal = desk.send(ben.account.take([taking(put, 0, 0, amount, desk.hrb)]));
      expect(refusal).toMatchObject({ code: 'amount-mismatch', data: { entitlement: '400' } });
    }
  });

  test('the second time, in the same operation or later', () => {
    const { desk, ben, put } = paid();
    const one = taking(put, 0, 0, 400n, desk.hrb);
    expect(desk.outcome(ben.account.take([one, one]))).toBe('unknown-hold');
    expect(desk.outcome(ben.account.take([one]))).toBe('admitted');
    expect(desk.outcome(ben.account.take([one]))).toBe('unknown-hold');
  });

  test('under a claim that is not there, or with a proof that nothing asks for', () => {
    const { desk, ben, put } = paid();
    expect(desk.outcome(ben.account.take([taking(put, 0, 1, 400n, desk.hrb)]))).toBe(
      'unknown-claim',
    );
    const proof = { evidence: new Uint8Array(1), witnesses: [] };
    const proved = { ...taking(put, 0, 0, 400n, desk.hrb), proof };
    expect(desk.outcome(ben.account.take([proved]))).toBe('bad-proof');
  });

  test('once the window is over, and then the owner takes it back', () => {
    const { desk, ada, ben, put } = paid(START + HOUR);
    const claim = taking(put, 0, 0, 400n, desk.hrb);
    const back = taking(put, 0, null, 400n, desk.hrb);
    desk.wait(HOUR);
    expect(desk.outcome(ada.account.take([back]))).toBe('not-returnable-yet');
    desk.wait(1);
    expect(desk.outcome(ben.account.take([claim]))).toBe('claim-ended');
    expect(desk.outcome(ben.account.take([back]))).toBe('not-claimant');
    expect(desk.outcome(ada.account.take([back]))).toBe('admitted');
    expect(ada.account.balance(desk.hrb)).toBe(1000n);
  });

  test('never because the ledger was closed: the window is longer by that time', () => {
    const { desk, ada, ben, put } = paid(START + HOUR);
    desk.wait(5 * HOUR, 5 * HOUR);
    desk.wait(HOUR);
    expect(desk.outcome(ada.account.take([taking(put, 0, null, 400n, desk.hrb)]))).toBe(
      'not-returnable-yet',
    );
    expect(desk.outcome(ben.account.take([taking(put, 0, 0, 400n, desk.hrb)]))).toBe('admitted');
  });

  test('for the return while any of several claims is open', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const ben = desk.person();
    const early = holdFor(ben.id, desk.hrb, 5n, { until: START + 1 });
    const late = holdFor(ada.id, desk.hrb, 5n, { until: START + HOUR });
    const hold = { ...early, claims: [...early.claims, ...late.claims] };
    const put = ada.account.put('KE', [hold]);
    desk.must(put);
    desk.wait(HOUR);
    const back = taking(put, 0, null, 5n, desk.hrb);
    expect(desk.outcome(ada.account.take([back]))).toBe('not-returnable-yet');
    desk.wait(1);
    expect(desk.outcome(ada.account.take([back]))).toBe('admitted');
  });
});

describe('the rulebook', () => {
  function watched(answer: (facts: Facts) => 'refuse' | 'hold' | 'no-objection'): {
    seen: Facts[];
    rulebook: Rulebook;
  } {
    const seen: Facts[] = [];
    const rulebook: Rulebook = {
      hash: new Uint8Array(32).fill(9),
      needs: { ...noObjection.needs, sent: [1, 24] },
      decide(facts) {
        seen.push(facts);
        const outcome = answer(facts);
        return outcome === 'no-objection'
          ? NO_OBJECTION
          : { outcome, rule: 'T-1', requirements: outcome === 'hold' ? ['tier 1'] : [] };
      },
    };
    return { seen, rulebook };
  }

  test('is asked with the real facts, and what was sent counts by the hour', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const ben = desk.person(['DE']);
    const { seen, rulebook } = watched(() => 'no-objection');
    desk.rulebook = rulebook;
    const hold = holdFor(ben.id, desk.hrb, 100n, { country: 'DE' });
    desk.must(ada.account.put('KE', [hold, hold]));
    desk.wait(HOUR);
    desk.must(ada.account.put('KE', [hold]));
    desk.wait(23 * HOUR);
    desk.must(ada.account.put('KE', [hold]));
    expect(seen.map(({ sent }) => sent.map(({ amount }) => amount))).toEqual([
      [0n, 0n],
      [100n, 100n],
      [0n, 200n],
      [0n, 100n],
    ]);
    expect(seen[0]).toMatchObject({
      amount: 100n,
      sender: { country: 'KE', tier: 0 },
      receivers: [{ kind: 'party', country: 'DE', tier: 0 }],
      online: true,
      time: desk.header.time - 24 * HOUR,
    });
  });

  test.each([
    ['refuse', 'rules-refuse'],
    ['hold', 'rules-hold'],
  ] as const)('says %s, and nothing is put', (outcome, code) => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    desk.rulebook = watched(({ amount }) => (amount > 5n ? outcome : 'no-objection')).rulebook;
    const holds = [holdFor(ada.id, desk.hrb, 5n), holdFor(ada.id, desk.hrb, 6n)];
    expect(desk.send(ada.account.put('KE', holds))).toMatchObject({
      code,
      data: { hold: 1, rule: 'T-1' },
    });
    expect(desk.state.holds.count).toBe(0);
    expect(desk.outcome(ada.account.put('KE', holds.slice(0, 1)))).toBe('admitted');
  });

  test('has its decision in the effects', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const put = ada.account.put('KE', [holdFor(ada.id, desk.hrb, 5n)]);
    const hash = Buffer.from(desk.rulebook.hash).toString('hex');
    expect(Buffer.from(desk.must(put).effects).toString('hex')).toContain(hash);
  });
});

describe('issuing', () => {
  test('changes supply and the treasury, and says the totals', () => {
    const desk = new Desk();
    desk.must(desk.treasury.mint(desk.hrb, 1000n));
    desk.must(desk.treasury.burn(desk.hrb, 300n));
    expect(desk.state.currencies.totals[0]).toEqual({
      minted: 1000n,
      burned: 300n,
      balances: 700n,
      held: 0n,
    });
    expect(desk.outcome(desk.treasury.burn(desk.hrb, 700n))).toBe('admitted');
  });

  test('is refused beyond the balance, beyond 2^63 - 1, and for another currency', () => {
    const desk = new Desk();
    const most = 2n ** 63n - 1n;
    expect(desk.outcome(desk.treasury.mint(desk.hrb, most))).toBe('admitted');
    expect(desk.outcome(desk.goldTreasury.mint(desk.hrb, 1n))).toBe('wrong-treasury');
    const { bytes } = desk.goldTreasury.mint(desk.gld, 1n);
    desk.must(desk.goldTreasury.mint(desk.gld, 1n));
    expect(outcomeOf(desk.offer(bytes))).toBe('not-acceptable: not-successor');
    desk.must(desk.treasury.burn(desk.hrb, 1n));
    // Even with room under the limit: the total ever minted is an amount, too.
    expect(desk.outcome(desk.treasury.mint(desk.hrb, 1n))).toBe('supply-limit');
    expect(desk.outcome(desk.goldTreasury.burn(desk.gld, 1n))).toBe('admitted');
    desk.must(desk.goldTreasury.mint(desk.gld, 1n));
  });
});

function withClaim(hold: Hold, change: Partial<Hold['claims'][number]>): Hold {
  return { ...hold, claims: hold.claims.map((claim) => ({ ...claim, ...change })) };
}
