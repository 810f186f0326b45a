import { equalBytes } from '@tallystick/protocol';
import { type Collection, COLLECTIONS } from '../store/index.ts';
import type { AuditedStore } from './audit.ts';
import { attempt, type Findings } from './findings.ts';
import type { ReplayedRecords } from './replayed-records.ts';

/** The collection that is the node's own: no log says what is in it. */
const NOT_OF_THE_LOG: readonly Collection[] = ['note'];

/**
 * Every record of a store is what the log gives, byte for byte, and none is missing or left over.
 */
export function checkRecords(
  store: AuditedStore,
  expected: ReplayedRecords,
  findings: Findings,
): void {
  for (const collection of COLLECTIONS) {
    if (NOT_OF_THE_LOG.includes(collection)) continue;
    checkCollection(store, collection, expected, findings);
  }
}

function checkCollection(
  store: AuditedStore,
  collection: Collection,
  expected: ReplayedRecords,
  findings: Findings,
): void {
  const seen = new Set<number>();
  const note = (key: number, what: string): void => {
    findings.add(Number.MAX_SAFE_INTEGER, `record ${collection}/${key}`, what);
  };
  const where = `records of ${collection}`;
  attempt(findings, Number.MAX_SAFE_INTEGER, where, () => {
    store.scan(collection, (key, value) => {
      seen.add(key);
      const right = expected.get(collection, key);
      if (right === undefined) note(key, 'the log knows of no such thing');
      else if (!equalBytes(right, value)) note(key, 'it is not what the log gives');
    });
  });
  for (const key of expected.keys(collection)) if (!seen.has(key)) note(key, 'it is missing');
}
