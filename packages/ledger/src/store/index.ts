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
