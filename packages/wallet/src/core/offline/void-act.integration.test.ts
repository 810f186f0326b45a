import { decodeMessage, encodeMessage } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

interface Scene {
  readonly town: Town;
  readonly ada: Wallet;
  readonly person: Person;
  readonly ben: Wallet;
}

async function tabFor(): Promise<Scene> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada, person } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  must(await ada.offline().openTab({ to: '@ben', amount: '50.00', currency: 'HRB', days: 30 }));
  must(await ben.offline().prepare());
  return { town, ada, person, ben };
}

async function handedTo(payee: Wallet, payer: Wallet): Promise<Uint8Array> {
  const { message } = must(await payee.offline().request('1.00', 'HRB'));
  return must(await payer.offline().pay(message, { confirmAmount: '1.00' })).message;
}

async function worded(payee: Wallet, message: Uint8Array): Promise<string> {
  const given = await payee.offline().voidAct(message);
  return given.ok ? 'given' : given.failure.code;
}

it('a payee gives its word about acts of tabs for it that are proven, and about no others', async () => {
  const { town, ada, ben } = await tabFor();
  const { wallet: cyd } = await funded(town, 'cyd', 0n);
  const message = await handedTo(ben, ada);
  const read = decodeMessage(message);
  if (!read.ok || read.value.kind !== 'handover') throw new Error('no handover');
  const { act } = read.value;
  const forged = { ...act, signature: act.signature.with(5, act.signature[5]! ^ 1) };
  expect(await worded(ben, encodeMessage({ ...read.value, act: forged }))).toBe('not-proven');
  expect(await worded(ben, encodeMessage({ ...read.value, bundle: null }))).toBe('not-proven');
  expect(await worded(cyd, message)).toBe('not-proven');
  const from = ada.view().address;
  const givenUp = { from, amount: '1.00', currency: 'HRB' };
  expect(must(await ben.offline().readVoid(message))).toEqual(givenUp);
  expect(await cyd.offline().readVoid(message)).toMatchObject({
    failure: { code: 'not-proven' },
  });
  expect(await worded(ben, message)).toBe('given');
  expect(await worded(ben, message)).toBe('given');
  expect(must(await ben.offline().readVoid(message))).toEqual(givenUp);
});

it('a payer that shows one tab’s place with ever another act gets sixteen words at most', async () => {
  const { town, ada, person, ben } = await tabFor();
  const disk = new Map(person.disk);
  const words: string[] = [];
  for (let n = 0; n < 18; n += 1) {
    const copy = must(await new Person(town, 'ada', new Map(disk)).open());
    words.push(await worded(ben, await handedTo(ben, copy)));
  }
  expect(words.slice(0, 16)).toEqual(Array.from({ length: 16 }, () => 'given'));
  expect(words.slice(16)).toEqual(['too-many-voids', 'too-many-voids']);
  // What is accepted later on makes room again.
  const accepted = must(await ben.offline().accept(await handedTo(ben, ada)));
  expect(accepted.status).toBe('accepted');
  must(await ada.offline().finish(accepted.message));
  expect(await worded(ben, await handedTo(ben, ada))).toBe('given');
});

it('an act that a word was given about is not taken up from a half either', async () => {
  const { ada, ben } = await tabFor();
  const first = must(await ben.offline().accept(await handedTo(ben, ada)));
  must(await ada.offline().finish(first.message));
  const heldNow = async (): Promise<unknown> =>
    must(await ben.offline().held()).map(({ got }) => got);
  const second = await handedTo(ben, ada);
  const word = must(await ben.offline().voidAct(second));
  must(await ada.offline().finish(word, { confirmVoid: '1.00' }));
  // They meet, and the payee is shown what it misses.
  let message = must(await ada.offline().half(ben.view().address));
  for (let turn = 0; turn < 3; turn += 1) {
    const met = must(await ben.offline().accept(message));
    const next = await ada.offline().finish(met.message);
    if (!next.ok || next.value.status !== 'send') break;
    ({ message } = next.value);
  }
  expect(await heldNow()).toEqual(['1.00']);
  // What stands on it counts without it.
  const third = must(await ben.offline().accept(await handedTo(ben, ada)));
  expect(third.status).toBe('accepted');
  expect(await heldNow()).toEqual(['2.00']);
});
