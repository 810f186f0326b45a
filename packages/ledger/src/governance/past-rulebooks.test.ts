import { equalBytes, type Hash, type Matter } from '@tallystick/protocol';
import { noObjection, rulebookHash, versionAt } from '@tallystick/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Council } from '../testing/council.ts';
import { Desk } from '../testing/desk.ts';
import { governedConstitution } from '../testing/governance.ts';
import { enterHeader } from './enter-header.ts';
import { pastRulebooks, pastSource } from './past-rulebooks.ts';
import { readVersions, rulebookInForce } from './read.ts';

const KE = { kind: 'module', owner: 'KE' } as const;
const SOME = { kind: 'list', name: 'SOME' } as const;
const utf8 = new TextEncoder();

function textOf(matter: Matter, version: number): Uint8Array {
  const dated = `version ${version} in force from 2027-01-15`;
  return utf8.encode(
    matter.kind === 'list'
      ? `list SOME of parties ${dated} fresh for 9 days: none\n`
      : `module KE ${dated}\n\nrule KE-1 "Cap"\n  when amount > ${version}.00 HRB\n  then refuse\n`,
  );
}

/** A ledger of which rulebooks are decided, and what they were under each of its headers. */
class Past {
  readonly desk = new Desk(governedConstitution());
  readonly council = new Council(this.desk);
  readonly seen: Hash[] = [];
  #version = 0;

  look(ms: number, closedMs = 0): void {
    this.desk.wait(ms, closedMs);
    enterHeader(this.desk.state, this.desk.header);
    this.desk.state.header = this.desk.header;
    const { rulebook } = rulebookInForce(this.desk.state);
    if (rulebook !== noObjection) this.seen.push(rulebook.hash);
  }

  decide(matter: Matter, until: number | null): void {
    this.look(0);
    const { versions } = readVersions(this.desk.state, matter);
    const base = versions.findLast(({ lane }) => lane === 'ordinary')?.proposal ?? null;
    this.#version += 1;
    this.council.decide(matter, textOf(matter, this.#version), { base, until });
  }

  declare(): void {
    this.look(0);
    const standing = versionAt(readVersions(this.desk.state, KE), this.desk.header.time);
    if (standing === undefined) return;
    this.#version += 1;
    const from = standing.from;
    this.council.declare(KE, textOf(KE, this.#version), { base: standing.proposal, from });
  }

  /** What was in force and is not found again, with the dates that it had. */
  lost(): Hash[] {
    const { state } = this.desk;
    const past = [...pastRulebooks(state, 0)];
    return this.seen.filter((hash) => {
      const found = past.find((one) => equalBytes(one.hash, hash));
      const source = found && pastSource(state, found);
      return source === undefined || !equalBytes(rulebookHash(source), hash);
    });
  }
}

test('what was in force is found by its hash, with the dates that it had then', () => {
  const past = new Past();
  const { desk } = past;
  past.decide(KE, null);
  past.look(1000);
  // Decided, and in its timelock when the ledger closes: its date is another one afterwards.
  past.decide(KE, null);
  past.look(500);
  past.look(400_000, 400_000);
  past.look(2000);
  past.declare();
  past.look(1300);
  past.look(20_000);
  past.decide(SOME, null);
  past.look(1000);
  expect(new Set(past.seen.map((hash) => hash.toHex())).size).toBeGreaterThan(5);
  expect(past.lost()).toEqual([]);
  const [newest] = pastRulebooks(desk.state, 0);
  expect([...pastRulebooks(desk.state, newest?.time ?? 0)]).toEqual([]);
  const { time } = desk.header;
  expect(pastSource(desk.state, { hash: new Uint8Array(32), time })).toBeUndefined();
});

test('no rulebook is lost by whatever is decided, lapses or is put off after it', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 6000 }) }),
    fc.record({ what: fc.constant('close' as const), ms: fc.integer({ min: 1, max: 9000 }) }),
    fc.record({ what: fc.constant('decide' as const), list: fc.boolean(), lapses: fc.boolean() }),
    fc.record({ what: fc.constant('declare' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 8, maxLength: 24 }), (steps) => {
      const past = new Past();
      for (const one of steps) {
        past.look(700);
        if (one.what === 'wait') past.look(one.ms);
        else if (one.what === 'close') past.look(one.ms, one.ms);
        else if (one.what === 'declare') past.declare();
        else {
          const second = Math.ceil(past.desk.header.time / 1000) * 1000;
          past.decide(one.list ? SOME : KE, one.lapses ? second + 9000 : null);
        }
      }
      past.look(0);
      expect(past.lost()).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
