import {
  type PaymentRequest,
  type Recipient,
  encodeAddress,
  equalBytes,
  parseUri,
} from '@tallystick/protocol';
import type { PublicIdentity } from '../client/public-client.ts';
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
    const message = `This sovereign knows nobody as ${who}: check the name, or ask whoever is to be paid for their address.`;
    return stop('refused', 'unknown-identity', message, { who });
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

/**
 * Ends the operation with `usage` when a URI names another address of a sovereign than this wallet's. Nothing is fetched from
 * there to find out more: whoever wrote the URI would learn from where and when it is read.
 */
export function requireOwnSovereign({ profile }: Context, url: string): void {
  if (plainUrl(url) === plainUrl(profile.url)) return;
  const message = `This wallet pays through its sovereign at ${profile.url}, and the URI names one at ${url}. If they are the same, pay the address in the URI alone.`;
  stop('usage', 'other-sovereign', message);
}

/** As URLs are compared: host in lower case, no port that goes without saying, no slash at the end. */
function plainUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url;
}
