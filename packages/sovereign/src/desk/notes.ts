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
  put(hash: Hash, bytes: Uint8Array, parties: NoteParties, nowMs: number): void;
  /** The bytes, if this identity is a party. */
  get(hash: Hash, reader: Hash): Uint8Array | undefined;
  /** Whether there was something to erase for this identity. */
  erase(hash: Hash, reader: Hash): boolean;
}

export function openNotes(desk: Desk): Notes {
  const insert = desk.prepare(
    'INSERT OR IGNORE INTO note (hash, bytes, owner, payees, storedAt) VALUES (?, ?, ?, ?, ?)',
  );
  const select = desk.prepare(
    `SELECT bytes, owner, payees FROM note WHERE hash = ? AND ${isIntact('note')}`,
  );
  const remove = desk.prepare('DELETE FROM note WHERE hash = ?');

  function find(hash: Hash, reader: Hash): Uint8Array | undefined {
    const row = select.get(hash) as NoteRow | undefined;
    if (row === undefined) return undefined;
    const parties = [row.owner];
    for (let at = 0; at < row.payees.length; at += 32) {
      parties.push(row.payees.subarray(at, at + 32));
    }
    const isParty = parties.some((party) => Buffer.compare(party, reader) === 0);
    return isParty ? row.bytes : undefined;
  }

  return {
    put(hash, bytes, parties, nowMs) {
      insert.run(hash, bytes, parties.owner, Buffer.concat(parties.payees), nowMs);
    },
    get: find,
    erase(hash, reader) {
      if (find(hash, reader) === undefined) return false;
      remove.run(hash);
      return true;
    },
  };
}

interface NoteRow {
  readonly bytes: Uint8Array;
  readonly owner: Uint8Array;
  readonly payees: Uint8Array;
}
