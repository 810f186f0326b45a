/**
 * Runs in a worker, and is where the keys are: the page that people see asks it by messages, and gets no secret back. The wallet
 * itself is the SDK, which stores before it signs and has its storage alone (a lock of this origin).
 */
import { encodeAddress, parseUri } from '@tallystick/protocol';
import {
  type Outcome,
  type Wallet,
  type WalletEvent,
  browserPorts,
  createWallet,
  done,
  failed,
  openIndexedDbStorage,
  openWallet,
} from '@tallystick/wallet/browser';
import type { IdentityShown } from '../../sovereign/answers.ts';
import type { CallMessage, Payee, ProcessMessage, Snapshot, WalletCalls } from '../calls.ts';
import { stoppedCalls } from './stopped-calls.ts';

/** The one wallet of this browser profile at this origin. */
const STORAGE = 'wallet';

let wallet: Wallet | undefined;
const watching = new AbortController();

const calls: WalletCalls = {
  ...stoppedCalls(withWallet),
  async exists() {
    const storage = await openIndexedDbStorage(STORAGE);
    if (!storage.ok) return storage;
    const stored = await storage.value.list('');
    await storage.value.close();
    return done(stored.length > 0);
  },
  async create({ handle, country, passphrase }) {
    const storage = await openIndexedDbStorage(STORAGE);
    if (!storage.ok) return storage;
    const unlock = { kind: 'passphrase', passphrase } as const;
    const options = { unlock, sovereign: self.location.origin, country, handle };
    return await begin(await createWallet(options, browserPorts(storage.value)));
  },
  async open(passphrase) {
    const storage = await openIndexedDbStorage(STORAGE);
    if (!storage.ok) return storage;
    const unlock = { kind: 'passphrase', passphrase } as const;
    return await begin(await openWallet(unlock, browserPorts(storage.value)));
  },
  snapshot: () => withWallet(snapshotOf),
  sync: () => withWallet((open) => open.sync()),
  pay: (request) => withWallet((open) => open.pay(request)),
  payee: (typed) => readPayee(typed),
  request: (amount, currency, memo) =>
    withWallet((open) => Promise.resolve(open.request(amount, currency, memo))),
  async lock() {
    watching.abort();
    await wallet?.close();
    wallet = undefined;
    return done(null);
  },
};

function withWallet<T>(work: (open: Wallet) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  if (wallet === undefined) return Promise.resolve(failed('usage', 'no-wallet', 'It is locked.'));
  return work(wallet);
}

async function begin(opened: Outcome<Wallet>): Promise<Outcome<Snapshot>> {
  if (!opened.ok) return opened;
  wallet = opened.value;
  void wallet.watch(tellOf, watching.signal);
  return await snapshotOf(wallet);
}

async function snapshotOf(open: Wallet): Promise<Outcome<Snapshot>> {
  const [balances, history] = await Promise.all([open.balances(), open.history()]);
  if (!balances.ok) return balances;
  if (!history.ok) return history;
  const newestFirst = history.value.toReversed();
  return done({ view: open.view(), balances: balances.value, history: newestFirst });
}

function tellOf(event: WalletEvent): void {
  if (event.kind === 'received') tell({ kind: 'received', amounts: event.moved.received });
  tell({ kind: 'reached', isReached: event.kind !== 'unreachable' });
}

/** Whom a handle, an address or a link names. A page shows it before anything is paid, and pays that very address. */
async function readPayee(typed: string): Promise<Outcome<Payee>> {
  const parsed = parseUri(typed.trim());
  const text = 'Type a handle such as @ada, an address, or a payment link.';
  if (!parsed.ok) return failed('usage', 'bad-recipient', text);
  const { to, amount = null, currency = null, memo = null } = parsed.request;
  const who = to.kind === 'handle' ? `@${to.handle}` : encodeAddress(to.identity);
  try {
    const answer = await fetch(`/v1/identities/${encodeURIComponent(who)}`);
    if (answer.status === 404) return failed('refused', 'unknown-identity', `Nobody is ${who}.`);
    if (!answer.ok) return failed('unreachable', 'no-answer', `HTTP ${answer.status}`);
    const { address, handle, countries } = (await answer.json()) as IdentityShown;
    const country = countries[0]?.country ?? null;
    return done({ address, handle, country, amount, currency, memo });
  } catch {
    return failed('unreachable', 'no-answer', 'The sovereign did not answer.');
  }
}

function tell(message: ProcessMessage): void {
  postMessage(message);
}

addEventListener('message', ({ data: { id, call, args } }: MessageEvent<CallMessage>) => {
  const work = calls[call] as (...given: readonly unknown[]) => Promise<Outcome<unknown>>;
  work(...args).then(
    (outcome) => tell({ kind: 'answer', id, outcome }),
    (error: unknown) => {
      // The SDK answers outcomes: what is thrown is the storage's, before or beside it.
      const outcome = failed('unreachable', 'storage-failed', String(error));
      tell({ kind: 'answer', id, outcome });
    },
  );
});

tell({ kind: 'ready' });
