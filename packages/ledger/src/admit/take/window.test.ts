import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { recount } from '../../state/recount.ts';
import { Desk } from '../../testing/desk.ts';
import { bare, opened, tabFor } from '../../testing/offline.ts';
import { START } from '../../testing/parties.ts';
import { verifySeal } from '../../testing/seal.ts';

const WINDOW = 1000;

/** Time that passes, and whether the ledger was closed meanwhile. */
const passing = fc.array(fc.record({ ms: fc.nat(400), closed: fc.boolean() }), {
  minLength: 1,
  maxLength: 12,
});

test('of a take and a return under one header exactly one is admitted: the window decides, closures do not count', () => {
  const property = fc.property(passing, fc.boolean(), (steps, ownerFirst) => {
    const desk = new Desk();
    desk.verifyInside = verifySeal;
    const ada = desk.funded(1000n);
    const ben = desk.person();
    const hold = tabFor(ben.id, desk.hrb, 100n, { until: START + WINDOW });
    const { acts } = opened(desk, ada, hold);
    const act = acts.act(60n);
    let open = 0;
    for (const { ms, closed } of steps) {
      desk.wait(ms, closed ? ms : 0);
      if (!closed) open += ms;
    }
    const take = ben.account.take([acts.take(60n, { act })]);
    const back = ada.account.take([bare(acts.hold, null, 100n, desk.hrb)]);
    const order = ownerFirst ? [back, take] : [take, back];
    const outcomes = order.map((built) => desk.outcome(built));
    const [taken, returned] = ownerFirst ? outcomes.toReversed() : outcomes;
    const isOpen = open <= WINDOW;
    expect([taken, returned]).toEqual(
      isOpen
        ? ['admitted', 'not-returnable-yet']
        : [ownerFirst ? 'unknown-hold' : 'claim-ended', 'admitted'],
    );
    expect(recount(desk.state)).toEqual([]);
  });
  fc.assert(property, { numRuns: 100 });
});
