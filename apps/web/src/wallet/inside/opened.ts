import {
  type Failure,
  type KeptWallet,
  type Keyring,
  type Moved,
  type Outcome,
  type Wallet,
  type WalletEvent,
  browserPorts,
  done,
  failed,
  openIndexedDbStorage,
  openWallet,
} from '@tallystick/wallet/browser';
import type { ProcessMessage, Snapshot } from '../calls.ts';
import { type Standing, afterEvent, afterOutcome, isSameStanding } from '../place-standing.ts';
import { keepProblem } from './kept-problem.ts';

/** A wallet that is open, at one of the sovereigns. */
interface Opened {
  /** Which has its key. */
  readonly keyring: Keyring;
  readonly kept: KeptWallet;
  readonly wallet: Wallet;
  readonly watching: AbortController;
  standing: Standing;
}

/** What this process has in its memory: nothing of it ever leaves by a message. */
let keyring: Keyring | undefined;
const opened = new Map<string, Opened>();
let shown: string | undefined;
/** What of problems is being written. */
let keeping: Promise<unknown> = Promise.resolve();

const LOCKED = failed('usage', 'no-wallet', 'It is locked.');

/** Works with the wallet that is shown. */
export function withWallet<T>(work: (open: Wallet) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  return withPlace(({ wallet }) => work(wallet));
}

/** The same, with what is known of it here. Tampering is told on every page, whoever asked for what showed it. */
export async function withPlace<T>(
  work: (open: Opened) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const open = shownWallet();
  if (open === undefined) return LOCKED;
  const outcome = await work(open);
  if (!outcome.ok && outcome.failure.kind === 'tampering') {
    stand(open, afterOutcome(open.standing, outcome));
  }
  return outcome;
}

/** What is due, of the wallet that is shown; the page learns how it stands with its sovereign. */
export function syncShown(): Promise<Outcome<Moved>> {
  return withPlace(async (open) => {
    const outcome = await open.wallet.sync();
    // What a sync learns of tabs is told once: a page that syncs must not keep it from those who wait to be told.
    const { name } = open.kept;
    if (outcome.ok) for (const tab of outcome.value.tabs ?? []) tell({ kind: 'tab', name, tab });
    stand(open, afterOutcome(open.standing, outcome));
    return outcome;
  });
}

export function withKeyring<T>(work: (open: Keyring) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  return keyring === undefined ? Promise.resolve(LOCKED) : work(keyring);
}

export function shownWallet(): Opened | undefined {
  return shown === undefined ? undefined : opened.get(shown);
}

export function openedAt(name: string): Opened | undefined {
  return opened.get(name);
}

/** Shows a wallet from here on; one that cannot be read is not, and the one before stays. */
export async function show(name: string): Promise<Outcome<Snapshot>> {
  const open = opened.get(name);
  if (open === undefined) return failed('usage', 'no-wallet', 'It is not open.');
  const snapshot = await snapshotOf(open);
  if (snapshot.ok) shown = name;
  return snapshot;
}

/** From here on it is this process's keyring. */
export function takeKeyring(open: Keyring): void {
  keyring = open;
}

export function hasKeyring(): boolean {
  return keyring !== undefined;
}

/** A wallet is open: it is watched from here on, and shown where none is. */
export function take(from: Keyring, kept: KeptWallet, wallet: Wallet, standing: Standing): void {
  const watching = new AbortController();
  const open: Opened = { keyring: from, kept, wallet, watching, standing };
  opened.set(kept.name, open);
  shown ??= kept.name;
  void wallet.watch((event) => tellOf(open, event), watching.signal);
  // So that it can pay and be paid without a network from now on; what does that is loaded meanwhile.
  void wallet.offline().prepare();
}

/** Opens a kept wallet from its storage. */
export async function openKept(open: Keyring, kept: KeptWallet): Promise<Outcome<Wallet>> {
  const unlock = await open.unlockOf(kept.name);
  if (!unlock.ok) return unlock;
  if (unlock.value === null) return LOCKED;
  const storage = await openIndexedDbStorage(kept.name);
  if (!storage.ok) return storage;
  return await openWallet(unlock.value, browserPorts(storage.value));
}

/** Closes everything; the memory itself goes with the process. */
export async function closeAll(): Promise<void> {
  for (const { watching } of opened.values()) watching.abort();
  for (const { wallet } of opened.values()) await wallet.close();
  opened.clear();
  shown = undefined;
  await keeping;
  await keyring?.close();
  keyring = undefined;
}

export async function snapshotOf(open: Opened): Promise<Outcome<Snapshot>> {
  const { wallet, kept } = open;
  const [balances, history] = await Promise.all([wallet.balances(), wallet.history()]);
  if (!balances.ok) return balances;
  if (!history.ok) return history;
  const newestFirst = history.value.toReversed();
  return done({
    name: kept.name,
    standing: open.standing,
    view: wallet.view(),
    balances: balances.value,
    history: newestFirst,
  });
}

function tellOf(open: Opened, event: WalletEvent): void {
  const { name } = open.kept;
  if (event.kind === 'received') tell({ kind: 'received', name });
  if (event.kind === 'tab') tell({ kind: 'tab', name, tab: event.tab });
  stand(open, afterEvent(open.standing, event));
}

/** What was looked for on purpose, and found, stands as what the wallet meets by itself; null where nothing was. */
export function found(open: Opened, problem: Failure | null): void {
  if (problem !== null) stand(open, afterOutcome(open.standing, { ok: false, failure: problem }));
}

/** The owner knows of a problem and goes on: it is told again when it is met again. */
export async function goOn(): Promise<Outcome<null>> {
  return await withPlace(async (open) => {
    const forgotten = await keepProblem(open.keyring, open.kept.name, null);
    if (forgotten.ok) stand(open, { ...open.standing, problem: null });
    return forgotten;
  });
}

function stand(open: Opened, standing: Standing): void {
  const { problem } = standing;
  if (isSameStanding(open.standing, standing)) return;
  if (problem?.kind === 'tampering' && problem !== open.standing.problem) {
    keeping = keepProblem(open.keyring, open.kept.name, problem);
  }
  open.standing = standing;
  tell({ kind: 'standing', name: open.kept.name, standing });
}

export function tell(message: ProcessMessage): void {
  postMessage(message);
}
