import type { Store } from '@tallystick/ledger';
import type { Desk } from '../desk/desk.ts';
import type { OpenedFolder } from '../folder/open-folder.ts';

export interface BackupSource {
  readonly folder: OpenedFolder;
  readonly store: Store;
  readonly desk: Desk;
}

export async function backupIntoFolder(
  name: string,
  source: BackupSource,
): Promise<'exists' | { path: string; sovereign: string }> {
  void name;
  void source;
  return await Promise.resolve('exists');
}
