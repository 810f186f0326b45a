import { concat, hash, type Hash, rootOfLeaves, ZERO_HASH } from '@tallystick/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { testConstitution } from '../testing/parties.ts';
import { seal } from '../testing/seal.ts';
import { Traffic } from '../testing/traffic.ts';
import { splitHold } from './hold-record.ts';
import { supplyRecord } from './records.ts';
import { RootComputation, stateRoot } from './root.ts';
import type { LedgerState } from './state.ts';

/** protocol.md, section 6, written down once more, without haste. */
function plainRoot(state: LedgerState): Hash {
  const { devices, identities, holds, currencies } = state;
  const entries: (readonly [Uint8Array, Uint8Array])[] = [];
  for (let slot = 0; slot < devices.count; slot += 1) {
    entries.push([devices.id(slot), devices.head(slot)]);
  }
  for (let slot = 0; slot < identities.count; slot += 1) {
    entries.push([identities.id(slot), identities.head(slot)]);
  }
  for (const { id, number } of holds.all()) {
    entries.push([id, hash('record', splitHold(state.holdRecords.get(number)!).record)]);
  }
  const writers = new Set<string>();
  for (const { hold, writer, owner } of state.forks.marks) {
    const first = hash('record', concat(Uint8Array.of(0x58, 32), hold));
    if (!writers.has(writer.toHex())) entries.push([writer, first]);
    writers.add(writer.toHex());
    if (holds.find(hold) !== undefined) continue;
    const parts = [writer, owner].map((one) => concat(Uint8Array.of(0x58, 32), one));
    entries.push([hold, hash('record', concat(Uint8Array.of(0x82), ...parts))]);
  }
  for (const [number, id] of currencies.ids.entries()) {
    entries.push([id, hash('record', supplyRecord(state, number))]);
  }
  entries.sort(([a], [b]) => Buffer.compare(a, b));
  const hasher = {
    empty: ZERO_HASH,
    leaf: (data: Uint8Array) => hash('state-leaf', data),
    node: (left: Hash, right: Hash) => hash('state-node', concat(left, right)),
  };
  return rootOfLeaves(
    hasher,
    entries.map(([key, value]) => hasher.leaf(concat(key, value))),
  );
}

function busyDesk(seed: number, steps: number): { desk: Desk; traffic: Traffic } {
  const desk = new Desk(testConstitution(), seal);
  const traffic = new Traffic(
    {
      treasuries: [desk.treasury, desk.goldTreasury],
      currencies: [desk.hrb, desk.gld],
      time: () => desk.header.time,
    },
    seed,
    { sign: seal },
  );
  for (let step = 0; step < steps; step += 1) desk.send(traffic.next());
  return { desk, traffic };
}

const seeds = fc.integer({ min: 1, max: 0x7fff_ffff });

test('is the root over all heads, open holds and currencies', () => {
  const property = fc.property(seeds, fc.nat({ max: 150 }), (seed, steps) => {
    const { desk } = busyDesk(seed, steps);
    expect(stateRoot(desk.state, 7)).toEqual({ size: 7, root: plainRoot(desk.state) });
  });
  fc.assert(property, { numRuns: 20 });
});

test('is of the moment when it was begun, whatever happens before it is done', () => {
  const property = fc.property(seeds, fc.integer({ min: 1, max: 5 }), (seed, leaves) => {
    const { desk, traffic } = busyDesk(seed, 120);
    const { state } = desk;
    const expected = plainRoot(state);
    const computation = new RootComputation(state, 120);
    state.rooting = computation;
    let root = computation.advance(leaves);
    while (root === undefined) {
      desk.send(traffic.next());
      root = computation.advance(leaves);
    }
    expect(root).toEqual({ size: 120, root: expected });
  });
  fc.assert(property, { numRuns: 60 });
});

test('does no more in one step than it is asked to', () => {
  const { desk } = busyDesk(4711, 600);
  const computation = new RootComputation(desk.state, 600);
  let steps = 1;
  while (computation.advance(4) === undefined) steps += 1;
  const keys = desk.state.devices.count + desk.state.identities.count + desk.state.holds.count;
  expect(keys).toBeGreaterThan(64);
  // Groups of about sixteen are hashed whole.
  expect(steps).toBeGreaterThan(keys / 32);
});
