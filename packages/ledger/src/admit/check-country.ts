import type { CountryRecord, Header, Payee } from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { LedgerState } from '../state/state.ts';
import { countryRecord, countryRecords } from '../state/view.ts';

/** A valid country record of a party. */
export interface Found {
  readonly ok: true;
  readonly record: Pick<CountryRecord, 'country' | 'tier'>;
}

/**
 * A treasury is as well known as can be, in the sovereign's own country (protocol.md, section 4).
 */
const TREASURY_TIER = 15;

/** The sender's record of the country that a put names. */
export function checkSenderCountry(
  state: LedgerState,
  owner: number,
  country: string,
  header: Header,
): Found | Refusal {
  if (owner >= 0) return validRecord(state, owner, country, header, 'sender');
  if (country !== state.constitution.country) return missing('sender', country);
  return { ok: true, record: { country, tier: TREASURY_TIER } };
}

/** The payee's record of the country that a claim names. */
export function checkPayeeCountry(
  state: LedgerState,
  payee: number,
  country: string,
  header: Header,
): Found | Refusal {
  return validRecord(state, payee, country, header, 'payee');
}

type Bounds = Extract<Payee, { kind: 'anyone' }>;

/** Whether an identity has a valid record of one of the countries, with at least the tier. */
export function isWithin(
  state: LedgerState,
  identity: number,
  { countries, minTier }: Bounds,
  header: Header,
): boolean {
  return countryRecords(state, identity).some(
    (record) =>
      record.tier >= minTier &&
      isValid(record, header) &&
      (countries.length === 0 || countries.includes(record.country)),
  );
}

function validRecord(
  state: LedgerState,
  identity: number,
  country: string,
  header: Header,
  side: 'sender' | 'payee',
): Found | Refusal {
  const record = countryRecord(state, identity, country);
  if (record === undefined) return missing(side, country);
  return isValid(record, header) ? { ok: true, record } : missing(side, country);
}

/** Whether a record has not expired. */
function isValid({ validUntil }: CountryRecord, header: Header): boolean {
  return validUntil === null || header.time <= validUntil;
}

function missing(side: 'sender' | 'payee', country: string): Refusal {
  return refuse('no-country-record', { side, country });
}
