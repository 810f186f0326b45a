import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadState } from '../state/load.ts';
import { recount } from '../state/recount.ts';
import {
  deviceRecord,
  identityRecord,
  metaRecord,
  settleRecords,
  takeRecords,
} from '../state/records.ts';
import { stateRoot } from '../state/root.ts';
import { encodeRoot, type LedgerState, rootOf } from '../state/state.ts';
import { createMemoryImage, openMemoryStore } from '../store/index.ts';
import { Desk } from '../testing/desk.ts';
import { hash, type Header, type Statement } from '@tallystick/protocol';
import { Person, testConstitution } from '../testing/parties.ts';
import { seal, verifySeal } from '../testing/seal.ts';
import { Traffic } from '../testing/traffic.ts';
import { applyAdmitted } from './apply-admitted.ts';
import { admit } from './admit.ts';
import { decodeTransition } from './decode-transition.ts';

/** A desk whose signatures are seals. */
function sealedDesk(): Desk {
  const desk = new Desk(testConstitution(), seal);
  desk.verify = verifySeal;
  return desk;
}

function trafficFor(desk: Desk, seed: number): Traffic {
  const scene = {
    treasuries: [desk.treasury, desk.goldTreasury],
    currencies: [desk.hrb, desk.gld],
    time: () => desk.header.time,
  };
  return new Traffic(scene, seed, { sign: seal });
}

/** Moves time now and then, sometimes by a closure. */
function maybeWait(desk: Desk, traffic: Traffic): void {
  if (traffic.below(6) > 0) return;
  const ms = traffic.below(2) === 0 ? traffic.below(60_000) : traffic.below(40 * 3_600_000);
  desk.wait(ms, traffic.below(4) === 0 ? ms : 0);
}

interface Step {
  readonly bytes: Uint8Array;
  readonly header: Header;
  readonly effects: Uint8Array;
  readonly leaf: Uint8Array;
}

