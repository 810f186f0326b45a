import type { Context } from '../context.ts';
import { type Run, behind } from '../offline/lazy-offline.ts';
import type { Outcome } from '../outcome.ts';
import type * as door from './door.ts';
import type { Holds } from './holds-types.ts';

type Door = typeof door;

/** Value that waits; what handles it is loaded with the first call. */
export function lazyHolds(run: Run): Holds {
  const through = behind<Door>(run, () => import('./door.ts'));
  const here = <T>(work: (from: Door, context: Context) => Promise<T>): Promise<Outcome<T>> =>
    through(work, false);
  const there = <T>(work: (from: Door, context: Context) => Promise<T>): Promise<Outcome<T>> =>
    through(work, true);
  return {
    put: (requests) => there((from, context) => from.putHolds(context, requests)),
    list: () => here((from, context) => from.listKnown(context)),
    terms: (hold) => here((from, context) => from.termsText(context, hold)),
    agree: (terms) =>
      there(async (from, context) => from.viewsOf(context, await from.agreeTo(context, terms))),
    secret: () => here((from, context) => from.makeSecret(context)),
    reveal: (hash) => here((from, context) => from.revealSecret(context, hash)),
    attest: (statement) => here((from, context) => from.attest(context, statement)),
    sign: (hold, claim) => here((from, context) => from.signClaim(context, hold, claim)),
    outcome: (hold) => here((from, context) => from.outcomeWord(context, hold)),
    gather: (word, sealed) =>
      here(async (from, context) => {
        const besides = sealed === undefined ? [] : [from.conditionOfSealed(sealed)];
        return await from.viewsOf(context, await from.gatherWord(context, word, besides));
      }),
    checkSwap: (swap) => there((from, context) => from.checkSwap(context, swap)),
    take: (hold, claim) => there((from, context) => from.takeHold(context, hold, claim)),
    createMandate: (request) => there((from, context) => from.createMandate(context, request)),
    mandates: () => here((from, context) => from.listMandates(context)),
    cancelMandate: (mandate) => here((from, context) => from.cancelMandate(context, mandate)),
    seal: (request) => there((from, context) => from.seal(context, request)),
    unseal: (sealed) => here((from, context) => from.unseal(context, sealed)),
    lookAtSealed: (sealed, people = []) =>
      through((from, context) => from.lookAtSealed(context, sealed, people), people.length > 0),
    share: (sealed) => here((from, context) => from.ownShares(context, sealed)),
  };
}
