import { foundWhole } from '../founding-door/founding-desk.ts';

/** Founds in the folder of its argument, and tells its parent of each step, which may kill it then. */
const [, , folder = ''] = process.argv;
await foundWhole({
  folder,
  name: 'Lake',
  country: 'CH',
  currencies: [{ code: 'LAK', decimals: 2 }],
  passphrase: Buffer.from('a long enough passphrase'),
  onProgress: (progress) => void process.send?.(progress),
});
process.disconnect?.();