/** Runs traffic, and answers what was admitted. */
function run(desk: Desk, seed: number, steps: number): Step[] {
  const traffic = trafficFor(desk, seed);
  const admitted: Step[] = [];
  for (let step = 0; step < steps; step += 1) {
    maybeWait(desk, traffic);
    const built = traffic.next();
    const { header } = desk;
    const answer = desk.send(built);
    if (!answer.ok) continue;
    const { effects, leaf } = answer;
    admitted.push({ bytes: built.bytes, header, effects, leaf });
  }
  return admitted;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Everything that the state knows, in a form that can be compared. */
function dump(state: LedgerState): unknown {
  const { devices, identities, holds, currencies, formerHandles } = state;
  return {
    root: hex(stateRoot(state, 0).root),
    totals: currencies.totals,
    devices: Array.from({ length: devices.count }, (_, slot) => hex(deviceRecord(state, slot))),
    identities: Array.from({ length: identities.count }, (_, slot) => [
      hex(identityRecord(state, slot)),
      hex(hash('record', encodeRoot(rootOf(state, slot)))),
      identities.hasHandle(slot) ? state.handles.get(slot) : null,
      [...holds.payableTo(slot)].map(({ hold, index }) => [hold.number, index]),
      [...holds.ownedBy(slot)].map(({ number }) => number),
      holds.claimsOf(slot),
    ]),
    holds: [...holds.all()]
      .map(({ number, id, value, put, owner, marks, cap, paid }) => {
        const stored = hex(state.holdRecords.get(number) ?? new Uint8Array(0));
        return [number, hex(id), hex(value), hex(put), owner, marks, cap, paid, stored];
      })
      .sort(([a], [b]) => Number(a) - Number(b)),
    forks: state.forks.marks,
    next: holds.next,
    claims: holds.claims,
    formerHandles: [...formerHandles].map(([key, slot]) => `${key} ${slot}`).sort(),
  };
}

const POLICY: Statement = { kind: 'policy', policy: { threshold: 2, recovery: null } };

const seeds = fc.integer({ min: 1, max: 0x7fff_ffff });

describe('whatever comes', () => {
  test('nothing is created or lost, and the totals are what a count finds', () => {
    const property = fc.property(seeds, (seed) => {
      const desk = sealedDesk();
      const traffic = trafficFor(desk, seed);
      for (let step = 0; step < 120; step += 1) {
        maybeWait(desk, traffic);
        desk.send(traffic.next());
        expect(recount(desk.state)).toEqual([]);
      }
    });
    fc.assert(property, { numRuns: 12 });
  });

  test('enough of it is admitted, and enough refused, for this to mean something', () => {
    const desk = sealedDesk();
    const admitted = run(desk, 1234, 600);
    expect(admitted.length).toBeGreaterThan(200);
    expect(admitted.length).toBeLessThan(520);
    expect(desk.state.holds.next).toBeGreaterThan(50);
  });

  test('the same log gives the same effects, leaves and state, bit for bit', () => {
    const property = fc.property(seeds, (seed) => {
      const desk = sealedDesk();
      const log = run(desk, seed, 150);
      const again = sealedDesk();
      for (const { bytes, header, effects, leaf } of log) {
        again.header = header;
        expect(again.offer(bytes)).toMatchObject({ ok: true, effects, leaf });
      }
      expect(dump(again.state)).toEqual(dump(desk.state));
    });
    fc.assert(property, { numRuns: 12 });
  });

  test('what comes again, in whatever order, has no second effect', () => {
    const property = fc.property(seeds, fc.infiniteStream(fc.nat()), (seed, choices) => {
      const desk = sealedDesk();
      const log = run(desk, seed, 100);
      const before = dump(desk.state);
      for (const choice of choices) {
        const { bytes } = log[choice % log.length] as Step;
        expect(desk.offer(bytes)).toMatchObject({ ok: false, code: 'not-acceptable' });
        if (choice % 40 === 0) break;
      }
      expect(dump(desk.state)).toEqual(before);
    });
    fc.assert(property, { numRuns: 12 });
  });

  test('of two successors of one state exactly one is admitted', () => {
    const property = fc.property(seeds, (seed) => {
      const desk = sealedDesk();
      run(desk, seed, 60);
      const ada = new Person(1000, { sign: seal });
      desk.must(ada.open());
      const [one, other] = [ada.say({ kind: 'handle', handle: 'one' }), ada.say(POLICY)];
      const outcomes = [desk.outcome(one), desk.outcome(other)];
      expect(outcomes).toEqual(['admitted', 'not-acceptable: not-successor']);
    });
    fc.assert(property, { numRuns: 5 });
  });

  test('a changed byte of a good transition is refused, and changes nothing', () => {
    const property = fc.property(
      seeds,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (seed, at, bits) => {
        const desk = sealedDesk();
        const traffic = trafficFor(desk, seed);
        for (let step = 0; step < 40; step += 1) desk.send(traffic.next());
        const built = traffic.next();
        const before = dump(desk.state);
        const bytes = built.bytes.slice();
        bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ bits;
        expect(desk.offer(bytes).ok).toBe(false);
        expect(dump(desk.state)).toEqual(before);
      },
    );
    fc.assert(property, { numRuns: 150 });
  });

  test('admission by itself changes nothing', () => {
    const desk = sealedDesk();
    const traffic = trafficFor(desk, 77);
    for (let step = 0; step < 200; step += 1) {
      const built = traffic.next();
      const before = stateRoot(desk.state, 0);
      const transition = decodeTransition(built.bytes);
      if (!transition.ok) throw new Error('malformed');
      const { context } = desk;
      const answer = admit(desk.state, transition, context);
      expect(stateRoot(desk.state, 0)).toEqual(before);
      expect(admit(desk.state, transition, context)).toEqual(answer);
      if (!answer.ok) continue;
      applyAdmitted(desk.state, answer);
      built.accept();
    }
    expect(desk.state.holds.next).toBeGreaterThan(10);
  });
});

test('what is loaded from the store is what was in memory', async () => {
  const property = fc.asyncProperty(seeds, async (seed) => {
    const store = openMemoryStore(createMemoryImage());
    const desk = new Desk(testConstitution(), seal, store);
    const traffic = trafficFor(desk, seed);
    for (let batch = 0; batch < 12; batch += 1) {
      for (let step = 0; step < 15; step += 1) desk.send(traffic.next());
      maybeWait(desk, traffic);
      const { state, header } = desk;
      const records = [...takeRecords(state), metaRecord(state, header)];
      await store.commit({
        first: 0,
        entries: [],
        records,
        tiles: [],
        checkpoint: null,
        signed: [],
      });
      settleRecords(state);
      const loaded = loadState(desk.constitution, store).state;
      expect(dump(loaded)).toEqual(dump(state));
      expect(recount(loaded)).toEqual([]);
    }
  });
  await fc.assert(property, { numRuns: 8 });
});
