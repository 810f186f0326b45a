import type { CoverView, HeldHoldView, KnownFork, OwnHoldView, Wallet } from '@tallystick/wallet';
import { formatAmount, parseAmount } from '@tallystick/protocol';
import type { Call } from '../../command.ts';
import { EXIT } from '../../exit-status.ts';
import { valueOf } from '../../failure.ts';
import type { Answer, Json } from '../../output/answer.ts';
import { unreachable } from '../../stop.ts';
import { amountsText } from '../amounts-text.ts';
import { type Synced, askSovereign, tabText } from '../open-wallet.ts';
import { forkWords } from './fork-words.ts';
import { type KnownNames, knownNames } from './known-names.ts';

/** What one sync did with what was paid without a network. */
export interface Settled {
  readonly synced: Synced;
  readonly claimed: readonly Claimed[];
  /** Own tabs and allowances that are over: what was left of them has come back. */
  readonly closed: readonly OwnHoldView[];
  /** Own allowances whose cheques contradict one another, as this sync has learnt. */
  readonly forked: readonly OwnHoldView[];
  /** Of which there is something that nothing is left to pay: told by every sync that finds more of it. */
  readonly uncovered: readonly HeldHoldView[];
  /** Cover of this wallet's of which payees have taken something; `taken` since the last sync. */
  readonly covers: readonly PaidCover[];
  /** Forks whose proof this sync has put on the log. */
  readonly published: readonly KnownFork[];
  readonly names: KnownNames;
}

/** What a tab's acts, or cheques of an allowance, brought. */
interface Claimed {
  readonly kind: HeldHoldView['kind'];
  readonly hold: string;
  readonly from: string;
  readonly amount: string;
  readonly currency: string;
}

interface PaidCover {
  readonly hold: string;
  readonly of: string;
  readonly taken: string;
  readonly left: string;
  readonly currency: string;
}

/**
 * Claims what tabs gave, deposits cheques, takes back what is over, publishes proofs of forks, and makes young again what this
 * wallet shows of itself; stops with `unreachable` when the sovereign does not answer.
 */
export async function settleOffline(call: Call, wallet: Wallet): Promise<Settled> {
  const offline = wallet.offline();
  const before = {
    held: valueOf(await offline.held()),
    own: valueOf(await offline.own()),
    covers: valueOf(await offline.covers()),
  };
  const known = valueOf(await offline.forks()).filter(({ evidence }) => evidence !== null);
  const synced = await askSovereign(call, wallet);
  if (synced.unreachable !== undefined) {
    throw unreachable(
      `${synced.unreachable}\nNothing is lost: what was accepted is stored. Give the same command again when it answers.`,
    );
  }
  valueOf(await offline.prepare());
  const held = valueOf(await offline.held());
  const own = valueOf(await offline.own());
  const newly = (why: string): OwnHoldView[] =>
    own.filter(
      (one) =>
        one.stopped === why &&
        before.own.every(({ hold, stopped }) => hold !== one.hold || stopped !== why),
    );
  return {
    synced,
    claimed: held.flatMap((one) => claimedOf(wallet, one, before.held)),
    uncovered: held.filter(
      ({ hold, uncovered }) =>
        uncovered !== undefined &&
        before.held.find((one) => one.hold === hold)?.uncovered !== uncovered,
    ),
    covers: valueOf(await offline.covers()).flatMap((one) => paidOf(wallet, one, before.covers)),
    closed: newly('closed'),
    forked: newly('forked'),
    published: valueOf(await offline.forks()).filter(
      ({ hold, evidence }) => evidence !== null && known.every((one) => one.hold !== hold),
    ),
    names: await knownNames(wallet),
  };
}

function claimedOf(wallet: Wallet, now: HeldHoldView, before: readonly HeldHoldView[]): Claimed[] {
  const { kind, hold, from, currency } = now;
  const { units, text } = unitsOf(wallet, currency);
  const taken = before.find((one) => one.hold === hold)?.taken ?? '0';
  const amount = units(now.taken) - units(taken);
  if (amount <= 0n) return [];
  return [{ kind, hold, from, currency, amount: text(amount) }];
}

