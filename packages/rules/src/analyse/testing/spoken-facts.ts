import { WORLD } from '../../testing/rulebooks.ts';

/** The facts of a payment in the small world, in SMT-LIB. */

/** Two that no rule names stand for all of them. */
const PLACES: readonly string[] = [...WORLD, 'elsewhere', 'elsewhere else'];
const OWN: readonly string[] = ['HRB', 'EUR'];
const PRICED = ['HRB', 'EUR', 'KES'];
const MOST = 2n ** 63n - 1n;
const COUNTS = ['payments-24', 'payments-720', 'payees-24', 'payees-720', 'waited'];
const FLAGS = [
  'online',
  'second-factor',
  'first-payment',
  'document-invoice',
  ...['sender', 'receiver'].flatMap((of) => [`${of}-on-WATCHED`, `${of}-on-KNOWN`]),
];

export function countryIs(side: 'origin' | 'destination', code: string): string {
  return `(= ${side} ${PLACES.indexOf(code)})`;
}

export function currencyIs(code: string): string {
  return `(= currency ${OWN.indexOf(code)})`;
}

/** Money of the payment, in its own currency or as a rate turns it into another one. */
export function moneyIn(name: string, currency: string | null): string {
  return currency === null ? name : `${name}-in-${currency}`;
}

/** All facts, and what is true of every payment (decision 0008, section 6). */
export function factDeclarations(): readonly string[] {
  const lines: string[] = [];
  const between = (name: string, low: bigint, high: bigint): void => {
    lines.push(`(declare-const ${name} Int)`, `(assert (<= ${low} ${name} ${high}))`);
  };
  for (const side of ['origin', 'destination']) between(side, 0n, BigInt(PLACES.length - 1));
  between('currency', 0n, BigInt(OWN.length - 1));
  between('purpose', 0n, 2n);
  between('amount', 1n, MOST);
  for (const name of ['sent-24', 'sent-720']) between(name, 0n, MOST - 1n);
  for (const name of COUNTS) between(name, 0n, 2n ** 53n - 1n);
  for (const whose of ['sender', 'receiver']) between(`${whose}-tier`, 0n, 15n);
  for (const name of ['CPI', 'RATE']) between(`indicator-${name}`, 0n, MOST);
  for (const name of FLAGS) lines.push(`(declare-const ${name} Bool)`);
  const never = (less: string, more: string): void =>
    void lines.push(`(assert (<= ${less} ${more}))`);
  never('sent-24', 'sent-720');
  for (const counted of ['payments', 'payees']) never(`${counted}-24`, `${counted}-720`);
  for (const hours of [24, 720]) never(`payees-${hours}`, `(* 16 payments-${hours})`);
  for (const currency of PRICED) lines.push(...conversions(currency));
  return lines;
}

/** What a rate makes of whole amounts is a fraction; which one rate it is, is not asked here. */
function conversions(currency: string): readonly string[] {
  const names = ['amount', 'sent-24', 'sent-720'];
  const declared = names.map((name) => `(declare-const ${moneyIn(name, currency)} Real)`);
  const [amount, day, month] = names.map((name) => moneyIn(name, currency));
  const own = names.map((name) => `(= ${name} ${moneyIn(name, currency)})`);
  const isOwn = OWN.includes(currency) ? currencyIs(currency) : 'false';
  return [
    ...declared,
    `(assert (and (> ${amount} 0) (<= 0 ${day} ${month})))`,
    `(assert (=> ${isOwn} (and ${own.join(' ')})))`,
  ];
}
