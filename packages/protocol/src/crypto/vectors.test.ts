import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nobleCrypto, nobleSealing } from './noble/index.ts';
import { nodeCrypto } from './node/index.ts';
import { nodeSealing } from './node/sealing.ts';
import type { SealPrimitives } from './sealed-box.ts';

/** C2SP Wycheproof, `testvectors_v1`: they lie beside the checkout, not in it. */
const ROOT = join(import.meta.dirname, '..', '..', '..', '..', '..');
const FOLDER = process.env['TALLY_VECTORS'] ?? join(ROOT, 'shared', 'vectors');

interface Verification {
  tcId: number;
  msg: string;
  ctx?: string;
  sig: string;
  result: 'valid' | 'invalid' | 'acceptable';
}
interface Encapsulation {
  tcId: number;
  seed: string;
  ek?: string;
  c: string;
  K: string;
  result: 'valid' | 'invalid' | 'acceptable';
}

function read(name: string): { testGroups: unknown } | undefined {
  const path = join(FOLDER, name);
  if (!existsSync(path)) {
    process.stdout.write(`${name}: not run, as it is not in ${FOLDER} (set TALLY_VECTORS)\n`);
    return undefined;
  }
  return JSON.parse(readFileSync(path, 'utf8')) as { testGroups: unknown };
}

const dsa = read('mldsa_44_verify_test.json')?.testGroups as
  { publicKey: string; tests: Verification[] }[] | undefined;
const kem = read('mlkem_768_test.json')?.testGroups as { tests: Encapsulation[] }[] | undefined;

describe.each([nodeCrypto, nobleCrypto])('Wycheproof ML-DSA-44 with $name', (provider) => {
  it('every test', () => {
    const wrong: number[] = [];
    let count = 0;
    for (const group of dsa ?? []) {
      const key = { suite: 1, publicKey: Uint8Array.fromHex(group.publicKey) } as const;
      for (const { tcId, msg, ctx, sig, result } of group.tests) {
        const message = Uint8Array.fromHex(msg);
        const context = Uint8Array.fromHex(ctx ?? '');
        const valid = provider.verify(key, message, Uint8Array.fromHex(sig), context);
        if (valid !== (result === 'valid')) wrong.push(tcId);
        count += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(dsa === undefined ? 0 : 180);
  });
});

describe.each([
  ['node', nodeSealing],
  ['noble', nobleSealing],
])('Wycheproof ML-KEM-768 with %s', (_, sealing) => {
  it('every test', () => {
    const wrong: number[] = [];
    let count = 0;
    for (const group of kem ?? []) {
      for (const test of group.tests) {
        if (!holds(sealing, test)) wrong.push(test.tcId);
        count += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(kem === undefined ? 0 : 193);
  });
});

function holds(sealing: SealPrimitives, test: Encapsulation): boolean {
  try {
    const seed = Uint8Array.fromHex(test.seed);
    const secret = sealing.decapsulate(seed, Uint8Array.fromHex(test.c));
    const publicKey = sealing.mlkemPublicKey(seed).toHex();
    const same = secret.toHex() === test.K && (test.ek === undefined || publicKey === test.ek);
    return same === (test.result === 'valid');
  } catch {
    return test.result === 'invalid';
  }
}
