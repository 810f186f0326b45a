import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CreateSovereignOptions, createSovereign } from '@tallystick/sovereign';

/**
 * Founds a sovereign in a new folder, in this process: Harbour of KE, which issues HRB. Its
 * passphrase lies beside it in `unlock.key`, where commands look for it.
 */
export async function foundHarbour(
  folder: string,
  parameters: NonNullable<CreateSovereignOptions['parameters']> = {},
  governance?: NonNullable<CreateSovereignOptions['governance']>,
): Promise<void> {
  const key = randomBytes(32).toString('hex');
  await createSovereign({
    folder,
    name: 'Harbour',
    country: 'KE',
    currencies: [{ code: 'HRB', decimals: 2 }],
    parameters,
    ...(governance === undefined ? {} : { governance }),
    passphrase: Buffer.from(key),
  });
  writeFileSync(join(folder, 'unlock.key'), key);
}
