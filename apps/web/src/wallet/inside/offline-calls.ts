import { type Offline, type Outcome, type SetAside, type Wallet, done } from '@tallystick/wallet';
import type { OfflineCalls, OfflineShown } from '../offline/calls.ts';
import { askedOnce, underName } from './asked-once.ts';
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
    once: (what, until) =>
      withPlace(({ keyring, kept }) => askedOnce(keyring, kept.name, { what, until })),
    openTab: (request) => once(request.reference, (offline) => offline.openTab(request)),
    raiseTab: (hold, amount, reference) =>
      once(reference, (offline) => offline.raiseTab(hold, amount, reference)),
    releaseTab: (hold) => withWallet((open) => open.offline().release(hold)),
    openAllowance: (request) =>
      once(request.reference, (offline) => offline.openAllowance(request)),
    allowanceTerms: (hold) => withWallet((open) => open.offline().terms(hold)),
    readCoverTerms: (terms) => withWallet((open) => open.offline().readCoverTerms(terms)),
    giveCover: (terms, amount, reference) =>
      once(reference, (offline) => offline.giveCover({ terms, amount, reference })),
    keepCover: (terms) => withWallet((open) => open.offline().keepCover(terms)),
    readVoid: (handover) => withWallet((open) => open.offline().readVoid(handover)),
    voidAct: (handover) => withWallet((open) => open.offline().voidAct(handover)),
    setOfflineLimits: (limits) => withWallet((open) => open.offline().setLimits(limits)),
  };
}

/** Sets aside under a name, once. */
function once<T extends SetAside>(
  reference: string | undefined,
  ask: (offline: Offline) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return withPlace(({ keyring, kept, wallet }) =>
    underName(keyring, kept.name, reference, () => ask(wallet.offline())),
  );
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
