import type { HistoryEntry } from '@tallystick/wallet';
import type { LanguageTag } from '../../frame/language.tsx';
import { LOCK_MINUTES, type Locking } from '../keys/locking.ts';
import { MOST_CHECKPOINTS } from './calls.ts';
import { type Reader, Unreadable, list, oneOf, orNull, record, text, whole } from './fields.ts';

/** A currency as the wallet knew it, and what there was of it by the last certified state. */
interface TakenCurrency {
  readonly code: string;
  readonly decimals: number;
  readonly name: string;
  readonly balance: string;
}

/** What one wallet can show of itself: no key, and nothing that opens one. */
export interface TakenWallet {
  /** As it is pinned: `id` is the fingerprint of its constitution. */
  readonly sovereign: { readonly name: string; readonly url: string; readonly id: string };
  readonly address: string;
  readonly handle: string | null;
  readonly currencies: readonly TakenCurrency[];
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  /** Canonical bytes (protocol.md section 6), base64url. */
  readonly certificates: readonly { readonly certificate: string; readonly transition: string }[];
  /** The newest signed checkpoints that it has seen, as text. */
  readonly checkpoints: readonly string[];
}

/** What is in a file of "Take along". */
export interface Taken {
  /** In ms since 1970. */
  readonly madeAt: number;
  readonly wallets: readonly TakenWallet[];
  readonly settings: { readonly locking: Locking; readonly language: LanguageTag };
}

interface TakenFile extends Taken {
  readonly kind: typeof KIND;
  readonly version: typeof VERSION;
}

export const KIND = 'tallystick-taken-along';
export const VERSION = 1;
/** Of the file, in bytes: looked at before anything of it is read. */
export const MOST_BYTES = 67_108_864;
const MOST_WALLETS = 16;
const MOST_CURRENCIES = 256;
const MOST_LINES = 200_000;
const MOST_PROOF = 1_000_000;
/** The last time that calendars write (ECMA-262, 21.4.1.1). */
const LAST_TIME = 8_640_000_000_000_000;
const MOST_UNITS = 2n ** 63n - 1n;
const MOST_DECIMALS = 18;
const MOST_EPOCH = 1_000_000;

/** As protocol.md section 5 has it. */
const handle = text(/^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/);
const hash = text(/^[0-9a-f]{64}$/);
const code = text(/^[A-Z0-9]{3,8}$/);
const bytes = text(/^[\w-]+$/, MOST_PROOF);
const address = text(/^[!-~]{1,200}$/);
const plain = text();
const time = whole(LAST_TIME);

/** A decimal of at most 2^63-1 smallest units. */
const amount: Reader<string> = (value, at) => {
  const decimal = text(/^(?:0|[1-9]\d{0,18})(?:\.\d{1,18})?$/)(value, at);
  if (BigInt(decimal.replace('.', '')) > MOST_UNITS) throw new Unreadable(at);
  return decimal;
};

/** An address that a wallet could ask, and nothing else that a link can be. */
const origin: Reader<string> = (value, at) => {
  const url = URL.parse(plain(value, at));
  const isWeb = url !== null && /^https?:$/.test(url.protocol);
  if (!isWeb || url.origin !== value) throw new Unreadable(at);
  return url.origin;
};

const entry = record<HistoryEntry>(
  {
    id: hash,
    line: whole(MOST_LINES),
    kind: oneOf('opened', 'identity', 'paid', 'set-aside', 'received', 'returned'),
    status: oneOf('final', 'pending', 'refused', 'abandoned', 'given-up'),
    time,
    amount,
    currency: code,
    party: address,
    handle,
    treasury: oneOf(true),
    memo: plain,
    note: plain,
    reference: plain,
    taken: oneOf(true, false),
    refusal: record<{ readonly code: string; readonly message: string }>({
      code: plain,
      message: plain,
    }),
    givenUp: record<NonNullable<HistoryEntry['givenUp']>>({
      epoch: whole(MOST_EPOCH),
      size: whole(Number.MAX_SAFE_INTEGER),
      reason: plain,
    }),
  },
  [
    'line',
    'amount',
    'currency',
    'party',
    'handle',
    'treasury',
    'memo',
    'note',
    'reference',
    'taken',
    'refusal',
    'givenUp',
  ],
);

const wallet = record<TakenWallet>({
  sovereign: record<TakenWallet['sovereign']>({ name: plain, url: origin, id: hash }),
  address,
  handle: orNull(handle),
  currencies: list(
    record<TakenCurrency>({ code, decimals: whole(MOST_DECIMALS), name: plain, balance: amount }),
    MOST_CURRENCIES,
  ),
  history: list(entry, MOST_LINES),
  certificates: list(
    record<TakenWallet['certificates'][number]>({ certificate: bytes, transition: bytes }),
    MOST_LINES,
  ),
  checkpoints: list(plain, MOST_CHECKPOINTS),
});

/** Reads the content of a file of this kind and version; throws `Unreadable`. */
export const takenFile: Reader<TakenFile> = record<TakenFile>({
  kind: oneOf(KIND),
  version: oneOf(VERSION),
  madeAt: time,
  wallets: list(wallet, MOST_WALLETS),
  settings: record<Taken['settings']>({
    locking: record<Locking>({
      minutes: oneOf<number>(...LOCK_MINUTES),
      isWhenHidden: oneOf(true, false),
    }),
    language: oneOf<LanguageTag>('en', 'de', 'ar'),
  }),
});
