import {
  type Constitution,
  type CountryRecord,
  type Electorate,
  type Governance,
  type Matter,
  constitutionCodec,
  decode,
  formatScope,
  procedureFor,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import type { Context } from '../context.ts';
import { stop } from '../stop.ts';

/**
 * Ends the operation where the ledger would refuse a proposal because of whose it is, before any part of it is on the log. By the
 * sovereign's word on what is in force: where that is a lie the ledger refuses, or somebody else has to ask.
 */
export async function requireMember(context: Context, matter: Matter): Promise<void> {
  const { governance } = await inForce(context);
  if (context.identity === null || governance === null) return;
  const asked = proposersOf(governance, matter);
  if (asked === undefined) {
    const message = `The governance has no procedure for ${formatScope(matter)}: nobody changes it.`;
    stop('refused', 'no-procedure', message);
  }
  const { records } = context.identity.view;
  const time = ledgerTime(context);
  if (asked.length === 0 || asked.some((one) => isMember(one, records, time))) return;
  const electorates = asked.map(({ name }) => name);
  const message =
    `Only who is in the electorate ${electorates.join(' or ')} proposes this (${asked.map(wanted).join('; or ')}): ` +
    'ask a member to do it, or say in a country record what it asks for. Nothing was said.';
  stop('refused', 'not-entitled', message, { electorates });
}

/**
 * Who proposes a matter: the electorate that votes on it; where an office alone decides, any of the governance; none: anybody.
 * Undefined where nobody changes it. Decision 0010, section 3.
 */
export function proposersOf(
  governance: Governance,
  matter: Matter,
): readonly Electorate[] | undefined {
  const procedure = procedureFor(governance, matter);
  if (procedure === undefined) return undefined;
  const { electorate } = procedure;
  const { electorates } = governance;
  return electorate === null ? electorates : electorates.slice(electorate, electorate + 1);
}

/** Whether one of the country records is what an electorate asks for, at a header's time. */
export function isMember(
  { countries, minTier }: Electorate,
  records: readonly CountryRecord[],
  time: number,
): boolean {
  return records.some(
    ({ country, tier, validUntil }) =>
      tier >= minTier &&
      (validUntil === null || time <= validUntil) &&
      (countries.length === 0 || countries.includes(country)),
  );
}

function wanted({ countries, minTier }: Electorate): string {
  const where = countries.length === 0 ? 'of any country' : `of ${countries.join(' or ')}`;
  return minTier === 0 ? where : `${where}, of tier ${minTier}`;
}

async function inForce({ client, trust }: Context): Promise<Constitution> {
  const voted = await client.constitutionInForce();
  if (voted === null) return trust.constitution;
  const decoded = decode(constitutionCodec, voted);
  if (decoded.ok) return decoded.value;
  const message = `The constitution in force that the sovereign shows is none: ${decoded.reason}.`;
  return stop('unreachable', 'bad-answer', message);
}
