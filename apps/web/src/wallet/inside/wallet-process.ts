/**
 * Runs in a worker, and is where the keys are: the page that people see asks it by messages, and gets no secret back. Each wallet
 * itself is the SDK, which stores before it signs and has its storage alone (a lock of this origin).
 */
import { encodeAddress, parseUri } from '@tallystick/protocol';
import { type Outcome, done, failed } from '@tallystick/wallet/browser';
import type { IdentityShown } from '../../sovereign/answers.ts';
import type { CallMessage, Payee, WalletCalls } from '../calls.ts';
import { devicesCalls } from './devices-calls.ts';
import { keysCalls } from './keys-calls.ts';
import { snapshotOf, shownWallet, syncNow, tell, withWallet } from './opened.ts';
import { placesCalls, readAt } from './places-calls.ts';
import { safetyCalls } from './safety-calls.ts';
import { proposeCalls } from './propose-calls.ts';
import { stoppedCalls } from './stopped-calls.ts';
import { votesCalls } from './votes-calls.ts';
import { offlineCalls } from './offline-calls.ts';
import { waitingCalls } from './waiting-calls.ts';

const calls: WalletCalls = {
  ...keysCalls,
  ...placesCalls,
  ...safetyCalls,
  ...devicesCalls,
  ...proposeCalls(withWallet),
  ...stoppedCalls(withWallet),
  ...votesCalls(withWallet),
  ...offlineCalls(withWallet),
  ...waitingCalls(withWallet),
  snapshot: () => withWallet(snapshotOf),
  sync: () => withWallet(syncNow),
  annotate: (entry, note) => withWallet((open) => open.annotate(entry, note)),
  pay: (request) => withWallet((open) => open.pay(request)),
  payee: (typed) => readPayee(typed),
  request: (amount, currency, memo) =>
    withWallet((open) => Promise.resolve(open.request(amount, currency, memo))),
};

/** Whom a handle, an address or a link names. A page shows it before anything is paid, and pays that very address. */
async function readPayee(typed: string): Promise<Outcome<Payee>> {
  const parsed = parseUri(typed.trim());
  const text = 'Type a handle such as @ada, an address, or a payment link.';
  const here = shownWallet();
  if (!parsed.ok || here === undefined) return failed('usage', 'bad-recipient', text);
  const { to, amount = null, currency = null, memo = null, sovereign } = parsed.request;
  const elsewhere = sovereign === undefined ? undefined : new URL(sovereign).origin;
  if (elsewhere !== undefined && elsewhere !== new URL(here.kept.url).origin) {
    return failed('usage', 'other-sovereign', `This is for a wallet at ${elsewhere}.`, {
      sovereign: elsewhere,
    });
  }
  const who = to.kind === 'handle' ? `@${to.handle}` : encodeAddress(to.identity);
  const asked = `/v1/identities/${encodeURIComponent(who)}`;
  const found = await readAt<IdentityShown>(here.kept.url, asked);
  if (!found.ok && found.failure.code === 'unknown') {
    return failed('refused', 'unknown-identity', `Nobody is ${who}.`);
  }
  if (!found.ok) return found;
  const { address, handle, countries } = found.value;
  const now = Date.now();
  const valid = countries.find(({ validUntil }) => validUntil === null || validUntil >= now);
  const country = valid?.country ?? null;
  return done({ address, handle, country, amount, currency, memo });
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
