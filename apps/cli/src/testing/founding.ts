import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateSovereignOptions } from '@tallystick/sovereign';
import { foundOnce } from '@tallystick/sovereign/testing/found-once';

const KEY = '5e'.repeat(32);

/**
 * A founded sovereign in a new folder: Harbour of KE, which issues HRB, or these currencies of two
 * decimals. Its passphrase lies beside it in `unlock.key`, where commands look for it.
 */
export async function foundHarbour(
  folder: string,
  parameters: NonNullable<CreateSovereignOptions['parameters']> = {},
  governance?: NonNullable<CreateSovereignOptions['governance']>,
  codes: readonly string[] = ['HRB'],
): Promise<void> {
  await foundOnce({
    folder,
    name: 'Harbour',
    country: 'KE',
    currencies: codes.map((code) => ({ code, decimals: 2 })),
    parameters,
    ...(governance === undefined ? {} : { governance }),
    passphrase: Buffer.from(KEY),
  });
  writeFileSync(join(folder, 'unlock.key'), KEY);
}
