import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileKernel, kernelModule } from './compile.ts';

const COMMITTED = 'packages/protocol/src/crypto/kernel.generated.ts';

it('carries the kernel that its source compiles to', async () => {
  const committed = readFileSync(join(import.meta.dirname, '..', '..', COMMITTED), 'utf8');
  const built = kernelModule(await compileKernel());
  expect(built === committed, 'run `npm run build:kernel` and commit the result').toBe(true);
});
