import { encodeStructured, type Hash, hash, vendorId, ZERO_HASH } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { Council } from '../testing/council.ts';
import { Desk } from '../testing/desk.ts';
import { governedConstitution, speak, votingKeyOf } from '../testing/governance.ts';
import { applyGovernance } from './apply-governance.ts';
import type { Governing, Numbered } from './governing.ts';
import { readProposal } from './read.ts';

const utf8 = new TextEncoder();

/** Canonical CBOR of a list of byte strings of 32 and small integers, and nulls (RFC 8949). */
function listOf(...items: readonly (Uint8Array | number | null)[]): Uint8Array {
  const parts = items.map((item) => {
    if (item === null) return Uint8Array.of(0xf6);
    return typeof item === 'number' ? Uint8Array.of(item) : Uint8Array.of(0x58, 32, ...item);
  });
  return Uint8Array.of(0x80 + items.length, ...parts.flatMap((part) => [...part]));
}

const recordOf = (...items: readonly (Uint8Array | number | null)[]): Hash =>
  hash('record', listOf(...items));

it('a proposal commits to its ballots in log order, and the root to all voting keys', () => {
  const governed = governedConstitution();
  const desk = new Desk(governed);
  const council = new Council(desk);
  const [ada, ben] = [desk.person(), desk.person()];
  const vendor = { name: 'Harbour', roots: [Uint8Array.of(1)] };
  council.decide({ kind: 'vendors' }, encodeStructured('vendors', [vendor]));
  desk.wait(1000);
  const key = { key: Uint8Array.of(1), attestation: Uint8Array.of(2), vendor: vendorId(vendor) };
  const said = [ada, ben].map((by) => {
    const built = speak(by, votingKeyOf(council.governance, by.id, key));
    desk.must(built);
    return built.id;
  });
  const id = council.propose({ kind: 'global' }, utf8.encode('a text'));
  council.report(id);
  desk.wait(1000);
  const vote = (by: typeof ada, choice: 'yes' | 'no'): void =>
    void desk.must(speak(by, { kind: 'ballot', proposal: id, choice, assertion: null }));
  vote(ben, 'no');
  vote(ada, 'yes');
  const governing = desk.state.governing as Governing;
  const first = recordOf(ZERO_HASH, ben.id, 0, null);
  const both = recordOf(first, ada.id, 1, null);
  expect(governing.find(id)?.proposal.ballots).toEqual(both);
  const attested = {
    kind: 'ballot',
    choice: 'abstain',
    vendor: key.vendor,
    place: { said: key.vendor, attestation: null },
    isLate: false,
  } as const;
  const { number } = governing.find(id) as Numbered;
  applyGovernance(governing, { ...attested, proposal: number, identity: 0, voter: ada.id });
  const three = recordOf(both, ada.id, 2, key.vendor);
  expect(governing.find(id)?.proposal.ballots).toEqual(three);
  const one = recordOf(ZERO_HASH, ada.id, vendorId(vendor), said[0] as Hash);
  const keys = recordOf(one, ben.id, vendorId(vendor), said[1] as Hash);
  const name = utf8.encode('tallystick/v1/voting-keys');
  const entries = governing.rootEntries();
  expect(entries.at(-1)).toEqual({
    key: hash('record', Uint8Array.of(0x78, name.length, ...name)),
    value: keys,
  });
  expect(entries.map((entry) => entry.key)).toContainEqual(readProposal(desk.state, id)?.record.id);
});
