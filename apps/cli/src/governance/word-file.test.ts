import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testGovernance } from '@tallystick/ledger/testing/governance';
import { testConstitution } from '@tallystick/ledger/testing';
import { constitutionCodec, encode, hash, signingContext } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OfficeWord, readWord, readWordOf, withSignature, writeWord } from './word-file.ts';

const pairOf = (name: string) => nodeCrypto.keyPair(1, nodeCrypto.sha256(Buffer.from(name)));
const keyOf = (name: string) => {
  const { suite, publicKey } = pairOf(name);
  return { suite, publicKey };
};
const bytes = encode(constitutionCodec, {
  ...testConstitution(keyOf),
  governance: testGovernance(keyOf),
});
const signature = nodeCrypto.sign(
  pairOf('sovereign root'),
  hash('constitution', bytes),
  signingContext('constitution', null),
);
const COUNCIL = 3;
const draft: OfficeWord = {
  signedConstitution: { constitution: bytes, signature },
  voted: null,
  approval: {
    kind: 'approval',
    proposal: new Uint8Array(32).fill(7),
    office: COUNCIL,
    word: { kind: 'approved' },
    signatures: [],
  },
  name: 'DE-15',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-word-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the word of an office, in a file', () => {
  const file = (): string => join(folder, 'word.json');

  it('gathers signatures of the office, and of nobody else', () => {
    writeWord(file(), draft);
    const word = readWord(file());
    expect(word.office.name).toBe('council');
    expect(word.approval).toEqual(draft.approval);
    expect(word.says[0]).toContain(`council says of the proposal ${'07'.repeat(32)}: approved`);
    expect(withSignature(word, pairOf('gates'))).toBeUndefined();
    for (const [signed, name] of [
      [1, 'council 1'],
      [2, 'council 0'],
      [2, 'council 1'],
    ] as const) {
      const approval = withSignature(readWord(file()), pairOf(name))!;
      writeWord(file(), { ...word, approval });
      expect(readWord(file()).approval.signatures).toHaveLength(signed);
    }
    expect(readWord(file()).approval.signatures.map(({ by }) => by)).toEqual([0, 1]);
  });

  it('is that of the offices that a vote made, where the proposal is decided by those', () => {
    const founded = testGovernance(keyOf);
    const offices = founded.offices.map((office, index) =>
      index === COUNCIL
        ? { ...office, signers: { threshold: 1, keys: [keyOf('new council')] } }
        : office,
    );
    writeWord(file(), { ...draft, voted: { ...founded, offices } });
    const word = readWord(file());
    expect(word.says.join()).toContain('a governance that was voted');
    expect(withSignature(word, pairOf('council 0'))).toBeUndefined();
    const approval = withSignature(word, pairOf('new council'))!;
    writeWord(file(), { ...word, approval });
    expect(readWord(file()).approval.signatures).toHaveLength(1);
    // By the founding it is nobody's.
    writeWord(file(), { ...word, voted: null, approval });
    expect(() => readWord(file())).toThrow(/signer 0 is not good/);
  });

  it('is not read with a signature that is not good, or on another constitution', () => {
    const signed = withSignature(readWordOf(draft, 'it'), pairOf('council 0'))!;
    const other = { ...signed, proposal: new Uint8Array(32).fill(8) };
    expect(() => readWordOf({ ...draft, approval: other }, 'it')).toThrow(/signer 0 is not good/);
    const forged = { constitution: bytes, signature: new Uint8Array(2420) };
    const founded = { ...draft, signedConstitution: forged };
    expect(() => readWordOf(founded, 'it')).toThrow(/not signed by its root/);
    const nobody = { ...draft, approval: { ...draft.approval, office: 9 } };
    expect(() => readWordOf(nobody, 'it')).toThrow(/no such office/);
  });

  it.each(['', '{}', '[]', '{"kind":"tallystick office word"}', 'null'])(
    'is not read from %j',
    (text) => {
      writeFileSync(file(), text);
      expect(() => readWord(file())).toThrow(/no word of an office/);
    },
  );

  it('is not read when any of it was changed', () => {
    writeWord(file(), {
      ...draft,
      approval: withSignature(readWordOf(draft, 'it'), pairOf('council 0'))!,
    });
    const content = JSON.parse(readFileSync(file(), 'utf8')) as { word: string };
    for (const at of [4, 30, 60, 500]) {
      const bent = Buffer.from(content.word, 'base64url');
      bent[at]! ^= 1;
      writeFileSync(file(), JSON.stringify({ ...content, word: bent.toString('base64url') }));
      expect(() => readWord(file())).toThrow(/no word of an office/);
    }
  });
});
