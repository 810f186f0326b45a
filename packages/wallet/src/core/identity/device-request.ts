import { type Device, deviceCodec, encode, toBase64url } from '@tallystick/protocol';

export const REQUEST_PREFIX = 'tally-device:';

/** A device's public keys, as a person passes them to a wallet of the identity. */
export function deviceRequest(device: Device): string {
  return `${REQUEST_PREFIX}${toBase64url(encode(deviceCodec, device))}`;
}
