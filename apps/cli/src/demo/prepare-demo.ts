import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DEFAULT_GOVERNANCE, foundWhole } from '@tallystick/sovereign';
import type { Call } from '../command.ts';
import { onFolder } from '../sovereign/problems.ts';

/** A demonstration as it lies in its folder. */
export interface DemoPlan {
  readonly folder: string;
  readonly sovereignDir: string;
  /** Wallets keep the address of their sovereign, so it has to stay the same. */
  readonly port: number;
}

export const DEMO_CURRENCY = { code: 'HRB', decimals: 2, name: 'Harbour shilling' } as const;
export const DEMO_COUNTRY = 'KE';
const DEFAULT_PORT = 7600;
const UNLOCK_KEY_BYTES = 32;

/** Founds the demonstration's sovereign where the folder has none yet. */
export async function prepareDemo(
  call: Call,
  folder: string,
  port: number | undefined,
): Promise<DemoPlan> {
  const sovereignDir = join(folder, 'harbour');
  const portFile = join(folder, 'port');
  if (!existsSync(sovereignDir)) {
    call.note(`Founding the demonstration sovereign "Harbour" in ${folder} …`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(portFile, `${port ?? DEFAULT_PORT}\n`);
    const passphrase = randomBytes(UNLOCK_KEY_BYTES).toString('hex');
    await onFolder(() =>
      foundWhole({
        folder: sovereignDir,
        name: 'Harbour',
        country: DEMO_COUNTRY,
        currencies: [DEMO_CURRENCY],
        governance: DEFAULT_GOVERNANCE,
        passphrase: Buffer.from(passphrase),
        keepPassphrase: true,
      }),
    );
  }
  return { folder, sovereignDir, port: Number(readFileSync(portFile, 'utf8')) };
}
