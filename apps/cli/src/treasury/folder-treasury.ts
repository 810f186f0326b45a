import { join } from 'node:path';
import { openOperator, openTreasury, readSovereign } from '@tallystick/sovereign';
import { runningAddress } from '../sovereign/running.ts';
import { type OperatorClient, operatorClient } from './operator-client.ts';
import { exclusivelyOn } from './exclusively.ts';
import { openOutbox } from './outbox.ts';
import { type Treasury, createTreasury } from './treasury.ts';

export interface FolderTreasury {
  readonly treasury: Treasury;
  readonly client: OperatorClient;
  readonly decimals: number;
}

/** One currency's treasury by the keys in a sovereign's folder, working against its running node. */
export async function openFolderTreasury(
  dir: string,
  code: string,
  passphrase: string,
): Promise<FolderTreasury> {
  const opened = await openTreasury(dir, code, Buffer.from(passphrase));
  const { sovereign, country } = await readSovereign(dir);
  const url = await runningAddress(dir);
  const client = operatorClient(url, sovereign, await openOperator(dir));
  const outbox = openOutbox(dir, code);
  const exclusively = exclusivelyOn(join(dir, `treasury-${code}.lock`));
  const treasury = createTreasury({ opened, country, client, outbox, exclusively });
  return { treasury, client, decimals: opened.decimals };
}
