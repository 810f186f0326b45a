import {
  type Cosigner,
  encodeStructured,
  equalBytes,
  type Governance,
  type Hash,
  type StructuredContents,
  type StructuredMatter,
} from '@tallystick/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadState } from '../state/load.ts';
import { metaRecord, takeRecords } from '../state/records.ts';
import { recount } from '../state/recount.ts';
import { stateRoot } from '../state/root.ts';
import type { LedgerState } from '../state/state.ts';
import { openMemoryStore } from '../store/index.ts';
import { Council } from '../testing/council.ts';
import { Desk } from '../testing/desk.ts';
import { governedConstitution, OFFICES, speak, wordOf } from '../testing/governance.ts';
import { type Built, holdFor, Person, pseudoKey, treasury } from '../testing/parties.ts';
import { constitutionInForce, readCurrency, readPeers, readProposal } from './read.ts';

let desk: Desk;
let council: Council;

beforeEach(() => {
  desk = new Desk(governedConstitution());
  council = new Council(desk);
});

/** Decided by the council; in force a second later. */
function decide<K extends StructuredMatter>(
  kind: K,
  content: StructuredContents[K],
  base: Hash | null = null,
): Hash {
  return council.decide({ kind }, encodeStructured(kind, content), { base });
}

/** The state as a restart finds it. */
async function restarted(): Promise<LedgerState> {
  const store = openMemoryStore();
  desk.state.header = desk.header;
  const records = [...takeRecords(desk.state), metaRecord(desk.state, desk.header)];
  const nothing = { first: 0, entries: [], tiles: [], checkpoint: null, signed: [] };
  await store.commit({ ...nothing, records });
  return loadState(desk.constitution, store).state;
}

it('suites are asked of whoever opens an identity from their instant on', () => {
  const open = (seed: number): string => desk.outcome(new Person(seed).open());
  decide('suites', { ...desk.constitution.suites, roots: [4] });
  desk.wait(999);
  expect(open(90)).toBe('admitted');
  desk.wait(1);
  expect(open(91)).toBe('suite-not-admitted');
});

describe('a currency that governance adds', () => {
  const nut = {
    code: 'NUT',
    decimals: 1,
    name: 'Nut',
    treasury: { threshold: 1, keys: [pseudoKey('nut treasury')] },
  };

  it('is minted and paid from its instant on, and is there after a restart', async () => {
    const ben = desk.person();
    const currencies = [...desk.constitution.currencies, nut];
    const changed = { ...desk.constitution, currencies };
    const account = treasury(changed, 'NUT', undefined, desk.state.sovereign);
    decide('currencies', currencies);
    desk.wait(999);
    expect(readCurrency(desk.state, 2)).toBeUndefined();
    desk.wait(1);
    const eve = desk.person();
    const id = desk.state.currencies.ids[2] as Hash;
    expect(readCurrency(desk.state, 2)).toMatchObject({ code: 'NUT' });
    desk.must(account.mint(id, 100n));
    desk.must(account.put('KE', [holdFor(eve.id, id, 40n)]));
    expect(desk.outcome(desk.treasury.mint(id, 1n))).toBe('wrong-treasury');
    expect(recount(desk.state)).toEqual([]);
    const state = await restarted();
    expect(state.currencies).toEqual(desk.state.currencies);
    expect(state.currencies.treasuries[2]).toBeGreaterThan(2);
    expect(stateRoot(state, 1)).toEqual(stateRoot(desk.state, 1));
    expect([ben, eve].map((one) => state.identities.find(one.id))).toEqual([1, 2]);
  });
});

it('a treasury whose keys are changed signs with the new ones', () => {
  const [hrb, ...rest] = desk.constitution.currencies as [
    (typeof desk.constitution.currencies)[0],
    ...typeof desk.constitution.currencies,
  ];
  const two = { threshold: 2, keys: [pseudoKey('hrb 0'), pseudoKey('hrb 1')] };
  decide('currencies', [{ ...hrb, treasury: two }, ...rest]);
  const mint = (): Built => desk.treasury.mint(desk.hrb, 1n);
  expect(desk.outcome(mint())).toBe('admitted');
  desk.wait(1000);
  expect(desk.outcome(mint())).toBe('not-acceptable: wrong-signers');
});

