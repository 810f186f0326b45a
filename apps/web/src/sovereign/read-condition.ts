import type { CodedCondition, ConditionCode, ConditionData } from '@tallystick/rules';

/** Something that has to be so, as a sovereign tells it: one of another version may have other codes. */
export interface ConditionShown {
  /** In English. */
  readonly words: string;
  readonly rule: string | null;
  readonly code?: string;
  readonly data?: unknown;
}

const FITS = {
  text: (value: unknown) => typeof value === 'string',
  'text-or-none': (value: unknown) => value === null || typeof value === 'string',
  decimal: isDecimal,
  bound: (value: unknown) => value === null || isDecimal(value),
  party: (value: unknown) => value === 'sender' || value === 'receiver',
  truth: (value: unknown) => typeof value === 'boolean',
  stretch: isStretch,
} as const;

type Kind = keyof typeof FITS;

const EXTENT = { atLeast: 'bound', atMost: 'bound' } as const;
const PAST = { ...EXTENT, window: 'stretch' } as const;

/** What each code comes with. */
const SHAPES: {
  readonly [C in ConditionCode]: { readonly [F in keyof ConditionData<C>]: Kind };
} = {
  tier: { ...EXTENT, of: 'party' },
  sent: { ...PAST, currency: 'text' },
  payments: PAST,
  payees: PAST,
  rate: { ...EXTENT, amount: 'decimal', currency: 'text', in: 'text' },
  indicator: { ...EXTENT, name: 'text' },
  waited: { window: 'stretch' },
  listed: { of: 'party', list: 'text', isOn: 'truth' },
  confidential: {},
  'second-factor': { given: 'truth' },
  'first-payment': { first: 'truth' },
  document: { name: 'text' },
  'no-documents': {},
  purpose: { purpose: 'text-or-none' },
};

/** What a condition is about; null where this page does not know its code, or its data is not that code's. */
export function readCondition({ code, data }: ConditionShown): CodedCondition | null {
  if (code === undefined || !Object.hasOwn(SHAPES, code)) return null;
  const fields: Readonly<Record<string, unknown>> = { ...(data as object | undefined) };
  const shape: Readonly<Record<string, Kind>> = SHAPES[code as ConditionCode];
  const isRead = Object.entries(shape).every(([field, kind]) => FITS[kind](fields[field]));
  return isRead ? ({ code, data: fields } as unknown as CodedCondition) : null;
}

/** As `500.00`, within what can be an amount. */
function isDecimal(value: unknown): boolean {
  return typeof value === 'string' && /^\d{1,20}(\.\d{1,20})?$/.test(value);
}

function isStretch(value: unknown): boolean {
  const { count, unit }: { readonly count?: unknown; readonly unit?: unknown } = {
    ...(value as object | undefined),
  };
  return Number.isSafeInteger(count) && (unit === 'hours' || unit === 'days');
}
