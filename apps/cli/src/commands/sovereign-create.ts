import { randomBytes } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import { type CurrencyOptions, createSovereign } from '@tallystick/sovereign';
import { type CommandSpec, defineCommand } from '../command.ts';
import { columns } from '../output/columns.ts';
import {
  type PassphraseOptions,
  choosePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { unlockKeyNote, writeUnlockKey } from '../passphrase/unlock-key.ts';
import { onFolder } from '../sovereign/problems.ts';

interface Options extends PassphraseOptions {
  readonly name: string;
  readonly country: string;
  readonly currency: readonly CurrencyOptions[];
  readonly origin?: string;
}

const UNLOCK_KEY_BYTES = 32;

export const sovereignCreate: CommandSpec = defineCommand<[dir: string], Options>({
  details:
    'Nothing in the constitution can be changed in secret later: it is signed by the root key, and every wallet\n' +
    'pins it. The passphrase seals the root key and the treasuries’ keys. The node itself starts without it.',
  args: [{ name: 'DIR', what: 'the folder to make' }],
  options: [
    { flags: '--name <text>', what: 'what people call it', required: true },
    { flags: '--country <code>', what: 'two letters, ISO 3166-1, such as KE', required: true },
    {
      flags: '--currency <code:decimals>',
      what: 'a currency it issues, such as HRB:2 or "HRB:2:Harbour shilling"; may be repeated',
      parse: readCurrency,
      required: true,
    },
    { flags: '--origin <text>', what: 'name of the log, such as harbour.example/log' },
    passphraseFile,
  ],
  examples: ['tally sovereign create ./harbour --name "Harbour" --country KE --currency HRB:2'],
  async run(call, [dir], options) {
    const { name, country, currency, origin } = options;
    const chosen = await choosePassphrase(call, dir, options);
    const passphrase = chosen ?? randomBytes(UNLOCK_KEY_BYTES).toString('hex');
    const founded = await onFolder(() =>
      createSovereign({
        folder: dir,
        name,
        country: country.toUpperCase(),
        currencies: currency,
        ...(origin === undefined ? {} : { origin }),
        passphrase: Buffer.from(passphrase),
      }),
    );
    if (chosen === undefined) {
      writeUnlockKey(dir, passphrase);
      call.note(unlockKeyNote(dir));
    }
    const sovereign = Buffer.from(founded.sovereign).toString('hex');
    const currencies = founded.currencies.map(({ code, decimals }) => ({ code, decimals }));
    return {
      json: { sovereign, name, country: founded.country, origin: founded.origin, currencies },
      text: [
        `${name} is founded, in ${dir}.`,
        columns(
          [
            ['Constitution', sovereign],
            ['Currencies', currencies.map(({ code }) => code).join(', ')],
          ],
          [],
        ),
        `Start it: tally sovereign start ${dir}`,
      ].join('\n'),
    };
  },
});

/** `HRB:2`, `HRB:2:Harbour shilling`; what a constitution admits beyond that is checked when it is written. */
function readCurrency(text: string, previous: unknown): readonly CurrencyOptions[] {
  const [, code, decimals, name] = /^([^:]+):(\d{1,2})(?::(.+))?$/.exec(text) ?? [];
  if (code === undefined) {
    throw new InvalidArgumentError('Write the code and the number of decimals, such as HRB:2.');
  }
  const currency = { code, decimals: Number(decimals), ...(name === undefined ? {} : { name }) };
  return [...((previous as readonly CurrencyOptions[] | undefined) ?? []), currency];
}
