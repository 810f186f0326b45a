import { Worker } from 'node:worker_threads';
import { Stop } from '../stop.ts';
import type { RowOutcomes } from './pay-rows.ts';
import type { DeskPlan, Finals, PartyDesk, PartyStanding } from './party-desk.ts';
import type { DeskCall, DeskReturn } from './party-worker.ts';
import { TREASURY } from './places.ts';
import type { RowPayment } from './row.ts';

type PartyKind = PartyStanding['kind'] | 'treasury';

/** The parties of an import, each with a wallet of its own that is opened, or made, when a row first names it. */
export interface Parties {
  /** Resolves when the party can be paid. Asking early and often is cheap. */
  ready(party: string): Promise<PartyKind>;
  /** What a party that is ready could spend when it became so. */
  opening(party: string, currency: string): bigint | 'unlimited';
  pay(
    payer: string,
    rows: readonly RowPayment[],
    references: readonly string[],
  ): Promise<RowOutcomes>;
  collect(party: string): Promise<void>;
  /** Sends what the party has signed, and gives the transitions of its final payments by reference. */
  finals(party: string): Promise<Finals>;
  close(): Promise<void>;
}

/** A wallet waits for the disk at every step, and its thread with it: threads that wait side by side do not add up. */
const THREADS = 8;

export function createParties(plan: DeskPlan): Parties {
  const hasTreasury = plan.places.treasuryDir !== undefined;
  const desks = Array.from({ length: THREADS }, () => createRemoteDesk(plan));
  const known = new Map<string, Promise<PartyKind>>();
  const balances = new Map<string, PartyStanding['balances']>();

  /** A party always has the same desk, since a wallet is open in one place only. */
  function deskOf(party: string): PartyDesk {
    let sum = 0;
    for (let at = 0; at < party.length; at += 1) sum = (sum * 31 + party.charCodeAt(at)) >>> 0;
    const desk = desks[sum % desks.length];
    if (desk === undefined) throw new RangeError('no desk');
    return desk;
  }

  async function prepare(party: string): Promise<PartyKind> {
    const standing = await deskOf(party).ready(party);
    balances.set(party, standing.balances);
    return standing.kind;
  }

  return {
    ready(party) {
      const asked = known.get(party);
      if (asked !== undefined) return asked;
      const isTreasury = party === TREASURY && hasTreasury;
      const kind = isTreasury ? Promise.resolve('treasury' as const) : prepare(party);
      // Whoever awaits it hears of a failure; asking ahead of need must not end the process.
      kind.catch(() => undefined);
      known.set(party, kind);
      return kind;
    },
    opening(party, currency) {
      if (party === TREASURY && hasTreasury) return 'unlimited';
      return balances.get(party)?.get(currency) ?? 0n;
    },
    pay: (payer, rows, references) => deskOf(payer).pay(payer, rows, references),
    collect: (party) => deskOf(party).collect(party),
    finals: (party) => deskOf(party).finals(party),
    async close() {
      await Promise.all(desks.map((desk) => desk.close()));
    },
  };
}

/** A desk in a thread of its own. */
function createRemoteDesk(plan: DeskPlan): PartyDesk {
  const worker = new Worker(new URL('party-worker.ts', import.meta.url), { workerData: plan });
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  worker.on('message', (returned: DeskReturn) => {
    const asked = open.get(returned.id);
    open.delete(returned.id);
    if ('stop' in returned) asked?.reject(new Stop(returned.stop));
    else if ('error' in returned) asked?.reject(returned.error);
    else asked?.resolve(returned.value);
  });
  let failure: { readonly error: unknown } | undefined;
  worker.on('error', (error) => {
    failure = { error };
    for (const { reject } of open.values()) reject(error);
    open.clear();
  });

  async function call(method: keyof PartyDesk, ...args: readonly unknown[]): Promise<unknown> {
    if (failure !== undefined) throw failure.error;
    lastId += 1;
    const asked = Promise.withResolvers<unknown>();
    open.set(lastId, asked);
    worker.postMessage({ id: lastId, method, args } satisfies DeskCall);
    return await asked.promise;
  }

  return {
    ready: async (party) => (await call('ready', party)) as PartyStanding,
    pay: async (party, rows, references) =>
      (await call('pay', party, rows, references)) as RowOutcomes,
    collect: async (party) => void (await call('collect', party)),
    finals: async (party) => (await call('finals', party)) as Finals,
    async close() {
      await call('close');
      await worker.terminate();
    },
  };
}
