import { equalBytes } from '@tallystick/protocol';
import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../../../testing/person.ts';
import { Town } from '../../../testing/town.ts';
import type { Wallet } from '../../wallet-types.ts';
import type { MessageChannel } from './channel.ts';
import { meetOver, payOver, receiveOver } from './meet.ts';
import { memoryChannels } from './memory-channel.ts';

async function pay(payer: Wallet, payee: Wallet, amount: string): Promise<void> {
  const [near, far] = memoryChannels();
  const [paid, got] = await Promise.all([
    payOver(payer.offline(), near, (asked) => Promise.resolve(asked.amount)),
    receiveOver(payee.offline(), far, { amount, currency: 'HRB' }),
  ]);
  expect([must(paid).status, must(got).status]).toEqual(['confirmed', 'accepted']);
}

/** A channel as a screen is one: what is shown again is not seen anew. */
function asScreen(channel: MessageChannel): MessageChannel {
  let last: Uint8Array | undefined;
  return {
    ...channel,
    send(message) {
      if (last !== undefined && equalBytes(last, message)) return Promise.resolve(true);
      last = message;
      return channel.send(message);
    },
  };
}

async function meet(one: Wallet, other: Wallet): Promise<(readonly string[])[]> {
  const [near, far] = memoryChannels();
  const both = [meetOver(one.offline(), asScreen(near)), meetOver(other.offline(), asScreen(far))];
  return (await Promise.all(both)).map(must);
}

describe('two payees that meet over a channel', () => {
  it('find out a payer with two copies before either deposits', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet: ada, person } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const { wallet: cyd } = await funded(town, 'cyd', 0n);
    const allowance = { amount: '50.00', currency: 'HRB', perCheque: '10.00', days: 7 };
    const { hold } = must(await ada.offline().openAllowance(allowance));
    for (const payee of [ben, cyd]) must(await payee.offline().prepare());
    const copy = must(await new Person(town, 'ada 2', new Map(person.disk)).open());
    await pay(ada, ben, '5.00');
    expect(await meet(ben, cyd)).toEqual([[], []]);
    await pay(copy, cyd, '6.00');
    expect(await meet(ben, cyd)).toEqual([[hold], [hold]]);
    const { message } = must(await cyd.offline().request('1.00', 'HRB'));
    const paid = must(await copy.offline().pay(message, { confirmAmount: '1.00' }));
    expect(must(await cyd.offline().accept(paid.message))).toMatchObject({ code: 'forked' });
  });

  it('that are cut off are told so', async () => {
    const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
    const { wallet: ben } = await funded(town, 'ben', 0n);
    const [near, far] = memoryChannels();
    await far.close();
    const met = await meetOver(ben.offline(), near);
    expect(met).toMatchObject({ ok: false, failure: { code: 'other-side-gone' } });
  });
});
