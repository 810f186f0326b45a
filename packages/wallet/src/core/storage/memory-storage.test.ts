import { memoryStorage } from './memory-storage.ts';
import { acceptStorage } from './storage.acceptance.ts';

acceptStorage('memory', () => {
  const disk = new Map<string, Uint8Array>();
  return Promise.resolve({ open: () => Promise.resolve(memoryStorage(disk)) });
});
