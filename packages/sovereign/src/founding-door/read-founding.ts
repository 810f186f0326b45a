import { MAX_DECIMALS, MAX_NAME_BYTES } from '@tallystick/protocol';
import { MAX_PERIOD_MS } from '../founding/governance/check-governance.ts';
import {
  type GovernanceTimes,
  defaultGovernance,
} from '../founding/governance/default-governance.ts';
import type { CreateSovereignOptions, ParameterOptions } from '../founding/options.ts';
import type { FieldFault } from '../http/problems.ts';

/** What a founder sends: `POST /v1/founding`. Times in ms. */
export interface FoundingBody {
  readonly name: string;
  readonly country: string;
  readonly currencies: readonly {
    readonly code: string;
    readonly decimals: number;
    readonly name: string;
  }[];
  /** Null: nobody ever changes anything. Else the governance of a founder who says nothing else, with these times. */
  readonly governance: GovernanceTimes | null;
  readonly passphrase: string;
}

/** What can be wrong with a field. */
type Fault = 'missing' | 'form' | 'too-short' | 'too-long' | 'too-many' | 'range' | 'twice';

export type ReadFounding =
  | { readonly ok: true; readonly options: Omit<CreateSovereignOptions, 'folder'> }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** As a wallet's: what Argon2id can be expected to protect. */
const LEAST_PASSPHRASE = 12;
const MOST_PASSPHRASE = 1024;
const LEAST_STAGE_MS = 1000;
const USUAL_HEARTBEAT_MS = 60_000;
/** What fits a page; a constitution can have none, or more. */
const MOST_CURRENCIES = 16;

/** The options of a founding, or everything that is wrong with what was sent. */
export function readFounding(body: FoundingBody): ReadFounding {
  const faults: FieldFault[] = [];
  const say = (field: string, fault: Fault | undefined): void => {
    if (fault !== undefined) faults.push({ field, fault });
  };
  say('name', textFault(body.name));
  say('country', /^[A-Z]{2}$/.test(body.country) ? undefined : 'form');
  if (body.currencies.length === 0) say('currencies', 'missing');
  if (body.currencies.length > MOST_CURRENCIES) say('currencies', 'too-many');
  const codes = new Set<string>();
  for (const [index, { code, decimals, name }] of body.currencies.entries()) {
    const field = `currencies.${index}`;
    say(`${field}.code`, codeFault(code, codes));
    codes.add(code);
    const fits = Number.isInteger(decimals) && decimals >= 0 && decimals <= MAX_DECIMALS;
    say(`${field}.decimals`, fits ? undefined : 'range');
    say(`${field}.name`, textFault(name));
  }
  if (body.governance !== null) {
    for (const [name, ms] of Object.entries(body.governance)) {
      say(`governance.${name}`, timeFault(name, ms as number));
    }
  }
  say('passphrase', passphraseFault(body.passphrase));
  if (faults.length > 0) return { ok: false, faults };
  const { name, country, currencies, governance, passphrase } = body;
  const rest = { name, country, currencies, passphrase: Buffer.from(passphrase) };
  if (governance === null) return { ok: true, options: rest };
  const parameters = parametersFor(governance);
  return { ok: true, options: { ...rest, parameters, governance: defaultGovernance(governance) } };
}

function textFault(text: string): Fault | undefined {
  if (text.trim() === '') return 'missing';
  if (Buffer.byteLength(text) > MAX_NAME_BYTES) return 'too-long';
  // Unicode's controls, line and paragraph ends: a name stands on one line.
  const isLine = !/[\p{Cc}\u2028\u2029]/u.test(text) && text === text.trim();
  return isLine && text.isWellFormed() ? undefined : 'form';
}

function codeFault(code: string, before: ReadonlySet<string>): Fault | undefined {
  if (code === '') return 'missing';
  if (!/^[A-Z0-9]{3,8}$/.test(code)) return 'form';
  return before.has(code) ? 'twice' : undefined;
}

function timeFault(name: string, ms: number): Fault | undefined {
  const mayBeNone = name === 'timelockMs' || name === 'emergencyMs';
  if (mayBeNone && ms === 0) return undefined;
  const fits = Number.isSafeInteger(ms) && ms >= LEAST_STAGE_MS && ms <= MAX_PERIOD_MS;
  return fits ? undefined : 'range';
}

function passphraseFault(passphrase: string): Fault | undefined {
  if (passphrase === '') return 'missing';
  if (passphrase.length < LEAST_PASSPHRASE) return 'too-short';
  return Buffer.byteLength(passphrase) > MOST_PASSPHRASE ? 'too-long' : undefined;
}

/** What is decided comes into force with a header: an idle ledger has to log them oftener than its shortest stage lasts. */
function parametersFor({ commentMs, voteMs, timelockMs }: GovernanceTimes): ParameterOptions {
  const shortest = Math.min(commentMs, voteMs, timelockMs === 0 ? voteMs : timelockMs);
  return {
    heartbeatMs: Math.max(LEAST_STAGE_MS, Math.min(USUAL_HEARTBEAT_MS, Math.floor(shortest / 4))),
  };
}
