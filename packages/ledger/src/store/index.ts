/** Where the ledger keeps what it admitted: one interface, and the engines behind it. */
export * from './store.ts';
export { createMemoryImage, type MemoryImage } from './memory/memory-image.ts';
export {
  type MemoryStore,
  openMemoryStore,
  type PretendedDisk,
  readMemoryBackup,
  type WriteFate,
} from './memory/memory-store.ts';
export { checkWriteAheadLog } from './sqlite/check-log.ts';
export {
  backupSqliteStore,
  openSqliteStore,
  restoreSqliteBackup,
  type SqliteOptions,
} from './sqlite/open.ts';
export { type KeptBatch } from './kept-log/frames.ts';
export { type KeptEnd, readKeptLog } from './kept-log/reading.ts';
