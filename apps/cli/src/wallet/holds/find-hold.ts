import type { HoldView, Wallet } from '@tallystick/wallet';
import { valueOf } from '../../failure.ts';
import { usage } from '../../stop.ts';
import { type KnownNames, knownNames } from '../offline/known-names.ts';

/** As many digits of an id as lists show. */
export const SHORT = 8;

/** The argument that {@link findHold} reads. */
export const HOLD = {
  name: 'HOLD',
  what: 'the beginning of its id, as `tally hold list` shows it, or the other side’s handle',
} as const;

/** The hold that somebody means by the beginning of its id, or by the only other side that an open one is with; `others`: only among holds that somebody else put. */
export async function findHold(
  wallet: Wallet,
  dir: string,
  typed: string,
  owners: 'all' | 'others' = 'all',
): Promise<HoldView> {
  const listed = valueOf(await wallet.holds().list());
  const known = owners === 'others' ? listed.filter(({ isOwn }) => !isOwn) : listed;
  const names = await knownNames(wallet);
  const byId = isIdStart(typed) ? known.filter(({ hold }) => hold.startsWith(typed)) : [];
  const found = byId.length > 0 ? byId : withParty(known, typed, names);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const shown = typed.slice(0, 64);
  const ids = found.slice(0, 8).map(({ hold }) => hold.slice(0, SHORT));
  const problem =
    found.length > 1
      ? `Several holds are meant by ${shown}: write one of ${ids.join(', ')}.`
      : `This wallet knows no hold ${shown}. Those that it knows: tally hold list ${dir}. Of others have the terms handed over, and read them with: tally hold add ${dir} FILE`;
  throw usage(problem, 'unknown-hold');
}

export function isIdStart(typed: string): boolean {
  return /^[0-9a-f]{4,64}$/.test(typed);
}

/** Those with somebody: the open ones, or where there are none those that are over. */
function withParty(known: readonly HoldView[], typed: string, names: KnownNames): HoldView[] {
  const handle = typed.replace(/^@/, '');
  const address = names.addressOf(typed);
  const isThem = (to: string | null, name: string | null): boolean =>
    name === handle || (to !== null && to === address);
  const theirs = known.filter(({ isOwn, from, handle: name, claims }) =>
    isOwn ? claims.some((claim) => isThem(claim.to, claim.handle)) : isThem(from, name),
  );
  const open = theirs.filter(({ status }) => status === 'open');
  return open.length > 0 ? open : theirs;
}
