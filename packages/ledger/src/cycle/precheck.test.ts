import { type Constitution, decode, encode, type Key, transitionCodec } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { describe, expect, test } from 'vitest';
import type { Verify } from '../admit/check-signatures.ts';
import { type Ledger, type LedgerPorts, openLedger } from '../ledger.ts';
import { openMemoryStore, type Store, StoreError } from '../store/index.ts';
import { submit } from '../testing/counter.ts';
import { type Built, LATE, Person, pseudoKey, testConstitution } from '../testing/parties.ts';
import { testSovereign, type TestSovereign } from '../testing/sovereign.ts';

const REAL: Verify = ({ key, message, signature, context }) =>
  nodeCrypto.verify(key, message, signature, context);

interface Scene {
  readonly sovereign: TestSovereign;
  readonly ledger: Ledger;
  /** Somebody whose keys are real. */
  person(seed: number, threshold?: number): Person;
}

async function scene(
  more: Partial<LedgerPorts> = {},
  change: Partial<Constitution> = {},
): Promise<Scene> {
  const sovereign = testSovereign(change);
  const { constitution, epoch, keys, sign } = sovereign;
  const ledger = await openLedger(constitution, epoch, sovereign.ports(openMemoryStore(), more));
  const person = (seed: number, threshold = 1): Person =>
    new Person(seed, { key: keys.key, sign, threshold });
  return { sovereign, ledger, person };
}

