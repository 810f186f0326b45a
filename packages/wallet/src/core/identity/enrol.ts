import {
  type Device,
  type Statement,
  decode,
  deviceCodec,
  encodeAddress,
  fromBase64url,
  keyId,
  toHex,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { type Outcome, done, failed } from '../outcome.ts';
import { stop } from '../stop.ts';
import { changeIdentity } from './change.ts';
import { REQUEST_PREFIX } from './device-request.ts';

/** What a device's keys encode to: below 3 kB. */
const MAX_REQUEST_BYTES = 4096;
export const INVITATION_PREFIX = 'tally-invitation:';

const NO_REQUEST = `A device's request starts with ${REQUEST_PREFIX}.`;

/** The statement that enrols the device whose request this is. */
export function enrolment(request: string): Statement {
  const device = readRequest(request);
  if (device === undefined) return stop('usage', 'bad-request', NO_REQUEST);
  return { kind: 'add-device', device };
}

/**
 * The id of the public key that a device's request would enrol, hexadecimal: `key` of `DeviceView` once it is. Both devices show
 * the beginning of it, to be compared before `addDevice`. `usage`: `bad-request`.
 */
export function requestedKey(request: string): Outcome<string> {
  const device = readRequest(request);
  if (device === undefined) return failed('usage', 'bad-request', NO_REQUEST);
  return done(toHex(keyId(device.key)));
}

function readRequest(request: string): Device | undefined {
  const encoded = request.startsWith(REQUEST_PREFIX) ? request.slice(REQUEST_PREFIX.length) : '';
  const bytes = fromBase64url(encoded.trim(), MAX_REQUEST_BYTES);
  const device = bytes === undefined ? undefined : decode(deviceCodec, bytes);
  return device?.ok === true ? device.value : undefined;
}

/** What an enrolled device needs to join: it is no secret. */
export function invitationOf(context: Context): string {
  return `${INVITATION_PREFIX}${encodeAddress(context.enrolment.identity)}`;
}

/** Enrols a prepared device; gives the transition's id and what the device needs to join. */
export async function enrolDevice(
  context: Context,
  request: string,
): Promise<{ id: string; invitation: string }> {
  const id = await changeIdentity(context, enrolment(request));
  return { id, invitation: invitationOf(context) };
}
