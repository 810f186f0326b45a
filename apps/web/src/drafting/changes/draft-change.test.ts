import {
  type Currency,
  type Governance,
  type Key,
  decodeStructured,
  encode,
  keyCodec,
  toBase64url,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, it } from 'vitest';
import { standingWith } from '../../testing/standing.ts';
import { contentOf } from './draft-change.ts';
import type { ChangeDraft, KeyTyped, SignersChange } from './messages.ts';

const keyOf = (seed: number) => {
  const { suite, publicKey } = nodeCrypto.keyPair(1, new Uint8Array(32).fill(seed));
  return { suite, publicKey };
};
const ada = keyOf(1);
const ben = keyOf(2);
const shown = { suite: ada.suite, publicKey: toBase64url(ada.publicKey) };
const inFile: KeyTyped = { pub: `${toBase64url(encode(keyCodec, ben))}\n`, file: 'ben.key.pub' };

const currency = (code: string): Currency => ({
  code,
  decimals: 2,
  name: code.toLowerCase(),
  treasury: { threshold: 1, keys: [ada] },
});
const figures = {
  approvalPermille: 667,
  quorumPermille: 333,
  commentMs: 1000,
  voteMs: 1000,
  timelockMs: 0,
  vendors: 0,
  audits: 0,
  emergencyMs: 0,
};
const governance: Governance = {
  electorates: [{ name: 'everybody', countries: [], minTier: 0 }],
  offices: [
    { name: 'gates', signers: { threshold: 1, keys: [ada] } },
    { name: 'council', signers: { threshold: 1, keys: [ada] } },
  ],
  procedures: [
    { ...figures, scope: { kind: 'currencies' }, electorate: 0, office: 1 },
    { ...figures, scope: { kind: 'governance' }, electorate: 0, office: 1 },
  ],
  gates: 0,
  registrars: null,
  appeals: 1,
};
const currencies = [currency('HRB'), currency('FISH')];
const standing = standingWith({ currencies, governance });

const fish = {
  code: 'COD',
  decimals: 0,
  name: 'Cod',
  treasury: { threshold: 2, add: [shown, inFile], drop: [] },
};
/** From one key to two of two. */
const joined = { threshold: 2, add: [inFile], drop: [] };
type Typed = Extract<ChangeDraft, { matter: 'currencies' }>['currency'];
const added = (change: Partial<Typed>): ChangeDraft => ({
  matter: 'currencies',
  currency: { ...fish, ...change },
});

/** A change of the governance that touches no more than what is given. */
const governing = (change: object): ChangeDraft => ({
  matter: 'governance',
  offices: [],
  newOffices: [],
  dropOffices: [],
  procedures: [],
  roles: {},
  ...change,
});

function currenciesAfter(change: ChangeDraft): readonly Currency[] {
  const content = contentOf(change, standing);
  const decoded = content.ok && decodeStructured('currencies', content.value);
  if (!decoded || !decoded.ok) throw new Error('no currencies');
  return decoded.value;
}

it('a new currency comes after those that there are, which stay byte for byte', () => {
  const treasury = { threshold: 2, keys: [ada, ben] };
  expect(currenciesAfter(added({}))).toEqual([
    ...currencies,
    { code: 'COD', decimals: 0, name: 'Cod', treasury },
  ]);
});

it('who signs for one that there is changes in its place', () => {
  const change = added({ code: 'HRB', decimals: 2, name: 'hrb', treasury: joined });
  expect(currenciesAfter(change)).toEqual([
    { ...currency('HRB'), treasury: { threshold: 2, keys: [ada, ben] } },
    currency('FISH'),
  ]);
});