it('a treasury key that was replaced after its signature was verified mints nothing more', () => {
  const [hrb, ...rest] = desk.constitution.currencies as [
    (typeof desk.constitution.currencies)[0],
    ...typeof desk.constitution.currencies,
  ];
  const successor = pseudoKey('hrb successor');
  const verified: string[] = [];
  desk.verifyInside = ({ key }) => {
    verified.push(key.publicKey.toHex());
    return equalBytes(key.publicKey, successor.publicKey);
  };
  desk.must(desk.treasury.mint(desk.hrb, 1n));
  expect(verified).toEqual([]);
  desk.verifyInside = undefined;
  decide('currencies', [{ ...hrb, treasury: { threshold: 1, keys: [successor] } }, ...rest]);
  desk.wait(1000);
  desk.verifyInside = () => false;
  expect(desk.outcome(desk.treasury.mint(desk.hrb, 1n))).toBe('not-acceptable: wrong-signature');
  desk.verifyInside = ({ key }) => equalBytes(key.publicKey, successor.publicKey);
  expect(desk.outcome(desk.treasury.mint(desk.hrb, 1n))).toBe('admitted');
});

it('cosigners and peers are those of the newest version', () => {
  const witness: Cosigner = { name: 'harbour-witness', key: pseudoKey('witness') };
  decide('cosigners', { witnesses: [witness], validators: [] });
  decide('peers', [{ name: 'North', sovereign: desk.state.sovereign }]);
  desk.wait(1000);
  desk.must(desk.treasury.mint(desk.hrb, 1n));
  expect(constitutionInForce(desk.state, desk.header.time).witnesses).toEqual([witness]);
  expect(constitutionInForce(desk.state, desk.header.time - 5000).witnesses).toEqual([]);
  expect(readPeers(desk.state)).toEqual([{ name: 'North', sovereign: desk.state.sovereign }]);
});

it('a new governance decides what is proposed under it; the offices of what was there stay', () => {
  const governed = desk.constitution.governance as Governance;
  const byCouncil = governed.procedures.map((procedure) =>
    procedure.scope.kind === 'governance'
      ? { ...procedure, electorate: null, office: OFFICES.council, vendors: 0, audits: 0 }
      : procedure,
  );
  desk = new Desk(governedConstitution(undefined, { procedures: byCouncil }));
  council = new Council(desk);
  const before = council.governance;
  const offices = before.offices.map((office) =>
    office.name === 'council'
      ? { name: 'council', signers: { threshold: 1, keys: [pseudoKey('chair')] } }
      : office,
  );
  const voted = decide('governance', { ...before, offices });
  const peers = encodeStructured('peers', []);
  const early = council.propose({ kind: 'peers' }, peers);
  council.report(early);
  desk.wait(1000);
  const late = council.propose({ kind: 'peers' }, peers);
  council.report(late);
  desk.wait(1000);
  const approve = (proposal: Hash, governance: Governance): string =>
    desk.outcome(
      speak(council.author, wordOf(governance, OFFICES.council, proposal, { kind: 'approved' })),
    );
  // Readers are told of the same offices.
  expect(readProposal(desk.state, early)).toMatchObject({ governance: before, governedBy: null });
  const after = { governance: { ...before, offices }, governedBy: voted };
  expect(readProposal(desk.state, late)).toMatchObject(after);
  expect(approve(early, { ...before, offices })).toBe('bad-word');
  expect(approve(late, before)).toBe('bad-word');
  expect(approve(early, before)).toBe('admitted');
  expect(approve(late, { ...before, offices })).toBe('admitted');
});
