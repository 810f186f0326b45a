import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Key } from '@tallystick/protocol';

import { InvalidArgumentError } from 'commander';
import { type CurrencyOptions, createSovereign } from '@tallystick/sovereign';
import { type CommandSpec, defineCommand } from '../command.ts';
import {
  governanceOf,
  governanceOption,
  readPublicKeyText,
} from '../governance/governance-file.ts';
import { governanceJson, governanceText } from '../governance/governance-text.ts';
import { columns } from '../output/columns.ts';
import {
  type PassphraseOptions,
  choosePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { keptPassphraseNote } from '../passphrase/unlock-key.ts';
import { onFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';

interface Options extends PassphraseOptions {
  readonly name: string;
  readonly country: string;
  readonly currency: readonly CurrencyOptions[];
  readonly origin?: string;
  readonly governance?: string;
  readonly treasury?: ReadonlyMap<string, TreasuryOptions>;
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
    {
      flags: '--treasury <code:threshold:keys>',
      what: 'who signs for a currency, such as HRB:2:ada.key.pub,ben.key.pub (see `sovereign key`); else a key in DIR',
      parse: readTreasury,
    },
    { flags: '--origin <text>', what: 'name of the log, such as harbour.example/log' },
    governanceOption,
    passphraseFile,
  ],
  examples: [
    'tally sovereign create ./harbour --name "Harbour" --country KE --currency HRB:2',
    'tally sovereign create ./coop --name "Co-op" --country KE --currency COP:2 --treasury COP:2:ada.key.pub,ben.key.pub',
  ],
  async run(call, [dir], options) {
    const { name, country, origin } = options;
    const currency = withTreasuries(options.currency, options.treasury ?? new Map());
    const governance = governanceOf(options.governance);
    const chosen = await choosePassphrase(call, dir, options);
    const passphrase = chosen ?? randomBytes(UNLOCK_KEY_BYTES).toString('hex');
    const founded = await onFolder(() =>
      createSovereign({
        folder: dir,
        name,
        country: country.toUpperCase(),
        currencies: currency,
        ...(origin === undefined ? {} : { origin }),
        ...(governance === undefined ? {} : { governance }),
        passphrase: Buffer.from(passphrase),
        keepPassphrase: chosen === undefined,
      }),
    );
    if (chosen === undefined) call.note(keptPassphraseNote(dir));
    const sovereign = Buffer.from(founded.sovereign).toString('hex');
    const currencies = founded.currencies.map(({ code, decimals }) => ({ code, decimals }));
    return {
      json: {
        sovereign,
        name,
        country: founded.country,
        origin: founded.origin,
        currencies,
        governance: governanceJson(founded.governance),
      },
      text: [
        `${name} is founded, in ${dir}.`,
        columns(
          [
            ['Constitution', sovereign],
            ['Currencies', currencies.map(({ code }) => code).join(', ')],
          ],
          [],
        ),
        governanceText(founded.governance),
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

type TreasuryOptions = NonNullable<CurrencyOptions['treasury']>;

function withTreasuries(
  currencies: readonly CurrencyOptions[],
  treasuries: ReadonlyMap<string, TreasuryOptions>,
): readonly CurrencyOptions[] {
  const stray = [...treasuries.keys()].find((code) => !currencies.some((one) => one.code === code));
  if (stray !== undefined) throw usage(`--treasury names ${stray}, which no --currency does.`);
  return currencies.map((currency) => {
    const treasury = treasuries.get(currency.code);
    return treasury === undefined ? currency : { ...currency, treasury };
  });
}

/** `HRB:2:ada.key.pub,ben.key.pub`: two signatures, by the keys whose public halves are in these files. */
function readTreasury(text: string, previous: unknown): ReadonlyMap<string, TreasuryOptions> {
  const [, code, threshold, files] = /^([A-Z0-9]+):(\d{1,2}):(.+)$/.exec(text) ?? [];
  if (code === undefined || files === undefined) {
    throw new InvalidArgumentError(
      'Write code, threshold and files, such as HRB:2:ada.pub,ben.pub.',
    );
  }
  const signers = files.split(',').map(readPublicKey);
  const known = (previous as ReadonlyMap<string, TreasuryOptions> | undefined) ?? new Map();
  if (known.has(code)) throw new InvalidArgumentError(`${code} has its treasury already.`);
  return new Map([...known, [code, { threshold: Number(threshold), signers }]]);
}

function readPublicKey(file: string): Key {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
  const key = readPublicKeyText(text);
  if (key !== undefined) return key;
  throw new InvalidArgumentError(`${file} is no public key of \`tally sovereign key\`.`);
}
