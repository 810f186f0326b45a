import { expect, it } from 'vitest';
import { funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Wallet } from '../wallet-types.ts';
import { payOver, receiveOver } from './channel/meet.ts';
import { memoryChannels } from './channel/memory-channel.ts';
import type { OfflineChoice } from './offline-types.ts';

const HOUR_MS = 3_600_000;
const tab = { to: '@ben', currency: 'HRB', days: 1 };
const allowance = { amount: '40.00', currency: 'HRB', perCheque: '10.00', days: 30 };

async function twoIn(): Promise<{ town: Town; ada: Wallet; ben: Wallet }> {
  const town = await Town.open('Harbour', { closureAfterMs: 1e12 });
  const { wallet: ada } = await funded(town, 'ada', 100_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  return { town, ada, ben };
}

async function asked(payee: Wallet, amount: string): Promise<Uint8Array> {
  return must(await payee.offline().request(amount, 'HRB')).message;
}

it('what is shown is what is signed: a tab near its end is no choice, and used up it still heals', async () => {
  const { town, ada, ben } = await twoIn();
  const { hold } = must(await ada.offline().openTab({ ...tab, amount: '5.00' }));
  const { hold: cheques } = must(await ada.offline().openAllowance(allowance));
  must(await ben.offline().prepare());

  const whole = await asked(ben, '5.00');
  const fresh = { hold, kind: 'tab', hands: 'new' };
  expect(must(await ada.offline().choose(whole))).toEqual(fresh);
  const confirmed = { confirmAmount: '5.00', hold };
  const paid = must(await ada.offline().pay(whole, confirmed));
  // Its receipt is lost. The tab has no room, and this very request is paid again from it, and others to the same payee after it.
  expect(must(await ada.offline().choose(whole))).toEqual({ ...fresh, hands: 'same' });
  const next = await asked(ben, '1.00');
  expect(must(await ada.offline().choose(next))).toEqual({ ...fresh, hands: 'earlier' });
  const again = must(await ada.offline().pay(whole, confirmed));
  expect([again.hold, again.sequence]).toEqual([hold, paid.sequence]);
  const accepted = must(await ben.offline().accept(again.message));
  must(await ada.offline().finish(accepted.message));
  const cheque = { hold: cheques, kind: 'cheque', hands: 'new' };
  expect(must(await ada.offline().choose(next))).toEqual(cheque);

  must(await ada.offline().raiseTab(hold, '20.00'));
  expect(must(await ada.offline().choose(next))).toEqual(fresh);
  await town.wait(20 * HOUR_MS);
  for (const wallet of [ada, ben]) must(await wallet.sync());
  const late = await asked(ben, '1.00');
  expect(must(await ada.offline().choose(late))).toEqual(cheque);
});

it('nothing is signed from another hold than was shown, and its owner is asked again', async () => {
  const { ada, ben } = await twoIn();
  must(await ada.offline().openAllowance(allowance));
  must(await ben.offline().prepare());
  const request = await asked(ben, '5.00');
  const shown = must(await ada.offline().choose(request));
  expect(shown.kind).toBe('cheque');
  const { hold } = must(await ada.offline().openTab({ ...tab, amount: '20.00' }));
  const other = await ada.offline().pay(request, { confirmAmount: '5.00', hold: shown.hold });
  const data = { hold, kind: 'tab' };
  expect(other).toMatchObject({ ok: false, failure: { code: 'choice-differs', data } });
  for (const own of must(await ada.offline().own())) expect(own.given).toBe('0.00');

  const [near, far] = memoryChannels();
  const choices: (OfflineChoice | null)[] = [];
  const confirm = async ({ amount }: { amount: string }, choice: OfflineChoice | null) => {
    choices.push(choice);
    // Between the question and the answer the tab is given out: its owner has another window open.
    if (choices.length === 1) {
      const all = await asked(ben, '20.00');
      const first = must(await ada.offline().pay(all, { confirmAmount: '20.00' }));
      const accepted = must(await ben.offline().accept(first.message));
      must(await ada.offline().finish(accepted.message));
    }
    return amount;
  };
  const [paid] = await Promise.all([
    payOver(ada.offline(), near, confirm),
    receiveOver(ben.offline(), far, { amount: '5.00', currency: 'HRB' }),
  ]);
  expect(must(paid).status).toBe('confirmed');
  expect(choices.map((choice) => choice?.kind)).toEqual(['tab', 'cheque']);
});

it('from nothing nothing is chosen, and a yes signs nothing', async () => {
  const { ada, ben } = await twoIn();
  must(await ada.offline().openAllowance({ ...allowance, countries: ['DE'] }));
  must(await ben.offline().prepare());
  const none = { ok: false, failure: { code: 'no-room' } };
  expect(await ada.offline().choose(await asked(ben, '5.00'))).toMatchObject(none);
  const [near, far] = memoryChannels();
  await far.send(await asked(ben, '5.00'));
  const confirm = ({ amount }: { amount: string }): Promise<string> => Promise.resolve(amount);
  expect(await payOver(ada.offline(), near, confirm)).toMatchObject(none);
});
