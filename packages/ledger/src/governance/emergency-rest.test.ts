/** An office cannot rule by emergencies, over whichever matters it spreads them. */

import {
  type Governance,
  type Hash,
  type Matter,
  type Office,
  type Procedure,
  toHex,
} from '@tallystick/protocol';
import { type Version, versionAt } from '@tallystick/rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Council } from '../testing/council.ts';
import { Desk } from '../testing/desk.ts';
import {
  governedConstitution,
  OFFICES,
  speak,
  testGovernance,
  wordOf,
} from '../testing/governance.ts';
import { START } from '../testing/parties.ts';
import { readVersions } from './read.ts';

/** As `testGovernance` has it. */
const LANE_MS = 10_000;
const OWNERS = ['KE', 'DE', 'HRB'] as const;
const matterOf = (owner: string): Matter => ({ kind: 'module', owner });

let texts = 0;
/** A text that compiles, with a number of its own. */
function textOf(owner: string): Uint8Array {
  texts += 1;
  const rule = `rule ${owner}-1 "Cap" when amount > 5.00 HRB then refuse`;
  return new TextEncoder().encode(
    `module ${owner} version ${texts} in force from 2027-01-15\n\n${rule}\n`,
  );
}

function assembled(change: Partial<Governance> = {}): Council {
  return new Council(new Desk(governedConstitution(undefined, change)));
}

function versionsOf({ desk }: Council, owner: string): readonly Version[] {
  return readVersions({ ...desk.state, header: desk.header }, matterOf(owner)).versions;
}

/** Proposed on what is in force, with the gates' word. */
function prepare(council: Council, owner: string): Hash {
  const history = { versions: versionsOf(council, owner), failed: [] };
  const base = versionAt(history, council.desk.header.time)?.proposal ?? null;
  const id = council.propose(matterOf(owner), textOf(owner), { base, lane: 'emergency' });
  council.report(id, 'tightens');
  return id;
}

/** The code, and what a refusal says. */
function approve(council: Council, id: Hash, office: number = OFFICES.council): unknown {
  const word = wordOf(council.governance, office, id, { kind: 'approved' });
  const answer = council.desk.send(speak(council.author, word));
  return answer.ok ? 'admitted' : [answer.code, answer.data];
}

it('waits with one matter for as long as its emergency over another one lasted', () => {
  const council = assembled();
  const [first, second] = [prepare(council, 'KE'), prepare(council, 'DE')];
  expect(approve(council, first)).toBe('admitted');
  const [{ from }] = versionsOf(council, 'KE') as [Version];
  const rests = ['lane-rests', { proposal: toHex(first), until: from + 2 * LANE_MS }];
  expect(approve(council, second)).toEqual(rests);
  council.desk.wait(LANE_MS + 5000);
  const third = prepare(council, 'HRB');
  expect(approve(council, third)).toEqual(rests);
  // What is admitted now begins in the next whole second.
  council.desk.wait(from + 2 * LANE_MS - 1001 - council.desk.header.time);
  expect(approve(council, third)).toEqual(rests);
  council.desk.wait(1);
  expect(approve(council, third)).toBe('admitted');
});

it('has another one on top of its own, which ends with it', () => {
  const council = assembled();
  expect(approve(council, prepare(council, 'KE'))).toBe('admitted');
  council.desk.wait(4000);
  expect(approve(council, prepare(council, 'KE'))).toBe('admitted');
  const [one, other] = versionsOf(council, 'KE');
  expect(other?.until).toBe(one?.until);
});

it('is stopped at the gates’ word where that is the last one', () => {
  const council = assembled();
  const second = council.propose(matterOf('DE'), textOf('DE'), { lane: 'emergency' });
  expect(approve(council, second)).toBe('admitted');
  expect(approve(council, prepare(council, 'KE'))).toBe('admitted');
  expect(() => council.report(second, 'tightens')).toThrow('lane-rests');
  expect(() => council.report(second, 'failed')).not.toThrow();
});

/** DE's module is another office's. */
function withOffice(office: (council: Office) => Office): Partial<Governance> {
  const { offices, procedures } = testGovernance();
  const [, modules] = procedures as [Procedure, Procedure];
  const ofGermany: Procedure = {
    ...modules,
    scope: { kind: 'module', owner: 'DE' },
    office: offices.length,
  };
  return {
    offices: [...offices, office(offices[OFFICES.council] as Office)],
    procedures: [ofGermany, ...procedures],
  };
}

it('leaves another office alone, but not the same people under another name', () => {
  const { offices } = testGovernance();
  const [auditors] = offices.slice(OFFICES.auditors) as [Office];
  const others = assembled(withOffice(() => ({ ...auditors, name: 'ministry' })));
  expect(approve(others, prepare(others, 'KE'))).toBe('admitted');
  expect(approve(others, prepare(others, 'DE'), offices.length)).toBe('admitted');
  const same = assembled(withOffice((council) => ({ ...council, name: 'ministry' })));
  expect(approve(same, prepare(same, 'KE'))).toBe('admitted');
  expect(approve(same, prepare(same, 'DE'), offices.length)).toMatchObject(['lane-rests', {}]);
});

const steps = fc.array(
  fc.record({
    owner: fc.constantFrom(...OWNERS),
    waitMs: fc.integer({ min: 0, max: 9000 }),
    /** The word comes later than the proposal. */
    lateMs: fc.constantFrom(0, 0, 700, 6000),
    closureMs: fc.constantFrom(0, 0, 0, 3000),
  }),
  { minLength: 2, maxLength: 12 },
);

it('rules by emergencies for half of the time at most, however they are spread', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const council = assembled();
      const open: Hash[] = [];
      for (const { owner, waitMs, lateMs, closureMs } of list) {
        council.desk.wait(waitMs + closureMs, closureMs);
        // An author of its own each: one has four proposals open at most.
        open.push(prepare(new Council(council.desk), owner));
        council.desk.wait(lateMs);
        for (const id of open.splice(0)) if (approve(council, id) !== 'admitted') open.push(id);
        council.desk.must(council.desk.treasury.mint(council.desk.hrb, 1n));
      }
      const urgent = OWNERS.flatMap((owner) => versionsOf(council, owner));
      expect(urgent.length).toBeGreaterThan(0);
      for (const { from: start } of urgent) {
        const within = urgent.map(({ from, until }): [number, number] => [
          Math.max(from, start),
          Math.min(until as number, start + 2 * LANE_MS),
        ]);
        expect(covered(within)).toBeLessThanOrEqual(LANE_MS);
      }
    }),
    { numRuns: 40 },
  );
});

/** How much of time some of them cover, in ms. */
function covered(stretches: readonly [number, number][]): number {
  let [sum, end] = [0, START];
  for (const [from, until] of stretches.toSorted(([a], [b]) => a - b)) {
    sum += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return sum;
}
