import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import type * as door from './door.ts';
import type { Offline } from './offline-types.ts';

/** Runs one operation of the wallet after those before it. `isOnline`: its chains are to be compared with the sovereign's first. */
export type Run = <T>(
  work: (context: Context) => Promise<T>,
  isOnline: boolean,
) => Promise<Outcome<T>>;

type Door = typeof door;

/** Runs operations behind a door that is loaded once: asking for it again at each call would cost a tenth of a payment. */
export function behind<D>(
  run: Run,
  load: () => Promise<D>,
): <T>(work: (from: D, context: Context) => Promise<T>, isOnline: boolean) => Promise<Outcome<T>> {
  let loaded: D | undefined;
  return (work, isOnline) =>
    run(async (context) => {
      loaded ??= await load();
      return await work(loaded, context);
    }, isOnline);
}

/** Payments without a network; what does them is loaded with the first call. */
export function lazyOffline(run: Run): Offline {
  const through = behind<Door>(run, () => import('./door.ts'));
  const here = <T>(work: (from: Door, context: Context) => Promise<T>): Promise<Outcome<T>> =>
    through(work, false);
  const there = <T>(work: (from: Door, context: Context) => Promise<T>): Promise<Outcome<T>> =>
    through(work, true);
  return {
    prepare: () =>
      there(async (from, context) => {
        await from.renewEvidence(context);
        return null;
      }),
    readyUntil: () => here((from, context) => from.readyUntil(context)),
    openTab: (request) => there((from, context) => from.openTab(context, request)),
    raiseTab: (hold, amount, reference) =>
      there((from, context) => from.raiseTab(context, hold, amount, reference)),
    release: (hold) => there((from, context) => from.release(context, hold)),
    openAllowance: (request) => there((from, context) => from.openAllowance(context, request)),
    terms: (hold) => here((from, context) => from.termsOfOwn(context, hold)),
    readCoverTerms: (terms) => there((from, context) => from.readCoverTerms(context, terms)),
    giveCover: (request) => there((from, context) => from.giveCover(context, request)),
    keepCover: (terms) => there((from, context) => from.keepCover(context, terms)),
    covers: () => here((from, context) => from.givenCovers(context)),
    request: (amount, currency, memo = '', validMs) =>
      here((from, context) => from.makeRequest(context, { amount, currency, memo, validMs })),
    readRequest: (message) => here((from, context) => from.readRequest(context, message)),
    choose: (message) => here((from, context) => from.offlineChoice(context, message)),
    pay: (message, { confirmAmount, hold }) =>
      here((from, context) => from.payOffline(context, message, confirmAmount, hold)),
    accept: (message) => here((from, context) => from.accept(context, message)),
    finish: (message, confirmed) =>
      here((from, context) => from.finish(context, message, confirmed?.confirmVoid)),
    voidAct: (message) => here((from, context) => from.voidAct(context, message)),
    readVoid: (message) => here((from, context) => from.readVoid(context, message)),
    half: (to) => here((from, context) => from.givenHalf(context, to)),
    own: () => here((from, context) => from.ownHolds(context)),
    held: () => here((from, context) => from.heldHolds(context)),
    seen: () => here((from, context) => from.seenMessage(context)),
    meet: (message) => here((from, context) => from.meetOther(context, message)),
    forks: () => here((from, context) => from.knownForks(context)),
    exposure: () => here((from, context) => from.exposure(context)),
    limits: () => here((from, context) => from.readLimits(context)),
    setLimits: (limits) => here((from, context) => from.setLimits(context, limits)),
  };
}
