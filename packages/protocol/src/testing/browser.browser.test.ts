import { expect, it } from 'vitest';
import { nodeCrypto } from '../crypto/node/index.ts';
import { hash } from '../crypto/index.ts';
import { concat } from '../encoding/index.ts';
import { CONTEXT, MESSAGE, computed } from './computed.ts';
import { inBrowser } from './in-browser.ts';

it('computes in Chromium what it computes in Node', async () => {
  const { answer, complaints } = await inBrowser(new URL('./browser-page.ts', import.meta.url));
  expect(complaints).toEqual([]);
  const there = answer as Record<string, string>;

  const here = await computed(nodeCrypto);
  const never = { signature: '', box: '' };
  expect({ ...there, ...never }).toEqual({ ...here, ...never });
  const chain = hash('device', MESSAGE);
  const key = { suite: 1, publicKey: Uint8Array.fromHex(here['publicKey'] ?? '') } as const;
  const signature = Uint8Array.fromHex(there['signature'] ?? '');
  expect(nodeCrypto.verify(key, MESSAGE, signature, CONTEXT)).toBe(true);
  const pair = nodeCrypto.encryptionPair(concat(chain, chain, chain));
  expect(nodeCrypto.unseal(pair, Uint8Array.fromHex(there['box'] ?? ''))).toEqual(MESSAGE);
});
