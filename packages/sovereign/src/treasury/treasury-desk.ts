import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { constitutionInForce, readChain, readHeadState } from '@tallystick/ledger';
import {
  type Currency,
  type Draft,
  type Hash,
  type Signature,
  currencyId,
  decodeState,
  draftIds,
  equalBytes,
  readDrafts,
  signingContext,
  stateId,
  treasuryId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { tryLock } from '../folder/folder-lock.ts';
import { Problem } from '../http/problems.ts';
import type { SovereignNode } from '../node.ts';
import {
  type PendingDrafts,
  type TreasuryPlace,
  type TreasuryPlaceFile,
  type TreasuryRefusal,
  openTreasuryPlace,
} from './place.ts';
import {
  type PlaceNode,
  type Settled,
  endOf,
  isAdmitted,
  sendPending,
  readPlace,
  settlePlace,
} from './settle-place.ts';

/** What a treasury's place came to. */
interface Taken {
  readonly settled: Settled;
  /** Whether the drafts that were given are in the log now. */
  readonly isFinal: boolean;
  /** What the ledger said where it did not admit them. */
  readonly refusal: TreasuryRefusal | null;
}

export interface TreasuryDesk {
  /** What waits at a treasury's place, once what became of it is known. Throws a `Problem`. */
  look(currency: Currency): Promise<Settled>;
  /**
   * Takes the place for drafts, or adds their signatures to those that wait there; stores them, and sends them once enough
   * have signed. What nobody has signed takes it for two minutes at most. Throws a `Problem`: `malformed` for what nobody should
   * sign, `conflict` where the place is another's.
   */
  take(currency: Currency, drafts: readonly Draft[]): Promise<Taken>;
}

type DeskNode = PlaceNode & Pick<SovereignNode, 'store'>;

/** As long as a command of this folder may hold the place while its answer comes. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 50;
const BUSY_S = 2;
/** For what nobody has signed. Its own deadline says so: a signature that exists somewhere all the same ends with the place. */
const MOST_UNSIGNED_MS = 120_000;

/**
 * The places of treasuries' chains in the sovereign's folder: the very files that `tally sovereign issue`, `sign` and `submit` work
 * with, under the same lock, so that a page and a command never have two things signed for one sequence.
 */
export function openTreasuryDesk(node: DeskNode): TreasuryDesk {
  const { root } = node.folder.paths;

  async function exclusively<T>(code: string, work: () => Promise<T>): Promise<T> {
    const path = join(root, `treasury-${code}.lock`);
    const since = performance.now();
    let lock = tryLock(path);
    while (lock === undefined) {
      if (performance.now() - since > PATIENCE_MS) {
        throw new Problem('busy', 'A command is at work on this treasury.', BUSY_S);
      }
      await sleep(PAUSE_MS);
      lock = tryLock(path);
    }
    try {
      return await work();
    } finally {
      lock.release();
    }
  }

  return {
    async look({ code }) {
      const lock = tryLock(join(root, `treasury-${code}.lock`));
      // A command is at work: what it has stored is told, and nothing is done about it.
      if (lock === undefined) return readPlace(openTreasuryPlace(root, code));
      try {
        return await settlePlace(node, openTreasuryPlace(root, code));
      } finally {
        lock.release();
      }
    },
    take: (currency, drafts) =>
      exclusively(currency.code, () =>
        takePlace(node, openTreasuryPlace(root, currency.code), currency, drafts),
      ),
  };
}

/** The currencies that there are by the newest header. */
export function currenciesNow({ ledger }: Pick<SovereignNode, 'ledger'>): readonly Currency[] {
  const { state } = ledger;
  return constitutionInForce(state, state.header?.time ?? 0).currencies;
}

/** What the log has of a treasury's chain. Throws a `Problem` where its newest state is not durable yet. */
export function treasuryHead(
  { ledger, store, folder }: DeskNode,
  code: string,
): { chain: Hash; state: Uint8Array; balance: bigint } {
  const currency = currencyId(folder.sovereign, code);
  const chain = treasuryId(folder.sovereign, currency);
  const state = readHeadState(ledger.state, store, chain);
  if (state === undefined) throw new Problem('busy', 'Ask again in a moment.', 1);
  const { balances = [] } = readChain(ledger.state, chain) ?? {};
  const balance = balances.find((one) => equalBytes(one.currency, currency))?.amount ?? 0n;
  return { chain, state, balance };
}

async function takePlace(
  node: DeskNode,
  file: TreasuryPlaceFile,
  currency: Currency,
  given: readonly Draft[],
): Promise<Taken> {
  checkDrafts(node, currency, given);
  const last = draftIds(given).at(-1);
  if (last === undefined) throw new RangeError('an order of nothing');
  const before = await settlePlace(node, file);
  if (isAdmitted(node, last)) return { settled: before, isFinal: true, refusal: null };
  const waiting = before.isFree ? null : before.pending;
  if (waiting === null) checkFreePlace(node, file.read(), currency, given);
  else if (!isSame(waiting.drafts, given)) throw taken(before);
  const drafts = (waiting?.drafts ?? given).map((draft, at) => ({
    ...draft,
    signatures: union(draft.signatures, given[at]?.signatures ?? []),
  }));
  const isEnough = drafts.every(
    ({ signatures }) => signatures.length >= currency.treasury.threshold,
  );
  const { head, signedUntil } = file.read();
  const pending: PendingDrafts = {
    drafts,
    refusal: null,
    purpose: waiting?.purpose ?? 'proposal',
    sent: isEnough,
  };
  // From here on nothing else is signed for these sequences; and what was signed is kept before anybody could send it.
  file.write({ head, pending, signedUntil: Math.max(signedUntil, endOf(drafts)) });
  const refusal = isEnough ? await sendPending(node, file) : null;
  const settled = await settlePlace(node, file);
  return { settled, isFinal: isAdmitted(node, last), refusal };
}

function checkDrafts(node: DeskNode, currency: Currency, drafts: readonly Draft[]): void {
  const { sovereign } = node.folder;
  const { code, treasury } = currency;
  const read = readDrafts(drafts, { sovereign, code });
  if (!read.ok) throw new Problem('malformed', `These are no drafts to sign: ${read.fault}.`);
  const context = signingContext('transition', sovereign);
  for (const { state, signatures } of drafts) {
    for (const { by, bytes } of signatures) {
      const key = treasury.keys[by];
      if (key === undefined || !nodeCrypto.verify(key, stateId(state), bytes, context)) {
        throw new Problem('malformed', `The signature of signer ${by} is not good.`);
      }
    }
  }
}

/** Throws where a free place may not be taken for these. */
function checkFreePlace(
  node: DeskNode,
  { head: known, signedUntil }: TreasuryPlace,
  { code }: Currency,
  drafts: readonly Draft[],
): void {
  const { folder } = node;
  const { number, notBefore } = folder.current.epoch;
  const { validityMs } = folder.constitution.parameters;
  const { state: head } = treasuryHead(node, code);
  if ((known?.epoch ?? 0) < number) {
    // What this folder signed and has forgotten was signed before the root declared the epoch.
    const until = Math.max(signedUntil, notBefore + validityMs);
    if ((node.ledger.checkpoint?.time ?? 0) <= until) throw takenUntil(until);
  } else if (known !== null && isBehind(known.state, head)) {
    throw new Problem('conflict', 'The log has less of this treasury than its folder has seen.');
  }
  const end = endOf(drafts);
  if (end <= node.now() || end > node.now() + validityMs) {
    throw new Problem('conflict', 'It is valid for too long, or not any more: draft it anew.');
  }
  if (end > node.now() + MOST_UNSIGNED_MS && drafts.some(({ signatures }) => !signatures.length)) {
    throw new Problem('conflict', 'A signer has to sign what takes the place for this long.');
  }
  let before = head;
  for (const { state } of drafts) {
    const decoded = decodeState(state);
    if (!decoded.ok || !equalBytes(decoded.value.previous, stateId(before))) {
      throw new Problem('conflict', 'The treasury has gone on since: draft it anew.');
    }
    before = state;
  }
}

/** Whether the log has less than was seen certified, or something else in its place. */
function isBehind(known: Uint8Array, shown: Uint8Array): boolean {
  const [before, now] = [decodeState(known), decodeState(shown)];
  if (!before.ok || !now.ok) return true;
  return now.value.sequence <= before.value.sequence && !equalBytes(known, shown);
}

function isSame(a: readonly Draft[], b: readonly Draft[]): boolean {
  const [these, those] = [draftIds(a), draftIds(b)];
  return (
    these.length === those.length &&
    these.every((id, at) => equalBytes(id, those[at] ?? new Uint8Array()))
  );
}

function union(a: readonly Signature[], b: readonly Signature[]): readonly Signature[] {
  const more = b.filter(({ by }) => !a.some((known) => known.by === by));
  return [...a, ...more].toSorted((first, second) => first.by - second.by);
}

function taken(settled: Settled): Problem {
  return takenUntil(settled.isFree ? 0 : settled.until);
}

function takenUntil(until: number): Problem {
  const when = new Date(until).toISOString();
  return new Problem(
    'conflict',
    `Something else has this treasury’s place, and could be admitted until ${when}.`,
  );
}