it('what nobody touched is as it is in force, whatever it was when the draft was typed', () => {
  const untouched = { decimals: null, name: null, treasury: null };
  const named = added({ ...untouched, code: 'HRB', name: 'Harbour' });
  const signed = added({ ...untouched, code: 'HRB', treasury: { ...joined, add: [shown] } });
  const treasury = { threshold: 1, keys: [ben] };
  const since = standingWith({
    currencies: [{ ...currency('HRB'), treasury, name: 'since' }],
    governance,
  });
  const after = (change: ChangeDraft): unknown => {
    const content = contentOf(change, since);
    const decoded = content.ok && decodeStructured('currencies', content.value);
    return decoded && decoded.ok ? decoded.value : content;
  };
  expect(after(named)).toEqual([{ ...currency('HRB'), treasury, name: 'Harbour' }]);
  const both = { threshold: 2, keys: [ben, ada] };
  expect(after(signed)).toEqual([{ ...currency('HRB'), treasury: both, name: 'since' }]);
  const none = { ok: false };
  expect(after(added({ ...untouched, code: 'HRB' }))).toEqual({ ...none, fault: 'nothing' });
  expect(after(added({ decimals: null }))).toEqual({ ...none, fault: 'decimals' });
  expect(after(added({ treasury: null }))).toEqual({ ...none, fault: 'threshold' });
  expect(after(added({ name: null }))).toEqual({ ...none, fault: 'name' });
});

it('of who signs only the keys and the threshold that are named change, and what cannot be any more is said', () => {
  const cyd = keyOf(3);
  const council = (keys: readonly Key[], threshold: number) => {
    const [gates] = governance.offices;
    if (gates === undefined) throw new Error('no gates');
    const office = { name: 'council', signers: { threshold, keys } };
    return standingWith({ governance: { ...governance, offices: [gates, office] } });
  };
  const typed = (key: Key) => ({ suite: key.suite, publicKey: toBase64url(key.publicKey) });
  const after = (signers: SignersChange, beside: ReturnType<typeof council>): unknown => {
    const offices = [{ name: 'council', signers }];
    const content = contentOf(governing({ offices }), beside);
    if (!content.ok) return content.fault;
    const decoded = decodeStructured('governance', content.value);
    return decoded.ok && decoded.value.offices[1]?.signers;
  };
  const addBen = { add: [inFile], drop: [], threshold: null };
  const dropAda = { add: [], drop: [typed(ada)], threshold: null };
  expect(after(addBen, council([ada], 1))).toEqual({ threshold: 1, keys: [ada, ben] });
  // Another vote has replaced ada by cyd, and asks for two, since this was typed.
  expect(after(addBen, council([cyd, keyOf(4)], 2))).toEqual({
    threshold: 2,
    keys: [cyd, keyOf(4), ben],
  });
  expect(after(dropAda, council([ada, cyd], 1))).toEqual({ threshold: 1, keys: [cyd] });
  expect(after(dropAda, council([cyd], 1))).toBe('gone');
  expect(after(dropAda, council([ada, cyd], 2))).toBe('threshold');
  expect(after(addBen, council([ada, ben], 1))).toBe('same-key');
  const replaced = { ...addBen, drop: [typed(ada)], threshold: 2 };
  expect(after(replaced, council([ada, cyd], 1))).toEqual({ threshold: 2, keys: [cyd, ben] });
  const nobody = [{ name: 'nobody', signers: addBen }];
  const change = governing({ offices: nobody });
  expect(contentOf(change, standing)).toEqual({ ok: false, fault: 'gone' });
});

it('what nobody could issue or read is not drafted', () => {
  const faultOf = (change: ChangeDraft): unknown => {
    const content = contentOf(change, standing);
    return content.ok ? 'ok' : content.fault;
  };
  const signs = (threshold: number, ...keys: readonly KeyTyped[]) => ({
    treasury: { threshold, add: keys, drop: [] },
  });
  const as = { code: 'HRB', name: 'hrb', decimals: 2 };
  expect(faultOf(added({ code: 'cod' }))).toBe('code');
  expect(faultOf(added({ name: ' ' }))).toBe('name');
  expect(faultOf(added({ ...as, decimals: 3 }))).toBe('decimals');
  expect(faultOf(added(signs(1)))).toBe('threshold');
  expect(faultOf(added(signs(3, shown, inFile)))).toBe('threshold');
  expect(faultOf(added(signs(0, shown)))).toBe('threshold');
  expect(faultOf(added(signs(1, shown, shown)))).toBe('same-key');
  expect(faultOf(added(signs(1, { pub: 'no key', file: 'x' })))).toBe('bad-key');
  expect(faultOf(added({ ...as, ...signs(1) }))).toBe('nothing');
  expect(faultOf(added({ name: 'x'.repeat(65) }))).toBe('unfit');
});