/** The same transition, signed by another key. */
function signedBy({ sovereign }: Scene, built: Built, key: Key, by = 1): Uint8Array {
  const decoded = decode(transitionCodec, built.bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  const signatures = [{ by, bytes: sovereign.sign(by, built.id, key) }];
  return encode(transitionCodec, { ...decoded.value, signatures });
}

/** Puts one key in the place of another, as whoever reuses a buffer does. */
function overwrite(bytes: Uint8Array, from: Key, to: Key): void {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(from.publicKey);
  if (at < 0) throw new Error('no such key in these bytes');
  bytes.set(to.publicKey, at);
}

function verdict(ledger: Ledger, bytes: Uint8Array): string {
  const checked = ledger.precheck(bytes);
  if ('refusal' in checked) return `${checked.refusal.code}: ${checked.refusal.internal}`;
  if ('known' in checked) return 'known';
  const good = checked.jobs.every(REAL);
  ledger.reject(checked.pending);
  return good ? 'signed' : 'wrong signature';
}

describe('the bytes of an answered request may be reused', () => {
  test('and an identity keeps the keys that it was opened with', async () => {
    const at = await scene();
    const { ledger } = at;
    const [ada, evil] = [at.person(1), at.sovereign.keys.key('evil')];
    const open = ada.open();
    await submit(ledger, [open], REAL);
    overwrite(open.bytes, ada.genesis.device.key, evil);
    const said = ada.say({ kind: 'handle', handle: 'mine' });
    expect(verdict(ledger, signedBy(at, said, evil))).toBe('wrong signature');
    expect(verdict(ledger, said.bytes)).toBe('signed');
  });

  test('and so does an added device, and the entropy of the chain', async () => {
    const at = await scene();
    const { ledger } = at;
    const [ada, evil] = [at.person(1), at.sovereign.keys.key('evil')];
    const key = at.sovereign.keys.key('phone');
    const add = ada.say.bind(ada, { kind: 'add-device', device: { key, encryptionKey: null } });
    await submit(ledger, [ada.open()], REAL);
    const added = add();
    await submit(ledger, [added], REAL);
    overwrite(added.bytes, key, evil);
    added.bytes.fill(0, 0, 200);
    const said = ada.say({ kind: 'handle', handle: 'mine' }, [2]);
    expect(verdict(ledger, signedBy(at, said, evil, 2))).toBe('wrong signature');
    expect(await submit(ledger, [said], REAL)).toMatchObject([{ ok: true }]);
  });

  test('also where the same opening still waits in another request', async () => {
    const at = await scene();
    const { ledger } = at;
    const [ada, evil] = [at.person(1), at.sovereign.keys.key('evil')];
    const open = ada.open();
    const [first, second] = [open.bytes.slice(), open.bytes.slice()].map((bytes) => ({
      bytes,
      checked: ledger.precheck(bytes),
    }));
    if (!('pending' in first!.checked) || !('pending' in second!.checked)) throw new Error('known');
    ledger.reject(first!.checked.pending);
    overwrite(first!.bytes, ada.genesis.device.key, evil);
    open.accept();
    const said = ada.say({ kind: 'handle', handle: 'mine' });
    expect(verdict(ledger, signedBy(at, said, evil))).toBe('wrong signature');
    expect(verdict(ledger, said.bytes)).toBe('signed');
    ledger.reject(second!.checked.pending);
  });
});

describe('before a signature is verified', () => {
  test('what is dated too far ahead of the clock is refused, and good when its time has come', async () => {
    const parameters = { ...testConstitution().parameters, validityMs: 86_400_000 };
    const at = await scene({}, { parameters });
    const open = at.person(1).open();
    expect(verdict(at.ledger, open.bytes)).toBe('not-acceptable: too-far-ahead');
    at.sovereign.clock = LATE - parameters.validityMs;
    expect(verdict(at.ledger, open.bytes)).toBe('signed');
    await at.ledger.heartbeat();
    at.sovereign.clock -= 1; // a clock that steps back: the header's time does not
    expect(verdict(at.ledger, open.bytes)).toBe('signed');
  });

  test('a run on a chain that is only being opened is let through, and admitted', async () => {
    const at = await scene();
    const ada = at.person(1);
    const open = ada.open();
    open.accept();
    const said = ada.say({ kind: 'handle', handle: 'ada' });
    said.accept();
    const more = ada.say({ kind: 'policy', policy: { threshold: 1, recovery: null } });
    const answers = await submit(at.ledger, [open, said, more], REAL);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  test('whoever claims a place takes none: the honest owner is admitted all the same', async () => {
    const at = await scene();
    const { ledger } = at;
    const [ada, evil] = [at.person(1), at.sovereign.keys.key('evil')];
    await submit(ledger, [ada.open()], REAL);
    const squatters = ['a', 'b', 'c'].map((handle) =>
      ledger.precheck(signedBy(at, ada.say({ kind: 'handle', handle }), evil)),
    );
    const said = ada.say({ kind: 'handle', handle: 'ada' });
    expect(await submit(ledger, [said], REAL)).toMatchObject([{ ok: true }]);
    for (const squatter of squatters) {
      if (!('pending' in squatter)) throw new Error('not taken');
      expect(ledger.reject(squatter.pending)).toMatchObject({ code: 'not-acceptable' });
    }
  });

  test('the device alone opens no identity that asks for two', async () => {
    const at = await scene();
    const open = at.person(1, 2).open();
    expect(verdict(at.ledger, open.bytes)).toBe('not-acceptable: wrong-signers');
    const byRoot = signedBy(at, open, at.person(1, 2).genesis.root, 0);
    expect(verdict(at.ledger, byRoot)).toBe('signed');
  });

  test('keys of a suite that is not admitted are refused, and cost no verification', async () => {
    const at = await scene();
    const slow: Key = { suite: 3, publicKey: new Uint8Array(32) };
    const open = new Person(5, { key: (name) => (name === 'root 5' ? slow : pseudoKey(name)) });
    expect(verdict(at.ledger, open.open().bytes)).toBe('suite-not-admitted: null');
  });

  test('a store that cannot answer for one transition stops no other', async () => {
    const store = openMemoryStore();
    let faults = 0;
    const fails = (): never => {
      throw new StoreError('damaged', 'entry 7 fails its checksum');
    };
    const damaged = new Proxy<Store>(store, {
      get(of, name: keyof Store) {
        const value = of[name];
        if (name === 'indexOf') return fails;
        return typeof value === 'function' ? value.bind(of) : value;
      },
    });
    const at = await scene({ store: damaged, onFault: () => (faults += 1) });
    const stranger = at.person(2);
    stranger.open().accept();
    const said = stranger.say({ kind: 'handle', handle: 'eve' });
    expect(verdict(at.ledger, said.bytes)).toBe('unavailable: null');
    expect([faults, at.ledger.failure]).toEqual([1, undefined]);
    expect(await submit(at.ledger, [at.person(1).open()], REAL)).toMatchObject([{ ok: true }]);
  });
});
