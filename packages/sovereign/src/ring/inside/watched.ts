import { type Codec, decode, list, nullable, record, text } from '@tallystick/protocol';
import type { Facts } from '@tallystick/rules';

/** A way of money that is looked at before it goes on; null stands for every country. */
export interface Corridor {
  readonly origin: string | null;
  readonly destination: string | null;
}

/** What a sealed file takes. */
export const MAX_CORRIDORS = 512;

const country = nullable(text(2, 2));
export const corridorsCodec: Codec<readonly Corridor[]> = list(
  record({ origin: country, destination: country }),
  MAX_CORRIDORS,
);

/** The corridors in an unsealed file; undefined when it holds something else. */
export function readCorridors(secret: Uint8Array): readonly Corridor[] | undefined {
  const decoded = decode(corridorsCodec, secret);
  return decoded.ok ? decoded.value : undefined;
}

/** Whether a payment may go this way: with the least favourable payee whom it admits. */
export function isWatched(facts: Facts, { origin, destination }: Corridor): boolean {
  if (origin !== null && facts.sender.country !== origin) return false;
  if (destination === null) return true;
  return facts.receivers.some((receiver) =>
    receiver.kind === 'party'
      ? receiver.country === destination
      : receiver.countries.length === 0 || receiver.countries.includes(destination),
  );
}
