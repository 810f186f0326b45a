import { type Appealed, done } from '@tallystick/wallet/browser';
import type { StoppedCalls } from '../stopped/calls.ts';
import type { WithWallet } from './with-wallet.ts';

/** What rules have stopped, why, and what can be done about it. */
export function stoppedCalls(withWallet: WithWallet): StoppedCalls {
  return {
    stopped: () =>
      withWallet(async (open) => {
        const decisions = await open.decisions().list();
        if (!decisions.ok) return decisions;
        const said = await open.governance().said();
        if (!said.ok) return said;
        const appeals = new Map(
          said.value.flatMap((one) => (one.kind === 'appeal' ? [[one.decision, one.id]] : [])),
        );
        const newestFirst = decisions.value.toReversed();
        return done(
          newestFirst.map((one) => ({ ...one, appeal: appeals.get(one.decision) ?? null })),
        );
      }),
    explain: (decision) => withWallet((open) => open.decisions().explain(decision)),
    appeal: (decision, reason) =>
      withWallet<Appealed | null>(async (open) => {
        const appealed = await open.decisions().appeal(decision, reason);
        const isNone =
          reason === undefined && !appealed.ok && appealed.failure.code === 'bad-reason';
        return isNone ? done(null) : appealed;
      }),
    announced: (request) => withWallet((open) => open.announced(request)),
    announce: (request) => withWallet((open) => open.announce(request)),
  };
}
