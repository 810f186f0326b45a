import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodePorts } from './node-ports.ts';
import { type Opener, type Sealer, seal, unseal } from './sealed-file.ts';

const cost = { memoryKib: 64, passes: 1, lanes: 1 };
const passphrase = new TextEncoder().encode('open sesame');
const machine: Sealer & Opener = { kind: 'key', key: new Uint8Array(32).fill(7) };
const person: Sealer & Opener = { kind: 'passphrase', passphrase, cost };
const secret = new TextEncoder().encode('a secret');

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
  file[19] = 2;
  expect(await reason('root', file, machine)).toBe('newer');
});

test('no changed byte opens, and no bytes throw', async () => {
  const file = await seal('root', secret, machine, nodePorts);
  for (let at = 0; at < file.length; at += 1) {
    const bent = file.slice();
    bent[at]! ^= 0x40;
    expect(await reason('root', bent, machine)).not.toBe('opened');
  }
  const property = fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
    expect(await reason('root', bytes, machine)).toBe('damaged');
  });
  await fc.assert(property, { numRuns: 300 });
});

test('a cost that would exhaust the machine is not paid', async () => {
  const dear: Sealer = { kind: 'passphrase', passphrase, cost: { ...cost, passes: 17 } };
  await expect(seal('root', secret, dear, nodePorts)).rejects.toThrow(RangeError);
});
