import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterEach, expect, test } from 'vitest';
import { openSignerKey } from '../folder/key-file.ts';
import { openFolder } from '../folder/open-folder.ts';
import { openOfficeKey, readUnlock } from '../folder/open-keys.ts';
import { folderPaths, officeSignerFile } from '../folder/paths.ts';
import { DEFAULT_GOVERNANCE } from '../founding/governance/default-governance.ts';
import { PASSPHRASE, Scene } from '../testing/scene.ts';
import { backupSovereign } from './backup-sovereign.ts';
import { restoreSovereign } from './restore-sovereign.ts';

let scene: Scene;
afterEach(() => scene.remove());

test('the keys of offices come back with a backup, for another machine', async () => {
  scene = await Scene.found({ governance: DEFAULT_GOVERNANCE });
  await scene.start();
  const file = scene.path('backup.tar');
  await backupSovereign(scene.folder.paths.root, file);
  await scene.stop();
  const folder = scene.path('restored');
  await restoreSovereign({ folder, file, passphrase: PASSPHRASE });

  const paths = folderPaths(folder);
  const { constitution } = await openFolder(folder, nodeCrypto);
  const unlock = await readUnlock(paths);
  expect(unlock).not.toEqual(await readUnlock(scene.folder.paths));
  const offices = constitution.governance!.offices;
  for (const { name, signers } of offices.slice(0, 2)) {
    const office = { name, key: signers.keys[0]! };
    const opener = { kind: 'key', key: unlock } as const;
    const { publicKey } = await openOfficeKey(paths, office, opener, nodeCrypto);
    expect(publicKey).toEqual(office.key.publicKey);
  }
  const council = await openSignerKey(officeSignerFile(paths, 'council', 0), PASSPHRASE);
  expect(council.publicKey).toEqual(offices[2]!.signers.keys[0]!.publicKey);
});
