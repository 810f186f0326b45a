import {
  type PaymentRequest,
  type Recipient,
  encodeAddress,
  equalBytes,
  hash,
  decode,
  parseUri,
  signedConstitutionCodec,
} from '@tallystick/protocol';
import { type PublicIdentity, publicClient } from '../client/public-client.ts';
import type { Context } from '../context.ts';
import { stop } from '../stop.ts';

/** How long what a sovereign told of somebody is believed: revoked devices must not get new memos for long. */
const BELIEVED_MS = 30_000;
const MAX_PARTIES = 1024;

/** Reads whom to pay: `@handle`, an address, or a `tally:` URI. */
export function readRecipient(to: string): PaymentRequest {
  const parsed = parseUri(to);
  if (parsed.ok) return parsed.request;
  const message = `Pay @handle, an address, or a tally: URI; this is ${parsed.reason}.`;
  return stop('usage', 'bad-recipient', message);
}

/** What the sovereign tells of a recipient; `refused`, `unknown-identity`, when it knows none such. */
export async function resolveParty(
  context: Context,
  recipient: Recipient,
): Promise<PublicIdentity> {
  const who =
    recipient.kind === 'handle' ? `@${recipient.handle}` : encodeAddress(recipient.identity);
  const now = context.ports.clock.now();
  const known = context.parties.get(who);
  if (known !== undefined && Math.abs(now - known.at) <= BELIEVED_MS) return known.party;
  const party = await context.client.identity(who);
  if (party === null) {
    return stop('refused', 'unknown-identity', `This sovereign knows nobody as ${who}.`, { who });
  }
  const isAsked =
    recipient.kind === 'handle'
      ? party.handle === recipient.handle
      : equalBytes(party.identity, recipient.identity);
  if (!isAsked)
    stop('tampering', 'other-identity', `Asked for ${who}, the sovereign showed another.`);
  if (context.parties.size >= MAX_PARTIES) context.parties.clear();
  context.parties.set(who, { party, at: now });
  return party;
}

/** Ends the operation with `usage` when a URI names another sovereign than this wallet's. */
export async function requireOwnSovereign(context: Context, url: string): Promise<void> {
  if (sameUrl(url, context.profile.url)) return;
  const other = publicClient(context.ports.connect(url), context.ports.clock);
  const signed = decode(signedConstitutionCodec, await other.constitution());
  const isOwn =
    signed.ok &&
    equalBytes(hash('constitution', signed.value.constitution), context.trust.sovereign);
  if (!isOwn)
    stop('usage', 'other-sovereign', `The payee's sovereign at ${url} is not this wallet's.`);
}

function sameUrl(a: string, b: string): boolean {
  return a.replace(/\/+$/, '') === b.replace(/\/+$/, '');
}
