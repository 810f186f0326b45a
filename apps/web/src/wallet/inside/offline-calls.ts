import { type Outcome, type Wallet, done } from '@tallystick/wallet';
import type { OfflineCalls, OfflineShown } from '../offline/calls.ts';
import { distrustOf } from './may-call.ts';
import { exchange } from './offline-exchange.ts';
import { withPlace } from './opened.ts';

type WithWallet = <T>(work: (open: Wallet) => Promise<Outcome<T>>) => Promise<Outcome<T>>;

/** The wallet's side of pages about payments without a network. */
export function offlineCalls(withWallet: WithWallet): OfflineCalls {
  return {
    offline: () => withWallet(shown),
    exchange: (port, role) =>
      withPlace((open) =>
        exchange(open.wallet.offline(), port, role, () => distrustOf(open.standing)),
      ),
    openTab: (request) => withWallet((open) => open.offline().openTab(request)),
    raiseTab: (hold, amount) => withWallet((open) => open.offline().raiseTab(hold, amount)),
    releaseTab: (hold) => withWallet((open) => open.offline().release(hold)),
    openAllowance: (request) => withWallet((open) => open.offline().openAllowance(request)),
    allowanceTerms: (hold) => withWallet((open) => open.offline().terms(hold)),
    readCoverTerms: (terms) => withWallet((open) => open.offline().readCoverTerms(terms)),
    giveCover: (terms, amount) => withWallet((open) => open.offline().giveCover({ terms, amount })),
    keepCover: (terms) => withWallet((open) => open.offline().keepCover(terms)),
    setOfflineLimits: (limits) => withWallet((open) => open.offline().setLimits(limits)),
  };
}

async function shown(open: Wallet): Promise<Outcome<OfflineShown>> {
  const offline = open.offline();
  const readyUntil = await offline.readyUntil();
  if (!readyUntil.ok) return readyUntil;
  const own = await offline.own();
  if (!own.ok) return own;
  const held = await offline.held();
  if (!held.ok) return held;
  const covers = await offline.covers();
  if (!covers.ok) return covers;
  const exposure = await offline.exposure();
  if (!exposure.ok) return exposure;
  const limits = await offline.limits();
  if (!limits.ok) return limits;
  const forks = await offline.forks();
  if (!forks.ok) return forks;
  return done({
    readyUntil: readyUntil.value,
    own: own.value,
    held: held.value,
    covers: covers.value,
    exposure: exposure.value,
    limits: limits.value,
    forks: forks.value.map(({ hold, from, evidence }) => ({
      hold,
      isLogged: evidence !== null,
      ...(from === undefined ? {} : { from }),
    })),
  });
}
