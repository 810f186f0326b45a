import { join } from 'node:path';
import { testStore } from '../store.acceptance.ts';
import { openSqliteStore, openWithSettings, restoreSqliteBackup, SETTINGS } from './open.ts';

testStore('the SQLite engine', (folder) => ({
  open: () => openSqliteStore(join(folder, 'ledger')),
  openWithLittleRoom: () =>
    openWithSettings(join(folder, 'ledger'), {}, { ...SETTINGS, pageLimit: 100 }),
  async openBackup(file) {
    await restoreSqliteBackup(file, join(folder, 'restored'));
    return openSqliteStore(join(folder, 'restored'));
  },
}));

testStore('the SQLite engine that folds all the time and keeps its log', (folder) => {
  const settings = { ...SETTINGS, collecting: { recordBytes: 1, ids: 1 } };
  const options = { keptLog: join(folder, 'kept') };
  return {
    open: () => openWithSettings(join(folder, 'ledger'), options, settings),
    openWithLittleRoom: () =>
      openWithSettings(join(folder, 'ledger'), options, { ...settings, pageLimit: 100 }),
    async openBackup(file) {
      await restoreSqliteBackup(file, join(folder, 'restored'));
      return openWithSettings(join(folder, 'restored'), {}, settings);
    },
  };
});
