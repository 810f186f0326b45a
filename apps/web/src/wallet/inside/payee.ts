import { type Recipient, encodeAddress, parseUri } from '@tallystick/protocol';
import { type Outcome, done, failed } from '@tallystick/wallet/browser';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { validRecord } from '../../sovereign/valid-record.ts';
import type { Payee } from '../calls.ts';
import { readAt } from './read-at.ts';

/** Whom a handle, an address or a link names. A page shows it before anything is paid, and pays that very address. */
export async function readPayee(
  url: string,
  typed: string,
  read: (origin: string, path: string) => Promise<Outcome<IdentityShown>> = readAt,
): Promise<Outcome<Payee>> {
  const parsed = parseUri(typed.trim());
  const text = 'Type a handle such as @ada, an address, or a payment link.';
  if (!parsed.ok) return failed('usage', 'bad-recipient', text);
  const { to, amount = null, currency = null, memo = null, sovereign } = parsed.request;
  const elsewhere = sovereign === undefined ? undefined : new URL(sovereign).origin;
  if (elsewhere !== undefined && elsewhere !== new URL(url).origin) {
    return failed('usage', 'other-sovereign', `This is for a wallet at ${elsewhere}.`, {
      sovereign: elsewhere,
    });
  }
  const who = to.kind === 'handle' ? `@${to.handle}` : encodeAddress(to.identity);
  const found = await read(url, `/v1/identities/${encodeURIComponent(who)}`);
  if (!found.ok && found.failure.code === 'unknown') {
    return failed('refused', 'unknown-identity', `Nobody is ${who}.`);
  }
  if (!found.ok) return found;
  const { address, handle } = found.value;
  if (!isAsked(to, found.value)) {
    const message = `Asked for ${who}, the sovereign showed another.`;
    return failed('tampering', 'other-identity', message, { who, shown: [address, handle] });
  }
  const country = validRecord(found.value, Date.now())?.country ?? null;
  return done({ who, address, handle, country, amount, currency, memo });
}

/** Whether the answer is about who was asked for: the SDK asks the same of it before it pays. */
function isAsked(to: Recipient, { address, handle }: IdentityShown): boolean {
  return to.kind === 'handle' ? handle === to.handle : address === encodeAddress(to.identity);
}
