import {
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

/** A wallet that is open, at one of the sovereigns. */
interface Opened {
  readonly kept: KeptWallet;
  readonly wallet: Wallet;
  readonly watching: AbortController;
}

/** What this process has in its memory: nothing of it ever leaves by a message. */
let keyring: Keyring | undefined;
const opened = new Map<string, Opened>();
let shown: string | undefined;

const LOCKED = failed('usage', 'no-wallet', 'It is locked.');

/** Works with the wallet that is shown. */
export function withWallet<T>(work: (open: Wallet) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const open = shownWallet();
  return open === undefined ? Promise.resolve(LOCKED) : work(open.wallet);
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

export function show(name: string): void {
  shown = name;
}

/** From here on it is this process's keyring. */
export function takeKeyring(open: Keyring): void {
  keyring = open;
}

export function hasKeyring(): boolean {
  return keyring !== undefined;
}

/** A wallet is open: it is watched from here on, and shown where none is. */
export function take(kept: KeptWallet, wallet: Wallet): void {
  const watching = new AbortController();
  opened.set(kept.name, { kept, wallet, watching });
  shown ??= kept.name;
  void wallet.watch((event) => tellOf(kept.name, event), watching.signal);
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
  await keyring?.close();
  keyring = undefined;
}

export async function snapshotOf(open: Wallet): Promise<Outcome<Snapshot>> {
  const [balances, history] = await Promise.all([open.balances(), open.history()]);
  if (!balances.ok) return balances;
  if (!history.ok) return history;
  const newestFirst = history.value.toReversed();
  return done({ view: open.view(), balances: balances.value, history: newestFirst });
}

/** What a sync learns of tabs is told once: a page that syncs must not keep it from those who wait to be told. */
export async function syncNow(open: Wallet): Promise<Outcome<Moved>> {
  const moved = await open.sync();
  if (moved.ok) for (const tab of moved.value.tabs ?? []) tell({ kind: 'tab', tab });
  return moved;
}

function tellOf(name: string, event: WalletEvent): void {
  if (event.kind === 'received') {
    tell({ kind: 'received', amounts: name === shown ? event.moved.received : {} });
  }
  if (event.kind === 'tab' && name === shown) tell({ kind: 'tab', tab: event.tab });
  if (name === shown) tell({ kind: 'reached', isReached: event.kind !== 'unreachable' });
}

export function tell(message: ProcessMessage): void {
  postMessage(message);
}
