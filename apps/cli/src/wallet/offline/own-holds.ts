import {
  type CoverView,
  type HeldHoldView,
  type OwnHoldView,
  type Wallet,
  timeText,
} from '@tallystick/wallet';
import { valueOf } from '../../failure.ts';
import type { Answer, Json } from '../../output/answer.ts';
import { columns } from '../../output/columns.ts';
import { usage } from '../../stop.ts';
import { type KnownNames, knownNames } from './known-names.ts';

type Kind = OwnHoldView['kind'];

const STOPPED: Readonly<Record<string, string>> = {
  closed: 'closed',
  forked:
    'nothing more is written on it: its cheques contradict one another, so there is a copy of this wallet',
  'rolled-back': 'nothing more is written on it: this wallet was put back from an older copy',
};

/** What a wallet has stored of its own holds of a kind, and of others' for it. */
export async function listOf(kind: Kind, wallet: Wallet): Promise<Answer> {
  const own = valueOf(await wallet.offline().own());
  const held = valueOf(await wallet.offline().held());
  const names = await knownNames(wallet);
  const text = holdsText(kind, own, held, names);
  const json = holdsJson(kind, own, held, names);
  if (kind === 'tab') return { json, text };
  const covers = valueOf(await wallet.offline().covers());
  const given = covers.map((one) => ({ ...one, ofHandle: names.handleOf(one.of) }));
  const blocks = covers.length === 0 ? [text] : [text, coversText(covers, names)];
  return { json: { ...json, covers: given }, text: blocks.join('\n\n') };
}

/** Lines for people: this wallet's own holds of a kind, then those of others for it. */
function holdsText(
  kind: Kind,
  own: readonly OwnHoldView[],
  held: readonly HeldHoldView[],
  names: KnownNames,
): string {
  const word = kind === 'tab' ? 'tabs' : 'allowances';
  const ownRows = own
    .filter((one) => one.kind === kind)
    .map(({ to, given, bounds, cap, currency, until, collateral, cover, stopped }) => [
      kind === 'tab' ? `for ${names.text(to)}` : `for whoever is met${boundsText(bounds)}`,
      `${given} of ${cap} ${currency} given`,
      stopped === 'closed' ? '' : `until ${timeText(until)}`,
      ...(collateral === undefined ? [] : [`collateral ${collateral} ${currency}`]),
      ...(cover === undefined ? [] : [`cover ${cover} ${currency}`]),
      ...(stopped === undefined ? [] : [STOPPED[stopped] ?? stopped]),
    ]);
  const heldRows = held
    .filter((one) => one.kind === kind)
    .map(({ from, cap, got, taken, uncovered, currency, until, isOver }) => [
      `from ${names.text(from)}`,
      cap === undefined ? `${got} ${currency} got` : `${got} of ${cap} ${currency} got`,
      uncovered === undefined
        ? `${taken} collected`
        : `${taken} collected, ${uncovered} not covered`,
      isOver ? 'closed' : `until ${timeText(until)}`,
    ]);
  if (ownRows.length + heldRows.length === 0) return `No ${word}.`;
  const blocks = [
    ...(ownRows.length === 0 ? [] : [`Opened by this wallet:\n${columns(ownRows, [])}`]),
    ...(heldRows.length === 0 ? [] : [`Of others, for this wallet:\n${columns(heldRows, [])}`]),
  ];
  return blocks.join('\n\n');
}

/** One of the wallet's own holds, for programs. */
export function ownJson({ bounds, ...own }: OwnHoldView): { readonly [key: string]: Json } {
  const { countries = [], minTier = 0 } = bounds ?? {};
  return {
    ...own,
    ...(bounds === undefined ? {} : { bounds: { countries: [...countries], minTier } }),
  };
}

/** For whom an allowance is, where it is not for everybody. */
export function boundsText(bounds: OwnHoldView['bounds']): string {
  if (bounds === undefined) return '';
  const { countries, minTier } = bounds;
  const where = countries.length === 0 ? '' : ` of ${countries.join(', ')}`;
  const tier = minTier === 0 ? '' : `${where === '' ? ' ' : ', '}of tier ${minTier} or more`;
  return `, with a country record${where}${tier}`;
}

/** Cover that this wallet gave for others’ allowances. */
function coversText(covers: readonly CoverView[], names: KnownNames): string {
  const rows = covers.map(({ of, amount, currency, until, isOver }) => [
    `for ${names.text(of)}`,
    `${amount} ${currency}`,
    isOver ? 'closed' : `until ${timeText(until)}`,
  ]);
  return `Cover given by this wallet:\n${columns(rows, [])}`;
}

function holdsJson(
  kind: Kind,
  own: readonly OwnHoldView[],
  held: readonly HeldHoldView[],
  names: KnownNames,
): { readonly [key: string]: Json } {
  return {
    own: own
      .filter((one) => one.kind === kind)
      .map((one) => ({ ...ownJson(one), ...nameOf('to', one.to, names) })),
    held: held
      .filter((one) => one.kind === kind)
      .map((one) => ({ ...one, ...nameOf('from', one.from, names) })),
  };
}

/** `toHandle`, `fromHandle`: what the wallet knows of the other side beside its address. */
function nameOf(
  side: 'to' | 'from',
  address: string | undefined,
  names: KnownNames,
): { readonly [key: string]: Json } {
  return address === undefined ? {} : { [`${side}Handle`]: names.handleOf(address) };
}

/** The one tab between this wallet and `who` (a handle, an address, or the id of the hold). */
export function tabWith<T extends { readonly hold: string; readonly kind: Kind }>(
  tabs: readonly T[],
  who: string,
  { party, names }: { readonly party: (tab: T) => string | undefined; readonly names: KnownNames },
): T {
  const address = names.addressOf(who);
  const found = tabs.filter(
    (tab) =>
      tab.kind === 'tab' && (tab.hold === who || (address !== undefined && party(tab) === address)),
  );
  const [only] = found;
  if (only === undefined) throw usage(`There is no open tab with ${who}.`, 'unknown-tab');
  if (found.length === 1) return only;
  const ids = found.map(({ hold }) => hold).join('\n');
  throw usage(`There are ${found.length} tabs with ${who}; give the id of one instead:\n${ids}`);
}
