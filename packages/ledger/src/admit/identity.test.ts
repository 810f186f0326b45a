import {
  attestationHash,
  type Constitution,
  type Device,
  signingContext,
  sovereignId,
  type Statement,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { describe, expect, test } from 'vitest';
import { readHandle } from '../state/read.ts';
import { identityAt } from '../state/view.ts';
import { Desk, taking } from '../testing/desk.ts';
import { holdFor, Person, pseudoKey, START, testConstitution } from '../testing/parties.ts';
import { KeyRing } from '../testing/sovereign.ts';
import type { Verify } from './check-signatures.ts';

const REAL: Verify = ({ key, message, signature, context }) =>
  nodeCrypto.verify(key, message, signature, context);

function device(name: string): Device {
  return { key: pseudoKey(name), encryptionKey: null };
}

const add: (name: string) => Statement = (name) => ({ kind: 'add-device', device: device(name) });
const revoke: (ordinal: number) => Statement = (ordinal) => ({ kind: 'revoke-device', ordinal });
const handle: (name: string) => Statement = (name) => ({ kind: 'handle', handle: name });

describe('opening', () => {
  test('makes identity, first device, records and handle known', () => {
    const desk = new Desk();
    const ada = desk.person(['KE', 'DE'], 'ada');
    const slot = desk.state.identities.find(ada.id);
    expect(identityAt(desk.state, slot)).toEqual(ada.view);
    expect(readHandle(desk.state, 'ada')).toEqual(ada.id);
    const chain = desk.state.devices.find(ada.account.chain);
    expect(desk.state.devices.head(chain)).toEqual(ada.account.headId);
  });

  test('the same identity again is refused like everything unsigned', () => {
    const desk = new Desk();
    const ada = desk.person();
    expect(desk.outcome(ada.open(['DE']))).toBe('not-acceptable: identity-known');
  });

  test.each([
    ['root', { root: { suite: 3, publicKey: new Uint8Array(32) } }],
    [
      'device',
      { device: { key: { suite: 3, publicKey: new Uint8Array(32) }, encryptionKey: null } },
    ],
  ] as const)('with a suite that is not admitted for a %s key', (_, change) => {
    const desk = new Desk();
    const name = Object.keys(change)[0] ?? '';
    const key = (wanted: string): ReturnType<typeof pseudoKey> =>
      wanted.startsWith(name) ? { suite: 3, publicKey: new Uint8Array(32) } : pseudoKey(wanted);
    expect(desk.outcome(new Person(5, { key }).open())).toBe('suite-not-admitted');
  });

  test('with recovery, which is not available yet', () => {
    const desk = new Desk();
    const recovery = { delayMs: 1, guardianThreshold: 1, guardians: [new Uint8Array(32)] };
    const ada = desk.person();
    const policy: Statement = { kind: 'policy', policy: { threshold: 1, recovery } };
    expect(desk.outcome(ada.say(policy))).toBe('not-available');
  });
});

describe('handles', () => {
  test('belong to whoever had them first, also after they were given up', () => {
    const desk = new Desk();
    const ada = desk.person(['KE'], 'ada');
    expect(desk.outcome(new Person(50).open(['KE'], 'ada'))).toBe('handle-taken');
    const eve = desk.person();
    expect(desk.outcome(eve.say(handle('ada')))).toBe('handle-taken');
    expect(desk.outcome(ada.say(handle('lovelace')))).toBe('admitted');
    expect(desk.outcome(eve.say(handle('ada')))).toBe('handle-taken');
    expect(readHandle(desk.state, 'ada')).toEqual(ada.id);
    expect(desk.outcome(ada.say(handle('lovelace')))).toBe('admitted');
    expect(desk.outcome(ada.say(handle('ada')))).toBe('admitted');
    expect(readHandle(desk.state, 'lovelace')).toEqual(ada.id);
    expect(desk.outcome(eve.say(handle('lovelace')))).toBe('handle-taken');
    expect(identityAt(desk.state, desk.state.identities.find(ada.id)).handle).toBe('ada');
  });
});

describe('devices', () => {
  test('an added device pays and takes; a revoked one does neither', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    desk.must(ada.say(add('phone')));
    const [laptop, phone] = ada.devices;
    const put = laptop!.put('KE', [holdFor(ada.id, desk.hrb, 600n)]);
    desk.must(put);
    const open = laptop!.put('KE', [holdFor(ada.id, desk.hrb, 100n)]);
    desk.must(open);
    desk.must(phone!.take([taking(put, 0, 0, 600n, desk.hrb)]));
    desk.must(ada.say(revoke(0)));
    expect(desk.outcome(laptop!.put('KE', [holdFor(ada.id, desk.hrb, 1n)]))).toBe(
      'not-acceptable: revoked-device',
    );
    expect(desk.outcome(laptop!.take([taking(open, 0, 0, 100n, desk.hrb)]))).toBe(
      'not-acceptable: revoked-device',
    );
    // The claim is the identity's: its other device takes what is open.
    expect(desk.outcome(phone!.take([taking(open, 0, 0, 100n, desk.hrb)]))).toBe('admitted');
    expect(desk.outcome(phone!.put('KE', [holdFor(ada.id, desk.hrb, 700n)]))).toBe('admitted');
  });

  test('what a revoked device put stays claimable, and returns to its identity', () => {
    const desk = new Desk();
    const ada = desk.funded(1000n);
    const ben = desk.person();
    desk.must(ada.say(add('phone')));
    const [laptop, phone] = ada.devices;
    const until = START + 10;
    const put = laptop!.put('KE', [
      holdFor(ben.id, desk.hrb, 600n, { until }),
      holdFor(ben.id, desk.hrb, 400n, { until }),
    ]);
    desk.must(put);
    desk.must(ada.say(revoke(0), [2]));
    expect(desk.outcome(ben.account.take([taking(put, 0, 0, 600n, desk.hrb)]))).toBe('admitted');
    desk.wait(11);
    expect(desk.outcome(phone!.take([taking(put, 1, null, 400n, desk.hrb)]))).toBe('admitted');
  });

  test('are added once, and revoked once', () => {
    const desk = new Desk();
    const ada = desk.person();
    desk.must(ada.say(add('phone')));
    expect(desk.outcome(ada.say(add('phone')))).toBe('device-known');
    desk.must(ada.say(revoke(1)));
    expect(desk.outcome(ada.say(revoke(1)))).toBe('device-revoked');
    expect(desk.outcome(ada.say(revoke(2)))).toBe('device-unknown');
    expect(desk.outcome(ada.say(add('phone')))).toBe('device-known');
    const slh: Device = { key: { suite: 3, publicKey: new Uint8Array(32) }, encryptionKey: null };
    expect(desk.outcome(ada.say({ kind: 'add-device', device: slh }))).toBe('suite-not-admitted');
  });
});

