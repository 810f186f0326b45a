import type { OutgoingStream, ShownTick, Wallet } from '@tallystick/wallet';
import { ask } from '../engine/air.ts';
import { CODE } from './currencies.ts';
import type { Dweller } from './dweller.ts';

/** Between two requests of whoever buys by ticks. */
const PACE_MS = 2_000;
/** Requests without an answer, after which somebody goes home. */
const PATIENCE = 4;

export async function openTab(one: Dweller, wallet: Wallet, to: Dweller): Promise<void> {
  const amount = one.amount(20, 400);
  const payee = to.machine.wallet?.view().address;
  if (payee === undefined) return;
  const days = one.between(1, 3);
  const opened = await wallet.offline().openTab({ to: payee, amount, currency: CODE, days });
  one.notes(`opens a tab for ${to.name}`, opened);
  if (opened.ok) one.tabsFor.push(to);
}

export async function raiseTab(one: Dweller, wallet: Wallet): Promise<void> {
  const own = await wallet.offline().own();
  const tabs = own.ok ? own.value.filter(({ kind }) => kind === 'tab') : [];
  if (tabs.length === 0) return;
  const { hold } = one.pick(tabs);
  one.notes('raises a tab', await wallet.offline().raiseTab(hold, one.amount(10, 300)));
}

/** Buys something by ticks from somebody near, as long as both want. */
export async function payByTicks(one: Dweller, wallet: Wallet, payee: Dweller): Promise<void> {
  const stream = await open(one, wallet, payee);
  if (stream === undefined) return;
  const wanted = one.between(5, 60);
  let silent = 0;
  for (let bought = 0; bought < wanted && silent < PATIENCE; bought++) {
    const tick = await stream.pay(one.pick([1, 1, 1, 3, 12]));
    if (!tick.ok) {
      one.notes('has no more ticks', tick);
      // The next act takes up what was given, and goes on with another chain.
      if (tick.failure.code === 'stream-used-up') await renew(one, wallet, payee);
      return;
    }
    if (bought === 8 && one.decides(0.2)) await raiseTab(one, wallet);
    const taken = await near(one, payee, () => payee.till.receive(tick.value));
    silent = taken === undefined ? silent + 1 : 0;
    if (taken?.ok === false) return one.notes(`is refused a tick by ${payee.name}`, taken);
    if (one.decides(0.1)) replay(one, payee, tick.value);
    await one.machine.machine.wait(one.between(1, PACE_MS));
  }
  if (one.decides(0.3)) await stream.store();
  if (one.decides(0.3)) await end(one, wallet, { payee, hold: stream.hold });
}

async function renew(one: Dweller, wallet: Wallet, payee: Dweller): Promise<void> {
  await raiseTab(one, wallet);
  await open(one, wallet, payee);
}

/** Somebody shows a tick that was shown before. */
function replay(one: Dweller, payee: Dweller, tick: ShownTick): void {
  void near(one, payee, () => payee.till.receive(tick));
}

/** Opens a stream, or goes on with one; undefined when no stream comes of it. */
async function open(
  one: Dweller,
  wallet: Wallet,
  payee: Dweller,
): Promise<OutgoingStream | undefined> {
  const offer = await near(one, payee, async () => {
    const { wallet: theirs } = payee.machine;
    return await (theirs && (await payee.till.streams(theirs)))?.offer();
  });
  if (offer?.ok !== true) return undefined;
  const { request, price, perTicks } = offer.value;
  const opened = await wallet.streams().open(request, { price, perTicks });
  one.notes(`opens a stream to ${payee.name}`, opened);
  if (!opened.ok) {
    if (opened.failure.code === 'no-room' && one.decides(0.5)) await openTab(one, wallet, payee);
    return undefined;
  }
  const accepted = await near(one, payee, () => payee.till.accept(opened.value.message));
  if (accepted === undefined) return undefined;
  payee.notes(`is paid by ticks of ${one.name}`, accepted);
  if (!accepted.ok) return undefined;
  const finished = await wallet.offline().finish(accepted.value.message);
  one.notes('hears of its stream', finished);
  if (!finished.ok || accepted.value.status !== 'accepted') return undefined;
  const from = await opened.value.stream.continueAfter(accepted.value.last);
  return from.ok ? opened.value.stream : undefined;
}

async function end(
  one: Dweller,
  wallet: Wallet,
  { payee, hold }: { readonly payee: Dweller; readonly hold: string },
): Promise<void> {
  const ended = await wallet.streams().end(hold);
  one.notes('ends a stream', ended);
  if (!ended.ok) return;
  const accepted = await near(one, payee, () => payee.till.accept(ended.value));
  if (accepted?.ok === true) await wallet.offline().finish(accepted.value.message);
}

/** Has the payee do something, where the two can hear each other. */
async function near<T>(
  one: Dweller,
  payee: Dweller,
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const [from, to] = [one.machine.machine, payee.machine.machine];
  return await ask(one.context, from, to, async () => {
    if (payee.machine.wallet === undefined) return undefined;
    const done = await work();
    if (payee.machine.hasFailed) payee.crash();
    return done;
  });
}
