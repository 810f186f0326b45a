import fc from 'fast-check';
import { encodeStructured, type Hash, type Proposal, toHex } from '@tallystick/protocol';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { admit } from '../admit/admit.ts';
import { decodeTransition } from '../admit/decode-transition.ts';
import { Council } from '../testing/council.ts';
import { Desk, taking } from '../testing/desk.ts';
import { governedConstitution, OFFICES, signaturesOf, speak } from '../testing/governance.ts';
import { tabFor } from '../testing/offline.ts';
import {
  type Built,
  holdFor,
  type Person,
  pseudoKey,
  START,
  treasury as treasuryOf,
} from '../testing/parties.ts';
import { loadState } from '../state/load.ts';
import { readReceivables, readReturnables } from '../state/read.ts';
import { metaRecord, takeRecords } from '../state/records.ts';
import { openMemoryStore } from '../store/index.ts';
import { enterHeader } from './enter-header.ts';
import { standingMs } from './pauses.ts';

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
function listOf(
  version: number,
  from: number,
  people: readonly Person[],
  fresh = '365 days',
): Uint8Array {
  const instant = new Date(START + from).toISOString().replace('.000Z', 'Z');
  const named = [NEVER, ...people.map(({ id }) => toHex(id))].sort();
  const entries = named.map((id) => `"${id}"`).join(', ');
  return utf8.encode(
    `list SANCTIONED of parties version ${version} in force from ${instant} fresh for ${fresh}:\n  ${entries}\n`,
  );
}

const LIST = { kind: 'list', name: 'SANCTIONED' } as const;
const MODULE = { kind: 'module', owner: 'HRB' } as const;

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

/** The next payment of 500 to the payee is let through. */
function exempt(): void {
  const note = new Uint8Array(32).fill(7);
  const appeal = speak(payer, { kind: 'appeal', decision: note, note });
  desk.must(appeal);
  const { offices } = council.governance;
  const signatures = signaturesOf(offices[OFFICES.appeals]!, note, 'answer');
  const until = desk.header.time + 60_000;
  const terms = { currency: desk.hrb, amount: 500n, payee: payee.id, rule: 'HRB-1', until };
  const answer = { kind: 'answer', appeal: appeal.id, outcome: 'exception' } as const;
  desk.must(speak(council.author, { ...answer, exemption: terms, signatures }));
}

