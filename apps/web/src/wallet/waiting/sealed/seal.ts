import type { HoldView, SealedView, ShareView } from '@tallystick/wallet';
import type { SealedWords } from '../../../words/english/wallet/sealed.ts';
import type { Payee } from '../../calls.ts';
import { readWhen } from '../claim-text.ts';
import { recipientOf } from '../recipe.ts';

/** Protocol.md section 12: content, before it is sealed. */
export const MOST_BYTES = 262_144;
/** Sealed files, with every way to open them. */
export const MOST_SEALED_BYTES: number = 1 << 20;
/** Protocol.md section 12: ways to open one content; each choice of people is one. */
const MOST_WAYS = 16;
const MOST_KEEPERS = 15;
/** Longer texts are saved and not shown. */
const LONGEST_SHOWN = 20_000;
const ENDING = '.sealed';

/** What opens it: people who let their shares go, or a secret. */
type SealWay = 'shares' | 'secret';

/** What somebody has typed, beside the content. */
export interface SealTyped {
  readonly way: SealWay;
  readonly to: string;
  /** Handles, apart by commas or spaces. */
  readonly keepers: string;
  readonly least: string;
  /** The hash of a secret that an own amount waits for already; empty: a new one. */
  readonly secret: string;
}

export type SealFault = keyof SealedWords['faults'];

/** Who is to be looked up for a last look. */
export type SealAsked =
  | { readonly kind: 'secret'; readonly hash: string | null }
  | {
      readonly kind: 'shares';
      readonly to: string;
      readonly keepers: readonly string[];
      readonly least: number;
    }
  | { readonly kind: 'fault'; readonly fault: SealFault };

/** What the wallet is asked for: people by the addresses that were looked at. */
export type SealRequested =
  | { readonly kind: 'secret'; readonly hash: string | null }
  | {
      readonly kind: 'shares';
      readonly when: string;
      readonly groups: readonly (readonly string[])[];
      readonly names: Readonly<Record<string, string>>;
    };

/** What was typed, or why it cannot be sealed so. `bytes`: how long the content is. */
export function sealAsked(typed: SealTyped, bytes: number): SealAsked {
  const fault = (one: SealFault): SealAsked => ({ kind: 'fault', fault: one });
  if (bytes === 0) return fault('empty');
  if (bytes > MOST_BYTES) return fault('too-large');
  if (typed.way === 'secret') return { kind: 'secret', hash: typed.secret || null };
  const to = recipientOf(typed.to);
  const keepers = typed.keepers.split(/[\s,;]+/).flatMap((one) => (one ? recipientOf(one) : []));
  const least = /^\d{1,2}$/.test(typed.least.trim()) ? Number(typed.least) : 0;
  if (![to, ...keepers].every((one) => one.startsWith('@'))) return fault('no-name');
  if (keepers.length === 0) return fault('no-keepers');
  if (new Set([to, ...keepers]).size <= keepers.length) return fault('same-name');
  if (least < 1 || least > keepers.length) return fault('least');
  if (keepers.length > MOST_KEEPERS || choices(keepers, least).length > MOST_WAYS) {
    return fault('too-many');
  }
  return { kind: 'shares', to, keepers, least };
}

/** For the very addresses that were looked up: whoever it is for has to be in each group, and the others alone open nothing. */
export function boundSeal(
  keepers: readonly Payee[],
  reader: Payee,
  least: number,
): Extract<SealRequested, { kind: 'shares' }> {
  const named = keepers.map(({ who, address }) => [who.replace(/^@/, ''), address] as const);
  const addresses = named.map(([, address]) => address);
  return {
    kind: 'shares',
    when: `signed ${least} of ${named.map(([name]) => name).join(', ')}`,
    groups: choices(addresses, least).map((chosen) => [reader.address, ...chosen]),
    names: Object.fromEntries(named),
  };
}

/** Every choice of so many. */
function choices<T>(from: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  const found: T[][] = [];
  for (const [i, one] of from.entries()) {
    for (const rest of choices(from.slice(i + 1), count - 1)) {
      found.push([one, ...rest]);
    }
  }
  return found;
}

/** Whoever has a share, each once, and how many more shares the nearest group lacks. */
export function sharesOf({ groups }: SealedView): { people: ShareView[]; lacking: number } {
  const people = new Map(groups.flat().map((share) => [share.of, share]));
  // Of one device some shares can be here and others not: they came with different words.
  for (const share of groups.flat()) if (share.standing === 'missing') people.set(share.of, share);
  const lacking = groups.map(
    (group) => group.filter(({ standing }) => standing === 'missing').length,
  );
  return { people: [...people.values()], lacking: lacking.length === 0 ? 0 : Math.min(...lacking) };
}

/** Hashes of secrets that own amounts wait for, and that nobody is shown by another taking. */
export function ownSecrets(holds: readonly HoldView[]): { hash: string; hold: HoldView }[] {
  return holds.flatMap((hold) => {
    const when = readWhen(hold.claims[0]?.when ?? null);
    const isOne = hold.isOwn && hold.status === 'open' && hold.swap === null;
    return isOne && when.kind === 'secret' ? [{ hash: when.hash, hold }] : [];
  });
}

/**
 * The secret that can be shown for sealed content, and the own amounts that wait for it, too; null where there is none. Whoever
 * made the file may have named any hash: what it does not open with, or an exchange waits for, is not shown for it.
 */
export function secretOf(
  { opens, preimages }: SealedView,
  holds: readonly HoldView[],
): { hash: string; money: HoldView[] } | null {
  const [hash, ...others] = preimages.flatMap((one) => (one.isKnown ? [one.hash] : []));
  if (opens !== 'preimages' || hash === undefined || others.length > 0) return null;
  const money = holds.filter(
    ({ isOwn, status, claims }) =>
      isOwn &&
      (status === 'open' || status === 'pending') &&
      claims.some(({ when }) => when?.includes(hash) === true),
  );
  return money.some(({ swap }) => swap !== null) ? null : { hash, money };
}

export function sealedName(name: string): string {
  return `${name}${ENDING}`;
}

/** What the content was called, as far as the file tells. */
export function openedName(name: string): string {
  const before = name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : name;
  return before === '' ? 'opened' : before;
}

/** Content that is text, to be shown as text and as nothing else; null where it is to be saved. */
export function textOf(content: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.length > LONGEST_SHOWN || /[^\P{Cc}\t\n\r]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}
