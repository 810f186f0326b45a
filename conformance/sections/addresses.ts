import { encodeAddress, fingerprint, formatUri, parseUri } from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';

/** Addresses, fingerprints and payment URIs, and texts that are none. */
export function addressVectors(): Json {
  const identities = ['ada', 'grace', 'joan'].map((label) => bytesFor(label));
  const first = identities[0] as Uint8Array;
  const address = encodeAddress(first);
  const to = { kind: 'identity', identity: first } as const;
  const uris = [
    formatUri({ to }),
    formatUri({
      to,
      amount: '12.50',
      currency: 'HRB',
      memo: 'Tee & Käse',
      sovereign: 'https://harbour.example',
    }),
    formatUri({ to: { kind: 'handle', handle: 'ada' }, amount: '5' }),
  ];
  const last = address.at(-1) === 'q' ? 'p' : 'q';
  const invalid = [
    '',
    address.slice(0, -1),
    address.slice(0, -1) + last,
    address.slice(0, 10).toUpperCase() + address.slice(10),
    `tally:${address}?amount=1&amount=2`,
    `tally:${address}?unknown=1`,
    `tally:${address}?amount=-1`,
    'tally:@Ada',
  ];
  for (const uri of invalid) if (parseUri(uri).ok) throw new Error(`read: ${uri}`);
  return plain({
    addresses: identities.map((identity) => ({
      identity,
      address: encodeAddress(identity),
      fingerprint: fingerprint(identity),
    })),
    uris: uris.map((uri) => ({ uri, parsed: parseUri(uri) })),
    invalid,
  });
}
