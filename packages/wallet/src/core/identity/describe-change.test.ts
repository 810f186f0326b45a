import { type SayOperation, type Statement, encodeStatement } from '@tallystick/protocol';
import { describe, expect, it } from 'vitest';
import { describeChange } from './describe-change.ts';

const salt = new Uint8Array(16);
const key = { suite: 1, publicKey: new Uint8Array(1312) } as const;
const guardian = new Uint8Array(32).fill(0xab);

function say(statement: Statement): SayOperation {
  return { kind: 'say', notAfter: 1, salt, ...encodeStatement(statement) };
}

describe('what a person reads before signing', () => {
  it.each<[Statement, string[]]>([
    [{ kind: 'revoke-device', ordinal: 3 }, ['revoke device 3']],
    [
      { kind: 'add-device', device: { key, encryptionKey: null } },
      ['enrol the device with the key', 'no memo'],
    ],
    [
      {
        kind: 'policy',
        policy: {
          threshold: 2,
          recovery: { delayMs: 5000, guardianThreshold: 1, guardians: [guardian] },
        },
      },
      ['2 devices', '1 of the 1', 'ab'.repeat(32), '5000 ms'],
    ],
    [
      { kind: 'country', country: 'KE', tier: 0, validUntil: null, attestation: null },
      ['declare the country KE'],
    ],
    [
      {
        kind: 'country',
        country: 'KE',
        tier: 3,
        validUntil: 1_800_000_000_000,
        attestation: { registrar: 7, signature: new Uint8Array(4) },
      },
      ['country KE', 'tier 3', '2027-01-15 08:00:00 UTC', 'registrar 7'],
    ],
  ])('%o names every field of it', (statement, parts) => {
    const text = describeChange(say(statement));
    for (const part of parts) expect(text).toContain(part);
  });

  it('says nothing but the default where there is nothing else', () => {
    const policy: Statement = { kind: 'policy', policy: { threshold: 2, recovery: null } };
    expect(describeChange(say(policy))).toBe('ask for the signatures of 2 devices from then on');
    const unknown: SayOperation = { kind: 'say', notAfter: 1, salt, statement: 99, body: salt };
    expect(describeChange(unknown)).toContain('does not know');
  });
});
