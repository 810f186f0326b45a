/**
 * Runs in a worker, and is where the keys are: the page that people see asks it by messages, and gets no secret back. Each wallet
 * itself is the SDK, which stores before it signs and has its storage alone (a lock of this origin).
 */
import { type Outcome, failed } from '@tallystick/wallet/browser';
import { listen } from '../../frame/listening.ts';
import { watchLoaded } from '../../frame/loaded-paths.ts';
import type { CallMessage, WalletCalls } from '../calls.ts';
import { devicesCalls } from './devices-calls.ts';
import { keysCalls } from './keys-calls.ts';
import { refusalOf } from './may-call.ts';
import { shownWallet, snapshotOf, syncShown, tell, withPlace, withWallet } from './opened.ts';
import { readPayee } from './payee.ts';
import { placesCalls } from './places-calls.ts';
import { safetyCalls } from './safety-calls.ts';
import { proposeCalls } from './propose-calls.ts';
import { stoppedCalls } from './stopped-calls.ts';
import { streamCalls } from './stream-calls.ts';
import { takeAlongCalls } from './take-along-calls.ts';
import { votesCalls } from './votes-calls.ts';
import { offlineCalls } from './offline-calls.ts';
import { waitingCalls } from './waiting-calls.ts';

const calls: WalletCalls = {
  ...keysCalls,
  ...placesCalls,
  ...safetyCalls,
  ...devicesCalls,
  ...takeAlongCalls,
  ...proposeCalls(withWallet),
  ...stoppedCalls(withWallet),
  ...streamCalls(withWallet),
  ...votesCalls(withWallet),
  ...offlineCalls(withWallet),
  ...waitingCalls(withWallet),
  snapshot: () => withPlace(snapshotOf),
  sync: syncShown,
  annotate: (entry, note) => withWallet((open) => open.annotate(entry, note)),
  pay: (request) => withWallet((open) => open.pay(request)),
  payee: (typed) => withPlace(({ wallet }) => readPayee(wallet.view().sovereign.url, typed)),
  request: (amount, currency, memo) =>
    withWallet((open) => Promise.resolve(open.request(amount, currency, memo))),
};

// The page's own list has nothing of what is imported here.
watchLoaded((urls) => tell({ kind: 'loaded', urls }));

listen((asked: CallMessage) => {
  const { id, call, args } = asked;
  const here = shownWallet();
  const shown = here && { name: here.kept.name, standing: here.standing };
  const refusal = refusalOf(asked, shown);
  if (refusal !== null) return tell({ kind: 'answer', id, outcome: refusal });
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
