import type { Hash } from '@tallystick/protocol';
import type { Desk } from './desk.ts';
import { isIntact } from './row-sum.ts';

/** The longest memo, sealed, in bytes. */
export const MAX_NOTE_BYTES = 16_384;

/** Who may read and erase a memo: the owner and the payees of the hold whose note it is. */
export interface NoteParties {
  readonly owner: Hash;
  readonly payees: readonly Hash[];
}

/** Sealed memos by their hash. The log has only the hash; these bytes can be erased. A damaged one is not there. */
export interface Notes {
  /** In the place of a damaged one; else the first that comes stays. */
  put(hash: Hash, bytes: Uint8Array, parties: NoteParties, nowMs: number): void;
  /** The bytes, if this identity is a party. */
  get(hash: Hash, reader: Hash): Uint8Array | undefined;
  /**
   * Whether there was something to erase for this identity. A damaged row does not say reliably whose it is: `proven`, the
   * parties as the ledger knows them, does.
   */
  erase(hash: Hash, reader: Hash, proven?: NoteParties): boolean;
}

export function openNotes(desk: Desk): Notes {
  const insert = desk.prepare(
    'INSERT OR IGNORE INTO note (hash, bytes, owner, payees, storedAt) VALUES (?, ?, ?, ?, ?)',
  );
  const select = desk.prepare(
    `SELECT bytes, owner, payees FROM note WHERE hash = ? AND ${isIntact('note')}`,
  );
  const remove = desk.prepare('DELETE FROM note WHERE hash = ?');
  const removeDamaged = desk.prepare(
    `DELETE FROM note WHERE hash = ? AND (${isIntact('note')}) IS NOT TRUE`,
  );

  function find(hash: Hash, reader: Hash): Uint8Array | undefined {
    const row = select.get(hash) as NoteRow | undefined;
    if (row === undefined) return undefined;
    const payees: Uint8Array[] = [];
    for (let at = 0; at < row.payees.length; at += 32) {
      payees.push(row.payees.subarray(at, at + 32));
    }
    return isParty({ owner: row.owner, payees }, reader) ? row.bytes : undefined;
  }

  return {
    put(hash, bytes, parties, nowMs) {
      removeDamaged.run(hash);
      insert.run(hash, bytes, parties.owner, Buffer.concat(parties.payees), nowMs);
    },
    get: find,
    erase(hash, reader, proven) {
      const isTheirs = proven !== undefined && isParty(proven, reader);
      if (!isTheirs && find(hash, reader) === undefined) return false;
      return remove.run(hash).changes > 0;
    },
  };
}

/** Whether an identity is a party of a memo. */
export function isParty({ owner, payees }: NoteParties, identity: Hash): boolean {
  return [owner, ...payees].some((party) => Buffer.compare(party, identity) === 0);
}

interface NoteRow {
  readonly bytes: Uint8Array;
  readonly owner: Uint8Array;
  readonly payees: Uint8Array;
}
