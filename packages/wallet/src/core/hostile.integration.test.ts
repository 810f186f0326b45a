import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SignatureWatch } from '../testing/faults.ts';
import { Person, funded, must } from '../testing/person.ts';
import { Town } from '../testing/town.ts';
import type { TransportAnswer } from './ports.ts';

/** How one answer is spoilt. */
type Lie =
  | { readonly kind: 'fine' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'other'; readonly body: Uint8Array }
  | { readonly kind: 'json'; readonly at: number; readonly value: unknown };

const lie: fc.Arbitrary<Lie> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('fine' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom(200, 204, 302, 400, 401, 404, 409, 429, 500, 503),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat(7) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('other' as const),
      body: fc.uint8Array({ maxLength: 300 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('json' as const),
      at: fc.nat(),
      value: fc.oneof(
        fc.jsonValue(),
        fc.constantFrom(
          null,
          -1,
          1.5,
          2 ** 60,
          '',
          '\uD800',
          'A',
          'x'.repeat(3000),
          '9'.repeat(19),
          [],
          {},
        ),
      ),
    }),
  },
);

/** Replaces the value numbered `at` of a JSON document, counted in the order of writing. */
function replaceValue(json: unknown, at: number, value: unknown): unknown {
  let count = 0;
  const places = countValues(json);
  const chosen = at % Math.max(1, places);
  const walk = (node: unknown): unknown => {
    const here = count;
    count += 1;
    if (here === chosen) return value;
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, walk(child)]));
  };
  return walk(json);
}

function countValues(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 1;
  return Object.values(node).reduce((sum: number, child) => sum + countValues(child), 1);
}

function spoil(answer: TransportAnswer, told: Lie): TransportAnswer {
  if (!answer.ok) return answer;
  const { body } = answer;
  switch (told.kind) {
    case 'fine':
      return answer;
    case 'status':
      return { ...answer, status: told.status };
    case 'flip': {
      const at = told.at % Math.max(1, body.length);
      return { ...answer, body: body.map((byte, i) => (i === at ? byte ^ (1 << told.bit) : byte)) };
    }
    case 'cut':
      return { ...answer, body: body.slice(0, told.at % Math.max(1, body.length)) };
    case 'other':
      return { ...answer, body: told.body };
    case 'json':
      try {
        const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
        const changed = JSON.stringify(replaceValue(json, told.at, told.value));
        return { ...answer, body: new TextEncoder().encode(changed) };
      } catch {
        return answer;
      }
  }
}

it('answers, and signs nothing twice, whatever it is told', async () => {
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(lie, { minLength: 40, maxLength: 120, size: 'max' }),
      async (lies) => {
        const town = await Town.open();
        const watch = new SignatureWatch(town);
        const { wallet: ben } = await funded(town, 'ben', 5000n);
        const { person, wallet: first } = await funded(town, 'ada', 5000n);
        await first.close();
        must(await ben.pay({ to: '@ada', amount: '1.00', currency: 'HRB', memo: 'hello' }));
        const told = lies[Symbol.iterator]();
        const faults = watch.faults({
          transport: (real) => ({
            async request(request) {
              const next = told.next();
              return spoil(
                await real.request(request),
                next.done === true ? { kind: 'fine' } : next.value,
              );
            },
          }),
        });
        person.faults = faults;
        const address = ben.view().address;
        for (let round = 0; round < 3; round += 1) {
          const ada = must(await person.open());
          const outcomes = [
            await ada.sync(),
            await ada.pay({ to: '@ben', amount: '0.50', currency: 'HRB', memo: 'x' }),
            await ada.pay({ to: address, amount: '0.25', currency: 'HRB' }),
            await ada.collect(),
            await ada.verify(),
            await ada.addCountry('TZ'),
            await ada.compareCheckpoints(must(await ben.checkpoints())),
          ];
          for (const outcome of outcomes) if (!outcome.ok) kinds.add(outcome.failure.kind);
        }
        const stranger = new Person(town, 'carl');
        stranger.faults = faults;
        const created = await stranger.create();
        if (!created.ok) kinds.add(created.failure.kind);
        person.faults = watch.faults();
        await town.wait(60_000);
        const ada = must(await person.open());
        must(await ada.sync());
        must(await ben.sync());
        expect(watch.violations).toEqual([]);
        expect(must(await ada.verify()).problems).toEqual([]);
        expect(town.totals()).toEqual({ supply: 10_000n, owned: 10_000n });
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
  expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['tampering', 'unreachable']));
});
