import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Keeps what Node made of the program's text for its next start, which then takes half of the
 * processor's time; for the threads that it starts as well. What is kept is run as it stands, so it
 * lies beside the code, in `node_modules/.cache`: whoever can write there can change the program
 * anyway, which is not so of the temporary folder that is Node's own choice. Where nothing can be
 * written, nothing is kept. What is imported before this call is outside of it.
 */
export function keepCompiled(): void {
  const beside = fileURLToPath(new URL('../../../node_modules/.cache/compiled', import.meta.url));
  process.env['NODE_COMPILE_CACHE'] ??= beside;
  enableCompileCache(process.env['NODE_COMPILE_CACHE']);
}
