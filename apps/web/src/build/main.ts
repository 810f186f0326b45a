/** Builds the pages where their sources have changed: part of what runs before `npm start`. */
import { buildPages } from './build-pages.ts';

const started = performance.now();
const { isOld } = await buildPages(() => process.stderr.write('Building the pages, once …\n'));
if (!isOld) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`Built in ${seconds} s.\n`);
}
