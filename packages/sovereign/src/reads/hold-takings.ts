import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type LedgerState, type Store, readChain, readIdentity } from '@tallystick/ledger';
import { type Hash, type Hold, holdId, toBase64url, toHex } from '@tallystick/protocol';
import { type OpenedTransition, openOperation, openTransition } from './entries.ts';

/** Transitions that are looked at for one answer, as many as any page has, and before others get their turn. */
const PAGE = 256;
const TURN = 64;
/** How long a head that was admitted a moment ago is waited for: a batch becomes durable within milliseconds. */
const LOOK_MS = 5;
const MAX_LOOKS = 400;

/** One taking of a hold, as a party of it may see it; http-api.md. */
interface TakingBody {
  readonly taking: string;
  readonly index: number;
  readonly claim: number | null;
  readonly amount: string;
  readonly witnesses: readonly string[];
}

interface TakingsPage {
  readonly takings: readonly TakingBody[];
  /** Where to go on; null when everything was looked at. */
  readonly next: string | null;
}

/** Which hold, by the transition that put it, who asks, and where to go on. */
export interface TakingsQuery {
  readonly hold: Hash;
  readonly put: Hash;
  readonly reader: Hash;
  readonly after: Hash | undefined;
}

/**
 * What those whom a hold names have taken of it, open or closed: each of their chains is read back from its head to the put, so a
 * hold that was taken needs no index. A chain is read from the head that it has now, once that is durable: a page never leaves out what stands
 * there already. Undefined for whoever is no party of the hold; `not-durable` where a disk takes too long.
 */
export async function readTakings(
  { state, store }: { readonly state: LedgerState; readonly store: Store },
  { hold, put, reader, after }: TakingsQuery,
): Promise<TakingsPage | 'not-durable' | undefined> {
  const opened = openTransition(store, put);
  const terms = opened === undefined ? undefined : termsOf(opened, hold);
  if (opened === undefined || terms === undefined) return undefined;
  const owner = state.devices.owner(state.devices.find(opened.state.chain));
  const payees = terms.claims.flatMap(({ payee }) =>
    payee.kind === 'identity' ? [toHex(payee.identity)] : [],
  );
  const isOwner = owner >= 0 && toHex(state.identities.id(owner)) === toHex(reader);
  if (!isOwner && !payees.includes(toHex(reader))) return undefined;
  const chains = [...new Set(payees)].flatMap((payee) => devicesOf(state, payee));
  if (!(await areDurable(store, chains))) return 'not-durable';
  return await walk(store, { hold, from: opened.index, heads: chains, after });
}

function termsOf(opened: OpenedTransition, hold: Hash): Hold | undefined {
  const operation = openOperation(opened);
  if (operation.kind !== 'put') return undefined;
  return operation.holds.find((_, at) => toHex(holdId(opened.id, at)) === toHex(hold));
}

/** The heads of an identity's devices' chains, revoked ones too; those that have moved. */
function devicesOf(state: LedgerState, identity: string): { chain: string; head: Hash }[] {
  const devices = readIdentity(state, Buffer.from(identity, 'hex'))?.devices ?? [];
  return devices.flatMap(({ chain }) => {
    const view = readChain(state, chain);
    return view === undefined || view.sequence === 0
      ? []
      : [{ chain: toHex(chain), head: view.head }];
  });
}

async function areDurable(store: Store, heads: readonly { head: Hash }[]): Promise<boolean> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    if (heads.every(({ head }) => store.indexOf(head) !== undefined)) return true;
    await sleep(LOOK_MS);
  }
  return false;
}

interface Walk {
  readonly hold: Hash;
  /** The put's entry: nothing before it takes of the hold. */
  readonly from: number;
  readonly heads: readonly { readonly chain: string; readonly head: Hash }[];
  readonly after: Hash | undefined;
}

async function walk(store: Store, { hold, from, heads, after }: Walk): Promise<TakingsPage> {
  const takings: TakingBody[] = [];
  const resumed = after === undefined ? undefined : openTransition(store, after);
  const started = heads.findIndex(({ chain }) => chain === (resumed && toHex(resumed.state.chain)));
  let steps = 0;
  for (const [at, { head }] of heads.entries()) {
    if (at < started) continue;
    let id = at === started && after !== undefined ? after : head;
    for (;;) {
      const opened = openTransition(store, id);
      if (opened === undefined || opened.index < from) break;
      if (steps >= PAGE) return { takings, next: toHex(id) };
      takings.push(...takingsIn(opened, hold));
      id = opened.state.previous;
      steps += 1;
      if (steps % TURN === 0) await nextTurn();
    }
  }
  return { takings, next: null };
}

function takingsIn(opened: OpenedTransition, hold: Hash): TakingBody[] {
  const operation = openOperation(opened);
  if (operation.kind !== 'take') return [];
  return operation.takings
    .filter((taking) => toHex(taking.hold) === toHex(hold))
    .map(({ claim, amount, proof }) => ({
      taking: toHex(opened.id),
      index: opened.index,
      claim,
      amount: String(amount),
      witnesses: (proof?.witnesses ?? []).map(toBase64url),
    }));
}
