import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeCrypto } from '../crypto/node/index.ts';
import { type Opener, type Sealer, checkSealed, seal, unseal } from './sealed-file.ts';

const nodePorts = {
  crypto: nodeCrypto,
  random: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)),
};
const cost = { memoryKib: 64, passes: 1, lanes: 1 };
const passphrase = new TextEncoder().encode('open sesame');
const machine: Sealer & Opener = { kind: 'key', key: new Uint8Array(32).fill(7) };
const person: Sealer & Opener = { kind: 'passphrase', passphrase, cost };
const secret = new TextEncoder().encode('a secret');
const FIRST =
  'hnF0YWxseXN0aWNrLXNlYWxlZAFkcm9vdIEAWBg1C7NHQ-k-VVC5_Om-oEam8Z8RcB-BWL1YGMGxRJIf' +
  'RrHaEM7ovaKhHpy4z3V3dUNrpw';

async function reason(label: string, file: Uint8Array, opener: Opener): Promise<string> {
  const opened = await unseal(label, file, opener, nodeCrypto);
  return opened.ok ? 'opened' : opened.reason;
}

test('what is sealed opens again, under a key and under a passphrase', async () => {
  for (const sealer of [machine, person]) {
    const file = await seal('root', secret, sealer, nodePorts);
    expect(await unseal('root', file, sealer, nodeCrypto)).toEqual({ ok: true, secret });
    expect(Buffer.from(file).includes(secret)).toBe(false);
  }
});

test('another passphrase, kind of opener or label does not open it', async () => {
  const file = await seal('root', secret, person, nodePorts);
  const wrong: Opener = { kind: 'passphrase', passphrase: passphrase.subarray(1) };
  expect(await reason('root', file, wrong)).toBe('does-not-open');
  expect(await reason('root', file, machine)).toBe('wrong-kind');
  expect(await reason('log-0', file, person)).toBe('damaged');
  const sealed = await seal('root', secret, machine, nodePorts);
  expect(await reason('root', sealed, person)).toBe('wrong-kind');
  expect(await reason('root', sealed, { kind: 'key', key: new Uint8Array(31) })).toBe(
    'does-not-open',
  );
});

test('a file of a newer version says so', async () => {
  const file = await seal('root', secret, machine, nodePorts);
  file[19] = 3;
  expect(await reason('root', file, machine)).toBe('newer');
});

test('a file of the first version, which had no checksum, opens', async () => {
  // Sealed by the first version: "a secret" under 32 bytes of 7.
  const first = Buffer.from(FIRST, 'base64url');
  expect(await unseal('root', first, machine, nodeCrypto)).toEqual({ ok: true, secret });
  expect(checkSealed(first, nodeCrypto)).toBe('whole');
});

test('every changed byte is seen without the key, and called damage and not a wrong passphrase', async () => {
  for (const sealer of [machine, person]) {
    const file = await seal('root', secret, sealer, nodePorts);
    expect(checkSealed(file, nodeCrypto)).toBe('whole');
    for (let at = 0; at < file.length; at += 1) {
      const bent = file.slice();
      bent[at]! ^= 0x40;
      expect(checkSealed(bent, nodeCrypto)).not.toBe('whole');
      expect(await reason('root', bent, sealer)).toMatch(/^damaged$|^newer$/);
    }
  }
});

test('no bytes throw', async () => {
  const property = fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
    expect(await reason('root', bytes, machine)).toBe('damaged');
  });
  await fc.assert(property, { numRuns: 300 });
});

test('a cost that would exhaust the machine is not paid', async () => {
  const dear: Sealer = { kind: 'passphrase', passphrase, cost: { ...cost, passes: 17 } };
  await expect(seal('root', secret, dear, nodePorts)).rejects.toThrow(RangeError);
});
