import { createMemoryImage, openMemoryStore } from '@tallystick/ledger';
import {
  type Built,
  Person,
  START,
  type Sign,
  holdFor,
  treasury,
} from '@tallystick/ledger/testing';
import { currencyId, holdId, signingContext, toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, test } from 'vitest';
import { readTakings } from './hold-takings.ts';
import { smallSovereign } from '../testing/small-ledger.ts';

const { constitution, sovereign, keyOf, pairs, open } = smallSovereign();
const context = signingContext('transition', sovereign);
const sign: Sign = (_, id, { publicKey }) => {
  const found = [...pairs.values()].find((one) => toHex(one.publicKey) === toHex(publicKey));
  if (found === undefined) throw new Error('nobody has this key');
  return nodeCrypto.sign(found, id, context);
};

test('a page waits for a taking that is admitted and not durable yet, and does not look whole without it', async () => {
  let commits = Promise.resolve();
  const store = openMemoryStore(createMemoryImage(), () => commits.then(() => 'stored'));
  const ledger = await open(store, () => START);
  const admitted = async ({ bytes, accept }: Built): Promise<void> => {
    const checked = ledger.precheck(bytes);
    if (!('pending' in checked)) throw new Error(JSON.stringify(checked));
    const [answer] = await ledger.admitBatch([checked.pending]);
    expect(answer?.ok).toBe(true);
    accept();
  };
  const currency = currencyId(sovereign, 'HRB');
  const bank = treasury(constitution, 'HRB', sign);
  const [ada, bob] = [1, 2].map((number) => new Person(number, { key: keyOf, sign }));
  if (ada === undefined || bob === undefined) throw new Error('nobody');
  for (const person of [ada, bob]) await admitted(person.open());
  await admitted(bank.mint(currency, 10n));
  const put = bank.put('KE', [holdFor(bob.id, currency, 5n), holdFor(ada.id, currency, 5n)]);
  await admitted(put);
  const query = { hold: holdId(put.id, 0), put: put.id, reader: bob.id, after: undefined };
  const taking = { hold: query.hold, claim: 0, amount: 5n, currency, proof: null };
  // The disk takes its time from here on.
  let finish = (): void => {};
  commits = new Promise((resolve) => {
    finish = resolve;
  });
  const taken = admitted(bob.account.take([taking]));
  const page = readTakings({ state: ledger.state, store }, query);
  const early = await Promise.race([page, new Promise((resolve) => setTimeout(resolve, 50))]);
  expect(early).toBeUndefined();
  finish();
  await taken;
  expect(await page).toMatchObject({ takings: [{ amount: '5', claim: 0 }], next: null });
  await ledger.close();
});
