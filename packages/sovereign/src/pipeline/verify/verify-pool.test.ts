import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SLOTS } from './ring.ts';
import type { VerifyJob } from './verify-job.ts';
import { type VerifyPool, verifyPool } from './verify-pool.ts';

const context = new TextEncoder().encode('tallystick/v1/transition');
const failures: Error[] = [];
let pool: VerifyPool;

beforeAll(async () => {
  pool = await verifyPool({ workers: 2, onFailure: (error) => failures.push(error) });
});
afterAll(async () => {
  await pool.close();
});

function newSigner(
  asymmetricKeyType: 'ml-dsa-44' | 'ml-dsa-65',
  suite: 1 | 2,
): (message: Uint8Array) => VerifyJob {
  const key = createPrivateKey({
    key: randomBytes(32),
    format: 'raw-seed',
    asymmetricKeyType,
  });
  const publicKey = createPublicKey(key).export({ format: 'raw-public' });
  return (message) => ({
    key: { suite, publicKey: new Uint8Array(publicKey) },
    message,
    signature: new Uint8Array(sign(null, message, { key, context })),
    context,
  });
}

function answer(job: VerifyJob): Promise<boolean> {
  return new Promise((resolve) => {
    pool.submit(job, resolve);
  });
}

const signOne = newSigner('ml-dsa-44', 1);

test('a signature verifies under its own key, message and context only', async () => {
  const job = signOne(randomBytes(32));
  expect(await answer(job)).toBe(true);
  expect(await answer({ ...job, message: randomBytes(32) })).toBe(false);
  expect(await answer({ ...job, context: new Uint8Array() })).toBe(false);
  const bent = job.signature.slice();
  bent[1000]! ^= 1;
  expect(await answer({ ...job, signature: bent })).toBe(false);
  expect(await answer(newSigner('ml-dsa-65', 2)(randomBytes(32)))).toBe(true);
});

test('a key that begins as another does is not taken for it', async () => {
  const good = signOne(randomBytes(32));
  expect(await answer(good)).toBe(true);
  const publicKey = good.key.publicKey.slice();
  publicKey[1000]! ^= 1;
  expect(await answer({ ...good, key: { suite: 1, publicKey } })).toBe(false);
  expect(await answer(good)).toBe(true);
});

test('no length of anything is anything but a false answer, and hurts no neighbour', async () => {
  const good = signOne(randomBytes(32));
  const bad: VerifyJob[] = [
    { ...good, signature: new Uint8Array() },
    { ...good, signature: new Uint8Array(100_000) },
    { ...good, signature: good.signature.subarray(1) },
    { ...good, key: { suite: 1, publicKey: new Uint8Array(5) } },
    { ...good, key: { suite: 1, publicKey: new Uint8Array(100_000) } },
    { ...good, key: { suite: 9 as 1, publicKey: good.key.publicKey } },
    { ...good, message: new Uint8Array(33) },
    { ...good, context: new Uint8Array(256) },
  ];
  const answers = await Promise.all(bad.flatMap((job) => [answer(job), answer(good)]));
  expect(answers).toEqual(bad.flatMap(() => [false, true]));
});

test('more jobs than the ring has places: each is answered once, for itself', async () => {
  const good = signOne(randomBytes(32));
  const bad = { ...good, message: randomBytes(32) };
  const count = 2 * SLOTS + 100;
  const answers: boolean[] = [];
  await new Promise<void>((resolve) => {
    let left = count;
    for (let i = 0; i < count; i += 1) {
      pool.submit(i % 3 === 0 ? bad : good, (verified) => {
        expect(answers[i]).toBeUndefined();
        answers[i] = verified;
        left -= 1;
        if (left === 0) resolve();
      });
    }
    expect(pool.waiting).toBe(count);
  });
  expect(answers).toEqual(Array.from({ length: count }, (_, i) => i % 3 !== 0));
  expect(pool.waiting).toBe(0);
  expect(failures).toEqual([]);
});

test('when a worker ends, every job still has its answer', async () => {
  const ended: string[] = [];
  const fragile = await verifyPool({ workers: 2, onFailure: ({ message }) => ended.push(message) });
  const good = signOne(randomBytes(32));
  const bad = { ...good, message: randomBytes(32) };
  const check = (job: VerifyJob): Promise<boolean> =>
    new Promise((resolve) => fragile.submit(job, resolve));
  const before = Array.from({ length: SLOTS + 50 }, (_, i) => check(i % 2 === 0 ? good : bad));
  await fragile.workers[0]?.terminate();
  const answers = await Promise.all(before);
  expect(answers).toEqual(answers.map((_, i) => i % 2 === 0));
  expect(ended).toEqual(['a verify worker ended with 1']);
  expect([await check(good), await check(bad), fragile.waiting]).toEqual([true, false, 0]);
  await fragile.close();
});
