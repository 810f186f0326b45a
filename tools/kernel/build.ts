/**
 * `npm run build:kernel`: compiles the BLAKE3 kernel and writes it into the source of
 * `packages/protocol`.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileKernel, kernelModule } from './compile.ts';

const OUT = 'packages/protocol/src/crypto/kernel.generated.ts';

const binary = await compileKernel();
writeFileSync(join(import.meta.dirname, '..', '..', OUT), kernelModule(binary));
process.stdout.write(`${OUT}: ${binary.length} bytes of WebAssembly\n`);
