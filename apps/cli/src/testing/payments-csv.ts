/** Rows of a generated file, and what they should lead to when they are paid one after the other. */
export interface GeneratedCsv {
  readonly text: string;
  readonly rows: number;
  readonly paid: number;
  /** Refusal codes by line. */
  readonly refused: ReadonlyMap<number, string>;
  /** What each party has in the end, in hundredths, by name. */
  readonly balances: ReadonlyMap<string, bigint>;
  /** Sum of the paid rows, in hundredths. */
  readonly total: bigint;
}

export interface CsvShape {
  readonly seed: number;
  readonly rows: number;
  readonly parties: number;
  readonly currency: string;
  /** Who pays most of the parties first, and how much it has, in hundredths. */
  readonly payer: string;
  readonly funds: bigint;
}

/** One row in so many is of this bad kind. */
const BAD_EVERY = 97;
const NAMES = [
  'Acme Ltd',
  'Zoë’s Café',
  'M/S Dhow & Sons',
  'North Pier Fishers’ Co-operative (1987)',
];

/**
 * A file of the shape that payments have in a real place: an agency pays thousands of households first, they pay shops and
 * each other, a few shops get most of it, and some rows are wrong in each of the usual ways. The same seed gives the same.
 */
export function generateCsv(shape: CsvShape): GeneratedCsv {
  const { rows, parties, currency, payer, funds } = shape;
  const random = generator(shape.seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const lines = ['time,from,to,amount,currency'];
  const balances = new Map<string, bigint>([[payer, funds]]);
  const refused = new Map<number, string>();
  const has = (name: string): bigint => balances.get(name) ?? 0n;
  const person = (at: number): string => NAMES[at] ?? `p${String(at).padStart(5, '0')}`;
  let total = 0n;
  let clock = Date.UTC(2026, 0, 5, 6);

  for (let row = 0; row < rows; row += 1) {
    const line = row + 2;
    clock += below(90_000);
    const isFirst = row < parties;
    const from = isFirst ? payer : person(below(parties));
    // A few parties are shops: most of what is spent goes to them.
    let to = isFirst ? person(row) : person(below(4) > 0 ? below(20) : below(parties));
    let amount = decimal(BigInt(isFirst ? 2_000 + below(8_000) : 5 + below(2_500)));
    let expected = '';
    const kind = row % BAD_EVERY === BAD_EVERY - 1 ? below(4) : -1;
    if (kind === 0) to = from;
    if (kind === 1) amount = below(2) === 0 ? '0' : '0.00';
    if (kind === 2) amount = `${amount}5`;
    if (kind === 3) amount = decimal(has(from) + 1n + BigInt(below(500)));
    if (amount.startsWith('0.00') || amount === '0') expected = 'zero-amount';
    if (/\.\d{3}$/.test(amount)) expected = 'too-precise';
    else if (to === from) expected = expected === '' ? 'self-payment' : expected;
    const units = expected === '' ? BigInt(amount.replace('.', '')) : 0n;
    if (expected === '' && units > has(from)) expected = 'insufficient-balance';
    if (expected === '') {
      balances.set(from, has(from) - units);
      balances.set(to, has(to) + units);
      total += units;
    } else refused.set(line, expected);
    lines.push(
      [new Date(clock).toISOString(), quoted(from), quoted(to), amount, currency].join(','),
    );
  }
  const paid = rows - refused.size;
  return { text: `${lines.join('\n')}\n`, rows, paid, refused, balances, total };
}

function decimal(units: bigint): string {
  return `${units / 100n}.${String(units % 100n).padStart(2, '0')}`;
}

function quoted(name: string): string {
  return /[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** Numbers from 0 up to 1, by mulberry32: small, seeded, and good enough to choose rows by. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
