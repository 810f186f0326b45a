import {
  type Message,
  type OfflineRequest,
  decode,
  decodeMessage,
  offlineRequestCodec,
  verifyRequest,
  type Hash,
  encodeAddress,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { StorageDamage } from '../storage/damage.ts';
import { stop } from '../stop.ts';
import { offlineNow } from './clock.ts';
import { checkMembership } from './known-members.ts';
import { rememberingCrypto } from './known-signatures.ts';
import { requirementsAt } from './limits.ts';
import type { ReadRequest } from './offline-types.ts';
import { amountText, currencyById } from './views.ts';

/** A message of one kind; what is malformed, too long or of another kind ends the operation with `refused`. */
export function readMessage<K extends Message['kind']>(
  bytes: Uint8Array,
  ...kinds: readonly K[]
): Extract<Message, { kind: K }> {
  const decoded = decodeMessage(bytes);
  if (!decoded.ok) {
    return stop('refused', 'bad-message', `This is no message of a wallet: ${decoded.reason}.`);
  }
  const message = decoded.value;
  if (kinds.some((kind) => kind === message.kind)) return message as Extract<Message, { kind: K }>;
  const expected = kinds.join(' or ');
  return stop('refused', 'other-message', `This message is a ${message.kind}, not a ${expected}.`);
}

/** A request whose form, signature, time and payee's device hold. */
export interface CheckedRequest {
  readonly request: OfflineRequest;
  readonly id: Hash;
}

/** The payer's checks of a request; what does not hold ends the operation with `refused`. */
export async function checkRequest(context: Context, bytes: Uint8Array): Promise<CheckedRequest> {
  const { request: signed, membership } = readMessage(bytes, 'request');
  const { trust } = context;
  // It is read for its owner to confirm, and again when it is paid.
  const crypto = rememberingCrypto(context);
  const now = await offlineNow(context);
  const checked = verifyRequest(signed, trust.sovereign, now, crypto);
  if (!checked.ok) {
    return stop(
      'refused',
      `request-${checked.fault}`,
      `This request cannot be paid: ${checked.fault}.`,
    );
  }
  const { request, id } = checked;
  if (currencyById(context, request.currency) === undefined) {
    stop(
      'refused',
      'request-currency',
      'The request asks for a currency that this sovereign has not.',
    );
  }
  const requirements = await requirementsAt(context, now);
  const member = checkMembership(context, membership, request.payee, requirements);
  if (!member.ok) {
    const message = `Whoever asks does not prove to be who they say: ${member.fault}.`;
    stop('refused', 'request-membership', message, { fault: member.fault });
  }
  return { request, id };
}

/** For a person to confirm. */
export async function readRequest(context: Context, bytes: Uint8Array): Promise<ReadRequest> {
  const { request } = await checkRequest(context, bytes);
  const { memo, until } = request;
  const what = amountText(context, request.currency, request.amount);
  return { to: encodeAddress(request.payee.identity), ...what, memo, until };
}

/** A request that this wallet stored. */
export function readRequestBytes(bytes: Uint8Array): OfflineRequest {
  const decoded = decode(offlineRequestCodec, bytes);
  if (decoded.ok) return decoded.value;
  throw new StorageDamage([{ where: 'record offline/asked', what: decoded.reason }]);
}