describe('a payee that comes onto a list', () => {
  it('waits while it is there, and loses no time by it', () => {
    const first = council.decide(LIST, listOf(1, 4000, []), { from: START + 4000 });
    council.decide(MODULE, utf8.encode(RULE), { from: START + 8000 });
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
    const second = council.decide(LIST, listOf(2, 14_000, [payee]), {
      from: START + 14_000,
      base: first,
    });
    const now = (): number => desk.header.time - START;
    desk.wait(14_000 - now());
    expect([take(put), takePart()]).toEqual(['payout-paused', 'payout-paused']);
    const shown = { ...desk.state, header: desk.header };
    expect(readReceivables(shown, payee.id, -1, 10)).toEqual([]);
    council.decide(LIST, listOf(3, 24_000, []), { from: START + 24_000, base: second });
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

/** The header `seconds` after the start. */
const at = (seconds: number): void => desk.wait(START + seconds * 1000 - desk.header.time);

describe('what no pause keeps anybody from', () => {
  it('is a payment to somebody who is on the list already, which was let through', () => {
    const base = council.decide(LIST, listOf(1, 4000, [payee]), { from: START + 4000 });
    council.decide(MODULE, utf8.encode(RULE), { from: START + 8000 });
    at(9);
    const refused = payer.account.put('KE', [holdFor(payee.id, desk.hrb, 500n)]);
    expect(desk.outcome(refused)).toBe('rules-refuse');
    exempt();
    const put = hold(START + 60_000);
    // The next version goes on without a gap, and a later one names the payee anew.
    const second = council.decide(LIST, listOf(2, 20_000, [payee]), { from: START + 20_000, base });
    const third = { from: START + 30_000, base: second };
    const listed = council.decide(LIST, listOf(3, 30_000, []), third);
    council.decide(LIST, listOf(4, 40_000, [payee]), { from: START + 40_000, base: listed });
    const later = { ...desk.state, header: { ...desk.header, time: START + 25_000 } };
    expect(readReceivables(later, payee.id, -1, 10)).toHaveLength(1);
    at(40);
    expect(take(put)).toBe('payout-paused');
    desk.header = { ...desk.header, time: START + 39_999 };
    expect(take(put)).toBe('admitted');
  });

  it('is what is its own: the balance of a device that it revoked', () => {
    desk.must(
      payer.say({ kind: 'add-device', device: { key: pseudoKey('b'), encryptionKey: null } }),
    );
    const first = council.decide(LIST, listOf(1, 4000, []), { from: START + 4000 });
    council.decide(MODULE, utf8.encode(RULE), { from: START + 8000 });
    const second = { from: START + 14_000, base: first };
    const revoked = payer.say({ kind: 'revoke-device', ordinal: 0 }, [1]);
    desk.must(revoked);
    council.decide(LIST, listOf(2, 14_000, [payer]), second);
    at(15);
    const freed = taking(revoked, 0, 0, 100_000n, desk.hrb);
    expect(desk.outcome(payer.devices[1]!.take([freed]))).toBe('admitted');
  });

  it('is anything after the list is no longer fresh, though its version is in force again', () => {
    const listed = listOf(1, 4000, [payee], '2 days');
    const base = council.decide(LIST, listed, { from: START + 4000 });
    council.decide(MODULE, utf8.encode(RULE), { from: START + 8000 });
    const put = hold(START + 400_000_000);
    const between = { from: START + 14_000, until: START + 100_000_000, base };
    council.decide(LIST, listOf(2, 14_000, []), between);
    at(100_000);
    expect(take(put)).toBe('payout-paused');
    at(172_803);
    expect(take(put)).toBe('payout-paused');
    at(172_804);
    expect(take(put)).toBe('admitted');
  });
});

it('pauses payouts of a currency that governance added, too', () => {
  const treasury = { threshold: 1, keys: [pseudoKey('nut treasury')] };
  const nut = { code: 'NUT', decimals: 2, name: 'Nut', treasury };
  const currencies = [...desk.constitution.currencies, nut];
  council.decide({ kind: 'currencies' }, encodeStructured('currencies', currencies));
  const rule = RULE.replaceAll('HRB', 'NUT').replace(':08Z', ':16Z');
  council.decide({ kind: 'module', owner: 'NUT' }, utf8.encode(rule), { from: START + 16_000 });
  council.decide(LIST, listOf(1, 20_000, [payee]), { from: START + 20_000 });
  desk.wait(2000);
  // The header before has opened the currency's treasury.
  desk.person();
  const id = desk.state.currencies.ids[2] as Hash;
  const changed = { ...desk.constitution, currencies };
  const nuts = treasuryOf(changed, 'NUT', undefined, desk.state.sovereign);
  desk.must(nuts.mint(id, 500n));
  const put = nuts.put('KE', [holdFor(payee.id, id, 500n, { until: START + 60_000 })]);
  desk.must(put);
  at(20);
  const takeNuts = (): Built => payee.account.take([taking(put, 0, 0, 500n, id)]);
  expect(desk.outcome(takeNuts())).toBe('payout-paused');
});

it('is not paused by rules of a country, which do not reach into holds', () => {
  const rule = RULE.replace('module currency HRB', 'module KE').replaceAll('HRB', 'KE');
  council.decide({ kind: 'module', owner: 'KE' }, utf8.encode(rule), { from: START + 8000 });
  const put = hold(START + 60_000);
  council.decide(LIST, listOf(1, 14_000, [payee]), { from: START + 14_000 });
  at(20);
  const shown = { ...desk.state, header: desk.header };
  expect(readReceivables(shown, payee.id, -1, 10)).toHaveLength(1);
  expect(take(put)).toBe('admitted');
});

test('of many versions of a list, each of which is let go when it is over, every pause counts', () => {
  const other = desk.person();
  council.decide(MODULE, utf8.encode(RULE), { from: START + 8000 });
  const put = hold(START + 500_000);
  let base: Hash | null = null;
  // Every third version leaves the payee out; every one names somebody else.
  for (let version = 1; version <= 30; version += 1) {
    const from = version * 10_000;
    const people = version % 3 === 0 ? [other] : [payee, other];
    const change: Partial<Proposal> = { from: START + from, base };
    base = council.decide(LIST, listOf(version, from, people), change);
    at(version * 10);
    const isOn = version % 3 !== 0;
    const shown = { ...desk.state, header: desk.header };
    enterHeader(desk.state, desk.header);
    expect(readReceivables(shown, payee.id, -1, 10)).toHaveLength(isOn ? 0 : 1);
  }
  // Twenty of the versions named it, for ten seconds each: 200 more.
  at(700);
  expect(takeBack(put)).toBe('not-returnable-yet');
  desk.wait(1);
  expect(takeBack(put)).toBe('admitted');
});

it('a claim that had ended stays so through a closure in a later pause, after a restart, too', async () => {
  const base = council.decide(LIST, listOf(1, 4000, []), { from: START + 4000 });
  council.decide(MODULE, utf8.encode(RULE), { from: START + 8000 });
  const put = hold(START + 20_000);
  const second = council.decide(LIST, listOf(2, 22_000, [payee]), { from: START + 22_000, base });
  council.decide(LIST, listOf(3, 2_000_000, []), { from: START + 2_000_000, base: second });
  at(21);
  expect(take(put)).toBe('claim-ended');
  at(23);
  expect(take(put)).toBe('claim-ended');
  // Two headers of one closure, of which the first was not logged.
  desk.wait(77_000, 77_000);
  enterHeader(desk.state, desk.header);
  desk.wait(900_000, 900_000);
  expect(take(put)).toBe('claim-ended');
  expect(desk.state.governing?.closures).toEqual([
    { from: START + 23_000, until: START + 1_000_000 },
  ]);
  desk.state.header = desk.header;
  const records = [...takeRecords(desk.state), metaRecord(desk.state, desk.header)];
  const store = openMemoryStore();
  const nothing = { first: 0, entries: [], tiles: [], checkpoint: null, signed: [] };
  await store.commit({ ...nothing, records });
  const { state } = loadState(desk.constitution, store);
  expect(state.governing?.closures).toEqual(desk.state.governing?.closures);
  expect(readReturnables(state, payer.id, -1, 10)).toHaveLength(1);
  at(2001);
  expect([take(put), takeBack(put)]).toEqual(['claim-ended', 'admitted']);
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
      expect(standingMs(stretches, from, to)).toBe(ticks);
    }),
  );
});

describe('whatever the list does and whenever anybody tries', () => {
  /** What would become of a transition now; nothing of it is kept. */
  function ask({ bytes }: Built): string {
    const transition = decodeTransition(bytes);
    if (!transition.ok) throw new Error(transition.message);
    enterHeader(desk.state, desk.header);
    const answer = admit(desk.state, transition, desk.context);
    return answer.ok ? 'admitted' : answer.code;
  }

  /** The ledger is closed from one second to another. */
  interface Night {
    readonly shut: number;
    readonly open: number;
  }

  /**
   * Has the payee on the list from `on` to `off`, and tries both ways at each second from 20 to 119
   * in which the ledger is open.
   */
  function history(on: number, off: number, until: number, night: Night): [number, string][] {
    desk = new Desk(governedConstitution());
    payer = desk.funded(100_000n);
    payee = desk.person();
    council = new Council(desk);
    const first = council.decide(LIST, listOf(1, 4000, []), { from: START + 4000 });
    council.decide(MODULE, utf8.encode(RULE), { from: START + 8000 });
    const put = hold(START + until * 1000);
    const named = { from: START + on * 1000, base: first };
    const base = council.decide(LIST, listOf(2, on * 1000, [payee]), named);
    council.decide(LIST, listOf(3, off * 1000, []), { from: START + off * 1000, base });
    const outcomes: [number, string][] = [];
    for (let second = 20; second < 120; second += 1) {
      if (night.shut < second && second < night.open) continue;
      const isMorning = second === night.open && night.shut < night.open;
      const passed = START + second * 1000 - desk.header.time;
      desk.wait(passed, isMorning ? passed : 0);
      const taken = ask(payee.account.take([taking(put, 0, 0, 500n, desk.hrb)]));
      const back = ask(payer.account.take([taking(put, 0, null, 500n, desk.hrb)]));
      outcomes.push([second, `${taken}/${back}`]);
    }
    return outcomes;
  }

  it('either the payee can take, or waits for it, or the payer can take back: never nobody', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 22, max: 60 }),
        fc.integer({ min: 20, max: 60 }),
        fc.integer({ min: 0, max: 30 }),
        (on, length, until, shut, closed) => {
          const off = Math.max(on + length, 28);
          const outcomes = history(on, off, until, { shut, open: shut + closed });
          let ended = false;
          for (const [second, outcome] of outcomes) {
            let ran = 0;
            for (let tick = 0; tick < second; tick += 1) {
              const isShut = shut <= tick && tick < Math.min(shut + closed, second);
              if (!isShut && !(on <= tick && tick < off)) ran += 1;
            }
            const isOn = on <= second && second < off;
            const isOver = ran > until;
            const expected = isOver
              ? 'claim-ended/admitted'
              : `${isOn ? 'payout-paused' : 'admitted'}/not-returnable-yet`;
            expect([second, outcome]).toEqual([second, expected]);
            expect(ended && !isOver).toBe(false);
            ended = isOver;
          }
        },
      ),
      {
        numRuns: 20,
        examples: [
          [22, 40, 22, 30, 20],
          [40, 20, 22, 45, 10],
        ],
      },
    );
  });
});
