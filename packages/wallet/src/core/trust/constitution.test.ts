import { encode, hash, signedConstitutionCodec, signedEpochCodec } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, it } from 'vitest';
import { Stop } from '../stop.ts';
import { establishTrust } from './constitution.ts';

/** What a constitution of other items than this program's may look like: canonical, and not readable here. */
const constitution = new Uint8Array([0x81, 0x01]);
const signature = new Uint8Array(7856);
const shown = encode(signedConstitutionCodec, { constitution, signature });
const epoch = encode(signedEpochCodec, { epoch: constitution, signature });

it('accuses nobody of a constitution that it cannot read: the pinned one is of another version of the program', () => {
  for (const pin of [null, hash('constitution', constitution)]) {
    let thrown: unknown;
    try {
      establishTrust(nodeCrypto, shown, [epoch], pin);
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof Stop)) throw new Error('it was believed');
    expect(thrown.failure).toMatchObject({ kind: 'usage', code: 'other-version' });
    expect(thrown.failure.message).toContain('another version of this program');
    expect(thrown.failure.message).not.toContain('trusted');
  }
});

it('tells of another constitution than the pinned one before it reads it', () => {
  const other = new Uint8Array(32);
  expect(() => establishTrust(nodeCrypto, shown, [epoch], other)).toThrow(Stop);
});
