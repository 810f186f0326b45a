import {
  MAX_CURRENCIES,
  MAX_DECIMALS,
  MAX_KEYS,
  MAX_NAME_BYTES,
  MAX_ORIGIN_BYTES,
  timesFault,
} from '@tallystick/protocol';
import { DEFAULT_PARAMETERS } from './constitution.ts';
import { checkGovernance } from './governance/check-governance.ts';
import { type CreateSovereignOptions, type CurrencyOptions, SovereignProblem } from './options.ts';

/** Throws a `SovereignProblem` that names the first option which cannot stand in a constitution. */
export function checkOptions(options: CreateSovereignOptions): void {
  const nameBytes = Buffer.byteLength(options.name);
  require(nameBytes >= 1 && nameBytes <= MAX_NAME_BYTES, `a name has 1 to ${MAX_NAME_BYTES} bytes`);
  require(/^[A-Z]{2}$/.test(
    options.country,
  ), 'a country is two capital letters (ISO 3166-1), as KE');
  require(options.passphrase.length > 0, 'the passphrase is empty');
  require(options.treasuryPassphrase?.length !== 0, "the treasury's passphrase is empty");
  if (options.origin !== undefined) {
    // C2SP signed-note: a name has neither spaces nor plus signs.
    const fits = /^[\x21-\x2a\x2c-\x7e]+$/.test(options.origin);
    require(fits &&
      options.origin.length <=
        MAX_ORIGIN_BYTES, `an origin is 1 to ${MAX_ORIGIN_BYTES} characters of ASCII without spaces and +`);
  }
  checkParameters(options);
  require(options.currencies.length <= MAX_CURRENCIES, `at most ${MAX_CURRENCIES} currencies`);
  for (const currency of options.currencies) checkCurrency(currency);
  const codes = new Set(options.currencies.map((currency) => currency.code));
  require(codes.size === options.currencies.length, 'two currencies have the same code');
  if (options.governance !== undefined) checkGovernance(options.governance);
}

function checkCurrency(currency: CurrencyOptions): void {
  const { code, decimals, name, treasury } = currency;
  require(/^[A-Z0-9]{3,8}$/.test(
    code,
  ), `a currency's code is 3 to 8 of A-Z and 0-9, not "${code}"`);
  const whole = Number.isInteger(decimals) && decimals >= 0 && decimals <= MAX_DECIMALS;
  require(whole, `${code} has ${decimals} decimals: 0 to ${MAX_DECIMALS} are possible`);
  if (name !== undefined) {
    const length = Buffer.byteLength(name);
    require(length >= 1 &&
      length <= MAX_NAME_BYTES, `${code}: a name has 1 to ${MAX_NAME_BYTES} bytes`);
  }
  if (treasury === undefined) return;
  const keys = 'keys' in treasury ? treasury.keys : treasury.signers.length;
  require(Number.isInteger(keys) &&
    keys >= 1 &&
    keys <= MAX_KEYS, `${code}: 1 to ${MAX_KEYS} keys`);
  const { threshold } = treasury;
  const fits = Number.isInteger(threshold) && threshold >= 1 && threshold <= keys;
  require(fits, `${code}: ${threshold} of ${keys} keys cannot sign`);
}

function checkParameters(options: CreateSovereignOptions): void {
  for (const [name, value] of Object.entries(options.parameters ?? {})) {
    const fits = Number.isInteger(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
    require(fits, `${name} is a whole number, not ${value}`);
    require(value > 0 || name === 'quorum', `${name} is above zero`);
  }
  const fault = timesFault({ ...DEFAULT_PARAMETERS, ...options.parameters });
  require(fault === undefined, `these times cannot stand together: ${fault ?? ''}`);
}

function require(holds: boolean, message: string): void {
  if (!holds) throw new SovereignProblem('invalid-options', message);
}
