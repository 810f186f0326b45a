/** What a founder has typed so far, and what of it cannot stand. */

export type Unit = 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks';
export type Stage = 'comment' | 'vote' | 'timelock' | 'emergency';
export type Law = 'real' | 'trial' | 'own' | 'none';
export type StepName = 'place' | 'money' | 'law' | 'key' | 'look';

/** How long a stage lasts, as it is typed. */
export interface Lasting {
  readonly count: string;
  readonly unit: Unit;
}

export interface DraftCurrency {
  /** Of this page alone: which one it is while others come and go. */
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly decimals: number;
}

export interface Draft {
  readonly name: string;
  readonly country: string;
  readonly currencies: readonly DraftCurrency[];
  readonly law: Law;
  /** What stands in the fields of `own`. */
  readonly own: Readonly<Record<Stage, Lasting>>;
}

/** The body of `POST /v1/founding`; times in ms. */
export interface FoundingSent {
  readonly name: string;
  readonly country: string;
  readonly currencies: readonly { code: string; decimals: number; name: string }[];
  readonly governance: Readonly<Record<`${Stage}Ms`, number>> | null;
  readonly passphrase: string;
}

/** As the sovereign names them, and `different`, of the passphrase that is typed twice. */
export type FaultCode =
  'missing' | 'form' | 'too-short' | 'too-long' | 'too-many' | 'range' | 'twice' | 'different';

/** What is wrong, by field: `name`, `currencies.0.code`, `governance.voteMs`, `again`. */
export type Faults = Readonly<Partial<Record<string, FaultCode>>>;

const UNIT_MS: Readonly<Record<Unit, number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
};
export const STAGES: readonly Stage[] = ['comment', 'vote', 'timelock', 'emergency'];
export const UNITS: readonly Unit[] = ['seconds', 'minutes', 'hours', 'days', 'weeks'];
export const MOST_CURRENCIES = 16;
export const MOST_DECIMALS = 12;
const LEAST_PASSPHRASE = 12;
const LEAST_MS = 1000;
/** protocol.md section 5: ten years of 365 days. */
const MOST_MS = 315_360_000_000;
const MOST_NAME_BYTES = 64;

const lasting = (count: number, unit: Unit): Lasting => ({ count: String(count), unit });
const PRESETS: Readonly<Record<'real' | 'trial', Draft['own']>> = {
  real: {
    comment: lasting(1, 'days'),
    vote: lasting(3, 'days'),
    timelock: lasting(1, 'days'),
    emergency: lasting(7, 'days'),
  },
  trial: {
    comment: lasting(2, 'minutes'),
    vote: lasting(3, 'minutes'),
    timelock: lasting(1, 'minutes'),
    emergency: lasting(10, 'minutes'),
  },
};

export function newDraft(country: string): Draft {
  const currencies = [newCurrency([])];
  return { name: '', country, currencies, law: 'real', own: PRESETS.trial };
}

export function newCurrency(beside: readonly DraftCurrency[]): DraftCurrency {
  const id = Math.max(0, ...beside.map((one) => one.id)) + 1;
  return { id, name: '', code: '', decimals: 2 };
}

/** In ms; NaN for what is no count. */
function msOf({ count, unit }: Lasting): number {
  return /^\d{1,9}([.,]\d{1,3})?$/.test(count)
    ? Math.round(Number(count.replace(',', '.')) * UNIT_MS[unit])
    : NaN;
}

/** The times of the law that was chosen, in ms; null where nobody changes anything. */
export function timesOf({ law, own }: Draft): FoundingSent['governance'] {
  if (law === 'none') return null;
  const chosen = law === 'own' ? own : PRESETS[law];
  return {
    commentMs: msOf(chosen.comment),
    voteMs: msOf(chosen.vote),
    timelockMs: msOf(chosen.timelock),
    emergencyMs: msOf(chosen.emergency),
  };
}

export function sentOf(draft: Draft, passphrase: string): FoundingSent {
  const currencies = draft.currencies.map(({ code, decimals, name }) => ({
    code,
    decimals,
    name: name.trim(),
  }));
  const { country } = draft;
  return { name: draft.name.trim(), country, currencies, governance: timesOf(draft), passphrase };
}

/** Which step a field stands in. */
export function stepOf(field: string): StepName {
  if (field === 'name' || field === 'country') return 'place';
  if (field.startsWith('currencies')) return 'money';
  return field.startsWith('governance') ? 'law' : 'key';
}

/** Everything that is wrong in one step; nothing is ever wrong in the last look by itself. */
export function faultsIn(
  step: StepName,
  draft: Draft,
  key: { readonly passphrase: string; readonly again: string },
): Faults {
  const faults: Partial<Record<string, FaultCode>> = {};
  const say = (field: string, fault: FaultCode | undefined): void => {
    if (fault !== undefined && stepOf(field) === step) faults[field] = fault;
  };
  say('name', nameFault(draft.name));
  say('country', draft.country === '' ? 'missing' : undefined);
  for (const [index, { name, code }] of draft.currencies.entries()) {
    const isTwice = draft.currencies.slice(0, index).some((one) => one.code === code);
    say(`currencies.${index}.name`, nameFault(name));
    say(`currencies.${index}.code`, codeFault(code) ?? (isTwice ? 'twice' : undefined));
  }
  for (const [field, ms] of Object.entries(timesOf(draft) ?? {})) {
    const mayBeNone = field === 'timelockMs' || field === 'emergencyMs';
    const fits = (mayBeNone && ms === 0) || (ms >= LEAST_MS && ms <= MOST_MS);
    say(`governance.${field}`, fits ? undefined : 'range');
  }
  const { passphrase, again } = key;
  say('passphrase', passphrase.length < LEAST_PASSPHRASE ? 'too-short' : undefined);
  say('again', passphrase === again ? undefined : 'different');
  return faults;
}

function nameFault(text: string): FaultCode | undefined {
  if (text.trim() === '') return 'missing';
  return new TextEncoder().encode(text.trim()).length > MOST_NAME_BYTES ? 'too-long' : undefined;
}

function codeFault(code: string): FaultCode | undefined {
  if (code === '') return 'missing';
  return /^[A-Z0-9]{3,8}$/.test(code) ? undefined : 'form';
}

const KEPT = 'tallystick-founding';

/** Keeps what was typed for when this tab is loaded anew: all but the passphrase. */
export function keepDraft(draft: Draft): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing asks again.
  }
}

export function keptDraft(): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // Nothing was kept.
  }
}