it('of the governance only what is named changes', () => {
  const content = contentOf(
    governing({
      offices: [{ name: 'council', signers: joined }],
      procedures: [
        {
          for: 'governance',
          approvalPermille: 750,
          voteMs: 2000,
        },
      ],
    }),
    standing,
  );
  const decoded = content.ok && decodeStructured('governance', content.value);
  const [gates] = governance.offices;
  const [first, second] = governance.procedures;
  expect(decoded && decoded.ok && decoded.value).toEqual({
    ...governance,
    offices: [gates, { name: 'council', signers: { threshold: 2, keys: [ada, ben] } }],
    procedures: [first, { ...second, approvalPermille: 750, voteMs: 2000 }],
  });
});

it('figures that no constitution has are refused, and so is what it does not name', () => {
  const faultOf = (change: object): unknown => {
    const content = contentOf(governing(change), standing);
    return content.ok ? 'ok' : content.fault;
  };
  const procedure = (change: object) => ({ procedures: [{ for: 'governance', ...change }] });
  expect(faultOf({})).toBe('nothing');
  expect(faultOf(procedure({ voteMs: Number.NaN }))).toBe('figures');
  expect(faultOf(procedure({ voteMs: null }))).toBe('figures');
  expect(faultOf(procedure({ voteMs: 0 }))).toBe('unfit');
  expect(faultOf(procedure({ approvalPermille: 500 }))).toBe('unfit');
  expect(faultOf(procedure({ for: 'suites' }))).toBe('gone');
  expect(faultOf(procedure({}))).toBe('nothing');
  // A draft comes from a browser's storage, whatever wrote it there.
  for (const hostile of [{ offices: null }, { offices: [{ name: 'council' }] }, { matter: 'x' }]) {
    expect(faultOf(hostile)).toBe('unfit');
  }
});

it('an office is added, is given what others did, and goes once nothing is left to it', () => {
  const after = (change: object, beside = standing): Governance | string => {
    const content = contentOf(governing(change), beside);
    if (!content.ok) return content.fault;
    const decoded = decodeStructured('governance', content.value);
    return decoded.ok ? decoded.value : decoded.reason;
  };
  const auditors = { name: 'auditors', signers: { threshold: 1, add: [inFile], drop: [] } };
  const [gates, council] = governance.offices;
  const added = { name: 'auditors', signers: { threshold: 1, keys: [ben] } };
  expect(after({ newOffices: [auditors] })).toEqual({
    ...governance,
    offices: [gates, council, added],
  });
  // The gates go, so that all others are named by another place.
  const handed = {
    newOffices: [auditors],
    dropOffices: ['gates'],
    roles: { gates: 'auditors', appeals: null },
    procedures: [{ for: 'currencies', office: 'auditors' }],
  };
  expect(after(handed)).toEqual({
    ...governance,
    offices: [council, added],
    procedures: governance.procedures.map((one, at) => ({ ...one, office: at === 0 ? 1 : 0 })),
    gates: 1,
    registrars: null,
    appeals: null,
  });
  expect(after({ dropOffices: ['gates'] })).toBe('in-use');
  expect(after({ dropOffices: ['council'], roles: { appeals: null } })).toBe('in-use');
  expect(after({ dropOffices: ['nobody'] })).toBe('gone');
  expect(after({ roles: { appeals: 'nobody' } })).toBe('gone');
  expect(after({ roles: { gates: null } })).toBe('unfit');
  expect(after({ procedures: [{ for: 'governance', office: 'nobody' }] })).toBe('gone');
  expect(after({ newOffices: [{ ...auditors, name: 'council' }] })).toBe('there');
  expect(after({ newOffices: [auditors, auditors] })).toBe('there');
  for (const name of ['', 'The Office', '-x', 'a\nb']) {
    expect(after({ newOffices: [{ ...auditors, name }] })).toBe('office-name');
  }
  const nobody = { name: 'nobody', signers: { threshold: 1, add: [], drop: [] } };
  expect(after({ newOffices: [nobody] })).toBe('threshold');
});