describe('who signs', () => {
  test('as many active devices as the policy says, or the root alone', () => {
    const desk = new Desk();
    const ada = desk.person();
    desk.must(ada.say(add('phone')));
    desk.must(ada.say({ kind: 'policy', policy: { threshold: 2, recovery: null } }));
    expect(desk.outcome(ada.say(add('tablet'), [1]))).toBe('not-acceptable: wrong-signers');
    expect(desk.outcome(ada.say(add('tablet'), [1, 9]))).toBe('not-acceptable: wrong-signers');
    expect(desk.outcome(ada.say(add('tablet'), [1, 2]))).toBe('admitted');
    expect(desk.outcome(ada.say(revoke(2), [0]))).toBe('admitted');
    expect(desk.outcome(ada.say(add('watch'), [1, 3]))).toBe('not-acceptable: wrong-signers');
    expect(desk.outcome(ada.say(add('watch'), [0, 1]))).toBe('admitted');
  });

  test('only the keys that a treasury names, and enough of them', () => {
    const desk = new Desk();
    const { goldTreasury: gold } = desk;
    const mint = gold.mint(desk.gld, 1n);
    expect(desk.state.constitution.currencies[1]?.treasury.threshold).toBe(2);
    expect(desk.outcome(mint)).toBe('admitted');
  });

  test('with real keys: a good signature counts, any other does not', () => {
    const keys = new KeyRing();
    const constitution = testConstitution(keys.key);
    const sign = keys.signer(constitution);
    const desk = new Desk(constitution);
    desk.verify = REAL;
    const ada = new Person(1, { key: keys.key, sign });
    expect(desk.outcome(ada.open())).toBe('admitted');
    const eve = new Person(2, { key: keys.key, sign: (by, id) => sign(by, id, keys.key('eve')) });
    expect(desk.outcome(eve.open())).toBe('not-acceptable: wrong-signature');
    const other: Constitution = { ...constitution, name: 'Elsewhere' };
    const away = new Person(3, { key: keys.key, sign: keys.signer(other) });
    expect(desk.outcome(away.open())).toBe('not-acceptable: wrong-signature');
  });
});

describe('country records', () => {
  const record = { kind: 'country', country: 'DE', tier: 2, validUntil: null } as const;

  test('above tier 0 are signed by a registrar', () => {
    const keys = new KeyRing();
    const constitution = testConstitution(keys.key);
    const context = signingContext('attestation', sovereignId(constitution));
    const desk = new Desk(constitution);
    desk.verify = (job) => job.context.length !== context.length || REAL(job);
    const ada = desk.person();
    const attest = (tier: number, registrar = 0): Statement => {
      const message = attestationHash({ identity: ada.id, country: 'DE', tier, validUntil: null });
      const signature = nodeCrypto.sign(keys.pair(keys.key('registrar')), message, context);
      return { ...record, attestation: { registrar, signature } };
    };
    expect(desk.outcome(ada.say(attest(1)))).toBe('bad-attestation');
    expect(desk.outcome(ada.say(attest(2, 1)))).toBe('bad-attestation');
    expect(desk.outcome(ada.say(attest(2)))).toBe('admitted');
    expect(ada.view.records.at(-1)).toEqual({ country: 'DE', tier: 2, validUntil: null });
    const slot = desk.state.identities.find(ada.id);
    expect(identityAt(desk.state, slot)).toEqual(ada.view);
  });

  test('may be thirty-two', () => {
    const desk = new Desk();
    const ada = desk.person([]);
    const say = (index: number): string => {
      const country = `A${String.fromCharCode(65 + (index % 26))}`.replace(
        'AA',
        index < 26 ? 'AA' : 'BA',
      );
      const name = index < 26 ? country : `B${String.fromCharCode(65 + index - 26)}`;
      return desk.outcome(
        ada.say({ kind: 'country', country: name, tier: 0, validUntil: null, attestation: null }),
      );
    };
    const outcomes = Array.from({ length: 33 }, (_, index) => say(index));
    expect(new Set(outcomes.slice(0, 32))).toEqual(new Set(['admitted']));
    expect(outcomes[32]).toBe('limit-reached');
  });
});

test('statements of kinds that are not registered, and malformed ones', () => {
  const desk = new Desk();
  const ada = desk.person();
  expect(desk.outcome(ada.sayRaw(77, new Uint8Array(0), undefined))).toBe('not-available');
  expect(desk.outcome(ada.sayRaw(1, Uint8Array.of(0x80), undefined))).toBe('bad-statement');
});
