import {
  type Condition,
  type CryptoProvider,
  encode,
  hash,
  readShare,
  sealContent,
  sealedContentCodec,
  vaultId,
  vaultKey,
  vaultOf,
  witnessCodec,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { FOUNDED_AT } from './samples.ts';

/** A vault, the key that a proof gives, and content that the proof or two parties open. */
export function vaultVectors(crypto: CryptoProvider): Json {
  const secret = bytesFor('secret of the vault');
  const condition: Condition = {
    kind: 'some',
    threshold: 2,
    conditions: [
      { kind: 'after', time: FOUNDED_AT },
      {
        kind: 'some',
        threshold: 1,
        conditions: [
          { kind: 'preimage', hash: hash('preimage', secret) },
          { kind: 'fork', hold: bytesFor('allowance') },
        ],
      },
    ],
  };
  const vault = vaultOf(condition);
  const proof = [encode(witnessCodec, { node: 3, proof: { kind: 'bytes', bytes: secret } })];
  const pairs = [1, 2].map((n) => crypto.encryptionPair(bytesFor(`party ${n}`, 96)));
  let drawn = 0;
  const random = (length: number): Uint8Array => {
    drawn += 1;
    return bytesFor(`randomness ${drawn}`, length);
  };
  const content = new TextEncoder().encode('the deed of the house');
  const parties = pairs.map(({ publicKey }) => publicKey);
  const ways = [
    { kind: 'proof', witnesses: proof },
    { kind: 'shares', parties },
  ] as const;
  const sealed = sealContent(vault, content, ways, random, crypto);
  const way = sealed?.ways[1];
  if (sealed === undefined || way?.kind !== 'shares') throw new Error('not sealed');
  const shares = way.shares.map((share, i) => {
    const pair = pairs[i];
    return pair === undefined ? undefined : readShare(share, pair, crypto);
  });
  return plain({
    condition,
    logic: vault.logic,
    id: vaultId(vault),
    proof,
    key: vaultKey(vault, proof),
    content: { value: sealed, bytes: encode(sealedContentCodec, sealed) },
    plaintext: content,
    shares: shares.map((value, i) => ({ party: parties[i], value })),
  });
}
