import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Verifies ML-DSA-44 signatures over 32-byte messages with a context and does nothing else, from one shared instant to
 * another. `workerData`: { keys, slots: Int32Array [start flag], forMs }. Answers how many were verified.
 */
const { keys, flag, forMs } = workerData as { keys: number; flag: Int32Array; forMs: number };

const context = Buffer.from('tallystick bench');
const jobs = Array.from({ length: keys }, () => {
  const key = createPrivateKey({
    key: randomBytes(32),
    format: 'raw-seed',
    asymmetricKeyType: 'ml-dsa-44',
  });
  const message = randomBytes(32);
  const signature = sign(null, message, { key, context });
  return { key: createPublicKey(key), message, signature };
});

function verifyFor(ms: number): number {
  const until = performance.now() + ms;
  let count = 0;
  while (performance.now() < until) {
    for (const { key, message, signature } of jobs) {
      if (!verify(null, message, { key, context }, signature)) {
        throw new Error('a good signature did not verify');
      }
      count += 1;
    }
  }
  return count;
}

verifyFor(200);
parentPort?.postMessage('ready');
Atomics.wait(flag, 0, 0);
const startedAt = performance.now();
const verified = verifyFor(forMs);
parentPort?.postMessage(verified / ((performance.now() - startedAt) / 1000));
