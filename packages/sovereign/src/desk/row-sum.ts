import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/**
 * Every row of the desk has a checksum over its table and all its columns, so that a flipped byte
 * is found and has a place. It is computed by the connection that writes: whatever a statement
 * changes, a trigger of that connection sums up.
 */
const COLUMNS: Readonly<Record<DeskTable, readonly string[]>> = {
  note: ['hash', 'bytes', 'owner', 'payees', 'storedAt'],
  webhook: ['id', 'url', 'secret', 'events', 'identity', 'createdAt'],
  delivery: [
    'id',
    'webhook',
    'event',
    'type',
    'body',
    'attempts',
    'nextAt',
    'state',
    'problem',
    'createdAt',
  ],
  progress: ['name', 'value'],
  alarm: ['proposal', 'place', 'raisedAt', 'counts'],
};

export type DeskTable = 'note' | 'webhook' | 'delivery' | 'progress' | 'alarm';

export const DESK_TABLES: readonly DeskTable[] = [
  'note',
  'webhook',
  'delivery',
  'progress',
  'alarm',
];

/** SQL that is true for a row as it was written. */
export function isIntact(table: DeskTable): string {
  return `sum = ${sumOf(table, '')}`;
}

/** SQL that sums up every row of a table. */
export function sumUp(table: DeskTable): string {
  return `UPDATE ${table} SET sum = ${sumOf(table, '')}`;
}

/** Gives a connection the function that the SQL above calls. */
export function provideSum(db: DatabaseSync): void {
  const options = { deterministic: true, varargs: true, useBigIntArguments: true };
  db.function('row_sum', options, rowSum);
}

/** From now on whatever this connection writes has its checksum. */
export function keepSums(db: DatabaseSync): void {
  for (const table of DESK_TABLES) {
    const update = `UPDATE ${table} SET sum = ${sumOf(table, 'NEW.')} WHERE rowid = NEW.rowid`;
    const changed = COLUMNS[table].join(', ');
    db.exec(`
      CREATE TEMP TRIGGER ${table}Added AFTER INSERT ON main.${table} BEGIN ${update}; END;
      CREATE TEMP TRIGGER ${table}Changed AFTER UPDATE OF ${changed} ON main.${table} BEGIN ${update}; END;`);
  }
}

function sumOf(table: DeskTable, prefix: string): string {
  return `row_sum('${table}', ${COLUMNS[table].map((column) => prefix + column).join(', ')})`;
}

/** CRC-32 over the values, each with its type and length. */
function rowSum(...values: SQLOutputValue[]): number {
  return values.reduce<number>((crc, value) => {
    const bytes = bytesOf(value);
    return crc32(bytes, crc32(`${value === null ? 'null' : typeof value} ${bytes.length};`, crc));
  }, 0);
}

function bytesOf(value: SQLOutputValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return Buffer.from(value === null ? '' : String(value));
}
