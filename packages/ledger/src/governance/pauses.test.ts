import fc from 'fast-check';
import { toHex } from '@tallystick/protocol';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { admit } from '../admit/admit.ts';
import { decodeTransition } from '../admit/decode-transition.ts';
import { Council } from '../testing/council.ts';
import { Desk, taking } from '../testing/desk.ts';
import { governedConstitution } from '../testing/governance.ts';
import { tabFor } from '../testing/offline.ts';
import { type Built, holdFor, type Person, START } from '../testing/parties.ts';
import { readReceivables, readReturnables } from '../state/read.ts';
import { enterHeader } from './enter-header.ts';
import { pausedMs } from './pauses.ts';

const utf8 = new TextEncoder();
const RULE = `module currency HRB version 1 in force from 2027-01-15T08:00:08Z

rule HRB-1 "Nobody on the list is paid"
  when receiver in SANCTIONED
  then refuse
`;
const NEVER = '00'.repeat(32);

let desk: Desk;
let council: Council;
let payer: Person;
let payee: Person;

/** Who is on the list, in version `version`, from so many ms after the start. */
function listOf(version: number, from: number, people: readonly Person[]): Uint8Array {
  const instant = new Date(START + from).toISOString().replace('.000Z', 'Z');
  const named = [NEVER, ...people.map(({ id }) => toHex(id))].sort();
  const entries = named.map((id) => `"${id}"`).join(', ');
  return utf8.encode(
    `list SANCTIONED of parties version ${version} in force from ${instant} fresh for 365 days:\n  ${entries}\n`,
  );
}

beforeEach(() => {
  desk = new Desk(governedConstitution());
  payer = desk.funded(100_000n);
  payee = desk.person();
  council = new Council(desk);
});

const hold = (until: number): Built => {
  const built = payer.account.put('KE', [holdFor(payee.id, desk.hrb, 500n, { until })]);
  desk.must(built);
  return built;
};
const take = (put: Built): string =>
  desk.outcome(payee.account.take([taking(put, 0, 0, 500n, desk.hrb)]));
const takeBack = (put: Built): string =>
  desk.outcome(payer.account.take([taking(put, 0, null, 500n, desk.hrb)]));

describe('a payee that comes onto a list', () => {
  it('waits while it is there, and loses no time by it', () => {
    const list = { kind: 'list', name: 'SANCTIONED' } as const;
    const first = council.decide(list, listOf(1, 4000, []), { from: START + 4000 });
    council.decide({ kind: 'module', owner: 'HRB' }, utf8.encode(RULE), { from: START + 8000 });
    const put = hold(START + 30_000);
    const monthly = payer.account.put('KE', [
      tabFor(
        payee.id,
        desk.hrb,
        500n,
        { meter: { kind: 'schedule', amount: 100n, periodMs: 1000, firstAt: START, periods: 5 } },
        { writer: { kind: 'none' } },
      ),
    ]);
    desk.must(monthly);
    const takePart = (): string =>
      desk.outcome(payee.account.take([taking(monthly, 0, 0, 100n, desk.hrb)]));
    const second = council.decide(list, listOf(2, 14_000, [payee]), {
      from: START + 14_000,
      base: first,
    });
    const now = (): number => desk.header.time - START;
    desk.wait(14_000 - now());
    expect([take(put), takePart()]).toEqual(['payout-paused', 'payout-paused']);
    const shown = { ...desk.state, header: desk.header };
    expect(readReceivables(shown, payee.id, -1, 10)).toEqual([]);
    council.decide(list, listOf(3, 24_000, []), { from: START + 24_000, base: second });
    desk.wait(23_999 - now());
    expect([take(put), takeBack(put)]).toEqual(['payout-paused', 'not-returnable-yet']);
    // Ten seconds were lost: the window ends so much later, to the millisecond.
    desk.wait(40_000 - now());
    expect(takeBack(put)).toBe('not-returnable-yet');
    const after = { ...desk.state, header: desk.header };
    expect(readReceivables(after, payee.id, -1, 10)).toHaveLength(2);
    expect(readReturnables(after, payer.id, -1, 10)).toEqual([]);
    expect([take(put), takePart()]).toEqual(['admitted', 'admitted']);
  });
});

test('the time of stretches that overlap counts once, and never more than there was', () => {
  const instant = fc.nat({ max: 60 });
  const stretch = fc.tuple(instant, instant).map(([a, b]) => ({
    from: Math.min(a, b),
    until: Math.max(a, b),
  }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 6 }), instant, instant, (stretches, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      let ticks = 0;
      for (let at = from; at < to; at += 1) {
        if (stretches.some((one) => one.from <= at && at < one.until)) ticks += 1;
      }
      expect(pausedMs(stretches, from, to)).toBe(ticks);
    }),
  );
});

describe('whatever the list does and whenever anybody tries', () => {
  const LIST = { kind: 'list', name: 'SANCTIONED' } as const;

  /** What would become of a transition now; nothing of it is kept. */
  function ask({ bytes }: Built): string {
    const transition = decodeTransition(bytes);
    if (!transition.ok) throw new Error(transition.message);
    enterHeader(desk.state, desk.header);
    const answer = admit(desk.state, transition, desk.context);
    return answer.ok ? 'admitted' : answer.code;
  }

  /** Has the payee on the list from `on` to `off`, and tries both ways at each second from 20 to 89. */
  function history(on: number, off: number, until: number): string[] {
    desk = new Desk(governedConstitution());
    payer = desk.funded(100_000n);
    payee = desk.person();
    council = new Council(desk);
    const first = council.decide(LIST, listOf(1, 4000, []), { from: START + 4000 });
    council.decide({ kind: 'module', owner: 'HRB' }, utf8.encode(RULE), { from: START + 8000 });
    const put = hold(START + until * 1000);
    const named = { from: START + on * 1000, base: first };
    const base = council.decide(LIST, listOf(2, on * 1000, [payee]), named);
    council.decide(LIST, listOf(3, off * 1000, []), { from: START + off * 1000, base });
    const outcomes: string[] = [];
    for (let at = 20; at < 90; at += 1) {
      desk.wait(START + at * 1000 - desk.header.time);
      const taken = ask(payee.account.take([taking(put, 0, 0, 500n, desk.hrb)]));
      const back = ask(payer.account.take([taking(put, 0, null, 500n, desk.hrb)]));
      outcomes.push(`${taken}/${back}`);
    }
    return outcomes;
  }

  it('either the payee can take, or waits for it, or the payer can take back: never nobody', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 22, max: 60 }),
        (on, length, until) => {
          const off = Math.max(on + length, 28);
          const outcomes = history(on, off, until);
          let ended = false;
          for (const [index, outcome] of outcomes.entries()) {
            const at = index + 20;
            const paused = Math.max(0, Math.min(at, off) - on);
            const isOn = on <= at && at < off;
            const isOver = at > until && at - paused > until;
            const expected = isOver
              ? 'claim-ended/admitted'
              : `${isOn ? 'payout-paused' : 'admitted'}/not-returnable-yet`;
            expect([at, outcome]).toEqual([at, expected]);
            expect(ended && !isOver).toBe(false);
            ended = isOver;
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});
