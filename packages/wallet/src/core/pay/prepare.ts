import {
  type Amount,
  type AmountError,
  type Hash,
  type Hold,
  equalBytes,
  formatAmount,
  isPurpose,
  parseAmount,
  paymentHold,
} from '@tallystick/protocol';
import { holdingOf } from '../chain/holdings.ts';
import { ledgerTime } from '../chain/ledger-time.ts';
import type { PublicIdentity } from '../client/public-client.ts';
import type { Context } from '../context.ts';
import { sealNote } from '../memo/note.ts';
import { type Detail, MAX_MEMO_BYTES, MAX_REFERENCE, type Upload } from '../records/detail.ts';
import { stop } from '../stop.ts';
import { currenciesAt } from '../trust/changes.ts';
import type { KnownCurrency } from '../trust/constitution.ts';
import type { PayRequest } from '../wallet-types.ts';
import { readRecipient, requireOwnSovereign, resolveParty } from './resolve-party.ts';

/** A payment whose every part is known and checked, ready to become a hold. */
export interface PreparedPayment {
  readonly currency: KnownCurrency;
  readonly hold: Hold;
  readonly detail: Extract<Detail, { kind: 'paid' }>;
  readonly upload: Upload | null;
}

/** Checks a request for a payment and looks its payee up. Nothing is stored or signed. */
export async function preparePayment(
  context: Context,
  request: PayRequest,
): Promise<PreparedPayment> {
  const asked = readRecipient(request.to);
  const currency = currencyOf(context, agreed('currency', request.currency, asked.currency));
  const cap = amountOf(currency, agreed('amount', request.amount, asked.amount));
  const memo = memoOf(request.memo ?? asked.memo);
  const reference = referenceOf(request.reference);
  if (asked.sovereign !== undefined) requireOwnSovereign(context, asked.sovereign);
  const payee = await resolveParty(context, asked.to);
  const country = payeeCountry(context, payee, request.toCountry);
  const upload = memo === null ? null : sealMemo(context, memo, payee);
  const { identity: party, handle } = payee;
  return {
    currency,
    hold: paymentHold(
      { identity: party, country },
      currency.id,
      cap,
      ledgerTime(context) + context.profile.claimWindowMs,
      upload?.hash ?? null,
      purposeOf(request.purpose),
    ),
    detail: { kind: 'paid', party, handle, memo, reference },
    upload,
  };
}

/** A currency that there is now, as far as this wallet knows, by its code. */
export function currencyOf(context: Context, code: string): KnownCurrency {
  const currencies = currenciesAt(context.trust, ledgerTime(context));
  const known = currencies.find(({ declared }) => declared.code === code);
  if (known !== undefined) return known;
  const codes = currencies.map(({ declared }) => declared.code);
  const isVoted = context.trust.constitution.governance !== null;
  const sync = isVoted ? ' If one was voted since this wallet last synced, sync first.' : '';
  const message = `This sovereign has no currency ${code.slice(0, 16)}; it has ${codes.join(', ')}.${sync}`;
  return stop('usage', 'unknown-currency', message, { currencies: codes });
}

const AMOUNT_FAULTS: Readonly<Record<AmountError['error'], string>> = {
  empty: 'is empty',
  'not-a-number': 'is no number like 12.50',
  negative: 'is negative',
  'too-precise': 'has more decimals than the currency',
  'too-large': 'is larger than any amount can be',
};

/** An amount to pay, above zero, from its decimal form. */
export function amountOf({ declared }: KnownCurrency, text: string): Amount {
  const amount = parseAmount(text, declared.decimals);
  if (typeof amount !== 'bigint') {
    const message = `The amount ${text.slice(0, 64)} ${AMOUNT_FAULTS[amount.error]}.`;
    return stop('usage', `amount-${amount.error}`, message);
  }
  if (amount > 0n) return amount;
  const least = formatAmount(1n, declared.decimals);
  return stop('usage', 'amount-zero', `The least that can be paid is ${least} ${declared.code}.`);
}

/** The own country record that payments are decided under. */
export function ownCountry(context: Context, chosen: string | undefined): string {
  const records = context.identity?.view.records ?? [];
  const country = validCountry(context, records, chosen);
  if (country !== undefined) return country;
  const message = `This wallet has no valid country record ${chosen ?? ''}: add one.`;
  return stop('usage', 'no-country-record', message);
}

/** The payee's country record that a payment is decided under. */
export function payeeCountry(context: Context, payee: PublicIdentity, chosen?: string): string {
  const country = validCountry(context, payee.countries, chosen);
  if (country !== undefined) return country;
  const message = `The payee has no valid country record ${chosen ?? ''}.`;
  return stop('refused', 'payee-without-country', message);
}

/** The chosen country, or the first, of records that are valid now. */
function validCountry(
  context: Context,
  records: readonly { readonly country: string; readonly validUntil: number | null }[],
  chosen: string | undefined,
): string | undefined {
  const now = ledgerTime(context);
  const valid = records.filter(({ validUntil }) => validUntil === null || validUntil >= now);
  return valid.find(({ country }) => chosen === undefined || country === chosen)?.country;
}

function agreed(what: string, given: string | undefined, asked: string | undefined): string {
  if (given !== undefined && asked !== undefined && given !== asked) {
    const message = `The URI asks for the ${what} ${asked}, and ${given.slice(0, 64)} was given.`;
    return stop('usage', `${what}-differs`, message);
  }
  return given ?? asked ?? stop('usage', `no-${what}`, `Say which ${what} to pay.`);
}

function memoOf(memo: string | undefined): string | null {
  if (memo === undefined || memo === '') return null;
  if (!memo.isWellFormed() || new TextEncoder().encode(memo).length > MAX_MEMO_BYTES) {
    stop('usage', 'bad-memo', `A memo is text of at most ${MAX_MEMO_BYTES} bytes in UTF-8.`);
  }
  return memo;
}

/** What a payment is for, as rules ask. */
export function purposeOf(purpose: string | undefined): string | undefined {
  if (purpose === undefined || isPurpose(purpose)) return purpose;
  const message = 'A purpose is one to four capitals or digits, such as SALA.';
  return stop('usage', 'bad-purpose', message);
}

export function referenceOf(reference: string | undefined): string | null {
  if (reference === undefined) return null;
  if (reference.length <= MAX_REFERENCE && /^[\x20-\x7E]+$/.test(reference)) return reference;
  return stop(
    'usage',
    'bad-reference',
    `A reference is 1 to ${MAX_REFERENCE} printable ASCII characters.`,
  );
}

function sealMemo(context: Context, memo: string, payee: PublicIdentity): Upload {
  const upload = sealNote(context.ports, memo, payee.encryptionKeys);
  if (upload !== undefined) return upload;
  return stop(
    'usage',
    'payee-without-key',
    'The payee has no device that a memo can be sealed to: pay without one.',
  );
}

/** Ends the operation for want of a currency's balance. */
export function insufficient(context: Context, currency: Hash): never {
  const { balances } = context.chains.device;
  const known = context.trust.currencies.find(({ id }) => equalBytes(id, currency));
  const { code = '', decimals = 0 } = known?.declared ?? {};
  const balance = formatAmount(holdingOf(balances, currency), decimals);
  const message = `The balance is ${balance} ${code}, and that is not enough.`;
  return stop('refused', 'insufficient-balance', message, { balance, currency: code });
}
