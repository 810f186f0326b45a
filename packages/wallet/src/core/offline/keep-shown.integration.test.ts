import { parseCheckpoint, parseNote } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';

const TAB = { to: '@ben', amount: '50.00', currency: 'HRB', days: 30 } as const;

/** The highest size that a wallet says to have seen the log at. */
async function seenBy(wallet: Wallet): Promise<number> {
  const sizes = must(await wallet.checkpoints()).map((text) => {
    const note = parseNote(new TextEncoder().encode(text));
    return (note && parseCheckpoint(note.text)?.size) ?? 0;
  });
  return Math.max(...sizes);
}

async function handOver(payer: Wallet, payee: Wallet): Promise<Uint8Array> {
  const { message } = must(await payee.offline().request('5.00', 'HRB'));
  return must(await payer.offline().pay(message, { confirmAmount: '5.00' })).message;
}

it('what a payment without a network rests on is among what the payee has seen', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  must(await ben.offline().prepare());
  const before = await seenBy(ben);
  must(await ada.offline().openTab(TAB));
  const served = town.served.length;
  const handed = await handOver(ada, ben);
  expect(await seenBy(ben)).toBe(before);
  expect(must(await ben.offline().accept(handed))).toMatchObject({ status: 'accepted' });
  expect(await seenBy(ben)).toBe(await seenBy(ada));
  expect(await seenBy(ben)).toBeGreaterThan(before);
  expect(town.served.length).toBe(served);
  expect(must(await ben.verify()).problems).toEqual([]);
});

it('a payment that rests on another history of the log is not accepted', async () => {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  must(await ben.offline().prepare());
  const backup = town.copyDisk();
  await town.startWith(backup);
  // Two histories: ben is shown one at every size, and ada the other.
  for (let n = 0; n < 8; n += 1) {
    await town.wait(1000);
    must(await ben.sync());
  }
  await town.startWith(backup);
  town.clock += 5000;
  must(await ada.offline().openTab(TAB));
  const handed = await handOver(ada, ben);
  expect(await seenBy(ben)).toBeGreaterThan(await seenBy(ada));
  expect(await ben.offline().accept(handed)).toMatchObject({
    failure: { kind: 'tampering', code: 'log-forked' },
  });
});
