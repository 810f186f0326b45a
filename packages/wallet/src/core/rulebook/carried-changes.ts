import {
  type Change,
  type Codec,
  changesCodec,
  decode,
  record,
  time,
  uint,
} from '@tallystick/protocol';
import { KEYS } from '../records/keys.ts';
import { StorageDamage } from '../storage/damage.ts';
import { type ProvenChange, withChanges } from '../trust/changes.ts';
import type { Trust } from '../trust/constitution.ts';
import type { Vault } from '../vault/vault.ts';

/** The changes of the constitution that a wallet carries; the content of each is kept by its proposal. */
export interface CarriedChanges {
  /** The newest signed time when they were taken over, ms since 1970: what had begun by then stays. */
  readonly asOf: number;
  /** How many epochs there were: a new one may give up what was decided. */
  readonly epochs: number;
  readonly changes: readonly Change[];
}

export const carriedChangesCodec: Codec<CarriedChanges> = record({
  asOf: time,
  epochs: uint(),
  changes: changesCodec,
});

const NOTHING: CarriedChanges = { asOf: 0, epochs: 0, changes: [] };

/** What is carried, with its contents. */
export async function readCarried(
  vault: Vault,
): Promise<{ readonly carried: CarriedChanges; readonly proven: readonly ProvenChange[] }> {
  const bytes = await vault.get(KEYS.changes);
  if (bytes === undefined) return { carried: NOTHING, proven: [] };
  const decoded = decode(carriedChangesCodec, bytes);
  if (!decoded.ok) return damaged(KEYS.changes, decoded.reason);
  const proven: ProvenChange[] = [];
  for (const change of decoded.value.changes) {
    const key = KEYS.change(change.proposal);
    const content = (await vault.get(key)) ?? damaged(key, 'is missing');
    proven.push({ change, content });
  }
  return { carried: decoded.value, proven };
}

/** What a wallet believes when it is opened: the founding, with the changes that it carries. */
export async function withCarried(vault: Vault, trust: Trust): Promise<Trust> {
  const { proven } = await readCarried(vault);
  return withChanges(trust, proven) ?? damaged(KEYS.changes, 'does not fit the constitution');
}

function damaged(key: string, what: string): never {
  throw new StorageDamage([{ where: `record ${key}`, what }]);
}
