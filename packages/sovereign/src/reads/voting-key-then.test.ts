import { type StoredEntry, encodeEntry } from '@tallystick/ledger';
import { type Built, Person } from '@tallystick/ledger/testing';
import { speak, testGovernance, votingKeyOf } from '@tallystick/ledger/testing/governance';
import { type Hash, toHex } from '@tallystick/protocol';
import { assertionOf, credentialOf } from '@tallystick/protocol/testing/authenticator';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEntry } from './entries.ts';
import { votingKeyThen } from './voting-key-then.ts';

const ada = new Person(1);
const log: StoredEntry[] = [];
const store = {
  entry: (index: number) => log[index],
  indexOf: (id: Hash) => {
    const found = log.findIndex((one) => one.id !== null && toHex(one.id) === toHex(id));
    return found < 0 ? undefined : found;
  },
};

function admit({ id, bytes, accept }: Built): Hash {
  const some = Uint8Array.of(0);
  const entry = encodeEntry({ leaf: some, transition: bytes, effects: some }).slice();
  log.push({ index: log.length, id, bytes: entry });
  accept();
  return id;
}

function register(seed: number): Hash {
  const key = {
    key: Uint8Array.of(seed),
    attestation: Uint8Array.of(1),
    vendor: new Uint8Array(32),
  };
  return admit(speak(ada, votingKeyOf(testGovernance(), ada.id, key)));
}

function vote(): number {
  const proposal = new Uint8Array(32).fill(log.length);
  const assertion = assertionOf(credentialOf('ES256', 'ada'), proposal);
  admit(speak(ada, { kind: 'ballot', proposal, choice: 'yes', assertion }));
  return log.length - 1;
}

describe('the voting key that a ballot was signed with', () => {
  let keys: Hash[] = [];
  let ballots: number[] = [];
  beforeAll(() => {
    admit(ada.open());
    const none = vote();
    const first = register(1);
    const early = [vote(), vote()];
    const second = register(2);
    ballots = [none, ...early, vote()];
    keys = [first, second];
  });

  it('is the newest before it, whatever key came later', async () => {
    const read = votingKeyThen(store);
    const [first, second] = keys;
    const asked = async (): Promise<(string | undefined)[]> => {
      const found: (string | undefined)[] = [];
      for (const index of ballots) {
        const opened = openEntry(log[index] as StoredEntry);
        const key = opened && (await read(opened, second));
        found.push(key && toHex(key));
      }
      return found;
    };
    const shown = [undefined, first, first, second].map((key) => key && toHex(key));
    expect(await asked()).toEqual(shown);
    expect(await asked()).toEqual(shown);
  });
});
