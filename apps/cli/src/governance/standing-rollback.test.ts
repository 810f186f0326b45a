import { type List, type Module, parse } from '@tallystick/rules';
import { expect, it } from 'vitest';
import { START, body } from '../testing/proposal-body.ts';
import { cappedRules } from '../testing/prepare-votes.ts';
import type { ProposalBody } from './read-proposals.ts';
import { type WantedBack, standingRollback } from './standing-rollback.ts';

const ME = 'a'.repeat(64);
const KE = { matter: 'module KE', author: ME };

/** As far on as `START`: reported on, approved by its office, and in force from `opens` on. */
function decided(id: string, name: string, opens: number, base: string | null): ProposalBody {
  const voteUntil = Math.min(opens, START) - 1000;
  const word = { office: 'x', verdict: null, report: null, by: '', agrees: null };
  const { procedure } = body(id, name);
  return body(id, name, {
    ...KE,
    base: base && base.padEnd(64, '0'),
    stage: { kind: opens > START ? 'timelock' : 'adopted', reason: null, opens },
    schedule: { voteFrom: voteUntil - 1000, voteUntil, lockUntil: opens },
    procedure: { ...procedure, electorate: null, audits: 0 },
    offices: [
      { ...word, said: 'gates', verdict: 'passed', at: voteUntil - 1500 },
      { ...word, said: 'approved', at: voteUntil - 500 },
    ],
  });
}

const FIRST = decided('11', 'KE-1', START - 90_000, null);
const SECOND = decided('22', 'KE-2', START - 60_000, '11');
const BACK = body('33', 'KE-3', { ...KE, base: SECOND.id });
const CAPS = new Map([
  [FIRST.id, '50.00'],
  [SECOND.id, '5.00'],
  [BACK.id, '50.00'],
]);

function textOf(id: string): Promise<Module | List> {
  const { tree } = parse(cappedRules('KE', Number(id[0]), CAPS.get(id) ?? '', '2026-01-01'));
  if (tree === null) throw new Error(`${id} has no text`);
  return Promise.resolve(tree);
}

async function found(
  proposals: readonly ProposalBody[],
  change: Partial<WantedBack> = {},
): Promise<string | undefined> {
  const earlier = await textOf(FIRST.id);
  const wanted = { earlier, matter: 'module KE', lane: 'ordinary', from: null, ...change } as const;
  const all = { time: START, proposals };
  return (await standingRollback(all, ME, wanted, textOf))?.body.name;
}

it('is found by what it says and replaces, whatever its number and date', async () => {
  expect(await found([BACK, SECOND, FIRST])).toBe('KE-3');
  expect(await found([BACK, SECOND, FIRST], { from: BACK.from })).toBe('KE-3');
  expect(await found([SECOND, FIRST])).toBeUndefined();
});

it('stands while it is decided and still to come', async () => {
  const later = decided('33', 'KE-3', START + 5000, '22');
  expect(await found([later, SECOND, FIRST])).toBe('KE-3');
  expect(await found([{ ...later, stage: { ...later.stage, opens: START } }, SECOND, FIRST])).toBe(
    undefined,
  );
});

it.each<[string, Partial<ProposalBody>, Partial<WantedBack>?]>([
  ['somebody else’s', { author: 'b'.repeat(64) }],
  ['withdrawn', { stage: { kind: 'withdrawn', reason: null, opens: null } }],
  ['failed', { stage: { kind: 'failed', reason: 'vote', opens: null } }],
  ['one that replaces another version', { base: FIRST.id }],
  ['one that ends', { until: START + 1000 }],
  ['of the other lane', { lane: 'emergency' }],
  ['of another date than was typed', {}, { from: START + 1000 }],
])('is another one than %s', async (_, change, wanted = {}) => {
  expect(await found([{ ...BACK, ...change }, SECOND, FIRST], wanted)).toBeUndefined();
});

it('is another one than one that says something else', async () => {
  const other = await textOf(SECOND.id);
  expect(await found([BACK, SECOND, FIRST], { earlier: other })).toBeUndefined();
});