function paidOf(wallet: Wallet, now: CoverView, before: readonly CoverView[]): PaidCover[] {
  const { hold, of, currency } = now;
  const { units, text } = unitsOf(wallet, currency);
  const paid = units(now.paid);
  const taken = paid - units(before.find((one) => one.hold === hold)?.paid ?? '0');
  if (taken <= 0n) return [];
  return [{ hold, of, currency, taken: text(taken), left: text(units(now.amount) - paid) }];
}

/** Between the text of a currency's amounts and its smallest units. */
function unitsOf(
  wallet: Wallet,
  currency: string,
): { readonly units: (text: string) => bigint; readonly text: (units: bigint) => string } {
  const decimals = wallet.view().currencies.find(({ code }) => code === currency)?.decimals ?? 0;
  return {
    units: (text) => {
      const amount = parseAmount(text, decimals);
      return typeof amount === 'bigint' ? amount : 0n;
    },
    text: (units) => formatAmount(units, decimals),
  };
}

export function settledJson(settled: Settled): { readonly [key: string]: Json } {
  const { synced, claimed, uncovered, covers, closed, forked, published, names } = settled;
  const { received, returned, waitsUntil, tabs } = synced;
  return {
    received,
    returned,
    ...(waitsUntil === undefined ? {} : { waitsUntil }),
    claimed: claimed.map((one) => ({ ...one, fromHandle: names.handleOf(one.from) })),
    uncovered: uncovered.map(({ hold, from, uncovered: amount = '', currency }) => ({
      hold,
      from,
      fromHandle: names.handleOf(from),
      amount,
      currency,
    })),
    tabs: tabs.map((tab) => ({ ...tab })),
    covers: covers.map((one) => ({ ...one, ofHandle: names.handleOf(one.of) })),
    closed: closed.map(({ hold, kind, cap, given, currency }) => ({
      hold,
      kind,
      cap,
      given,
      currency,
    })),
    forked: forked.map(({ hold, cap, given, currency }) => ({ hold, cap, given, currency })),
    forks: published.map(({ hold, rule, sequence, from }) => ({ hold, rule, sequence, from })),
  };
}

/** One line for each thing that happened. */
export function settledLines(settled: Settled): string[] {
  const { synced, claimed, uncovered, covers, closed, forked, published, names } = settled;
  const { received, returned, tabs } = synced;
  return [
    ...tabs.map(tabText),
    ...claimed.map(({ kind, from, amount, currency }) =>
      kind === 'tab'
        ? `Claimed ${amount} ${currency} of the tab of ${names.text(from)}.`
        : `Deposited cheques of ${names.text(from)}: ${amount} ${currency}.`,
    ),
    ...uncovered.map(
      ({ from, uncovered: amount = '', currency }) =>
        `Not covered: ${amount} ${currency} of cheques of ${names.text(from)}. Neither the allowance nor collateral nor cover has anything left to pay them.`,
    ),
    ...covers.map(
      ({ of, taken, left, currency }) =>
        `Payees have taken ${taken} ${currency} of the cover for ${names.text(of)}: its cheques contradict one another. ${left} ${currency} of it is left.`,
    ),
    ...closed.map(({ kind, to, given, cap, currency }) => {
      const what = kind === 'tab' ? `The tab for ${names.text(to)}` : 'An allowance';
      return `${what} is over: ${given} of ${cap} ${currency} were given, the rest is back.`;
    }),
    ...forked.map(
      ({ given, cap, currency }) =>
        `There is a copy of this wallet: cheques of its allowance of ${cap} ${currency} (${given} given here) contradict one another, which is on the log. Write nothing more with it. Enrol another device (tally wallet device), and revoke this one from there (tally wallet revoke).`,
    ),
    ...published.map(
      (fork) =>
        `On the log now: proof that on an allowance ${names.text(fork.from)} has signed ${forkWords(fork)}.`,
    ),
    ...(Object.keys(received).length === 0 ? [] : [`Received ${amountsText(received)} in all.`]),
    ...(Object.keys(returned).length === 0 ? [] : [`Came back: ${amountsText(returned)}.`]),
  ];
}

/** While an earlier transition could still be admitted nothing was claimed: the same command does it later. */
export function waiting(settled: Settled, answer: Answer): Answer {
  const { waitsUntil } = settled.synced;
  if (waitsUntil === undefined) return answer;
  return { ...answer, status: EXIT.unreachable };
}
