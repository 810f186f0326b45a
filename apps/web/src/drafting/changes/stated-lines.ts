import type { BookWords } from '../../words/english/book.ts';
import type { Formats } from '../../frame/formats.ts';
import type { ContentStated, ProcedureStated, SignersStated } from './messages.ts';

type Language = Pick<Formats, 'number' | 'duration' | 'share' | 'country'> & {
  readonly words: Pick<BookWords, 'changes' | 'constitution' | 'votes'>;
};

/** One thing that a content says, as a sentence. */
export interface StatedLine {
  readonly group: 'currencies' | 'electorates' | 'offices' | 'procedures' | 'roles';
  readonly name: string;
  readonly text: string;
  readonly keys: readonly string[];
  /** All of it, to the last figure: two lines say the same where this is the same. */
  readonly exact: string;
}

/** A line with what became of it; null where nothing is known of before. */
export interface ComparedLine extends StatedLine {
  readonly change: 'new' | 'changed' | 'gone' | 'same' | null;
  /** What it said, where it says something else now. */
  readonly before: string | null;
  /** Whose keys they were, where it says something else now. */
  readonly keysBefore: readonly string[];
}

/** All that a content says. */
export function linesOf(stated: ContentStated, language: Language): readonly StatedLine[] {
  const { words, number } = language;
  const say = words.changes;
  const signed = ({ threshold, keys }: SignersStated): string =>
    keys.length === 1 ? say.oneSigner : say.signers(number(threshold), number(keys.length));
  if (stated.kind === 'currencies') {
    return stated.currencies.map((currency) => {
      const { code, name, decimals, treasury } = currency;
      const text = say.currency(name, number(decimals), signed(treasury));
      return lineOf('currencies', code, text, currency, treasury.keys);
    });
  }
  const { electorates, offices, procedures, gates, registrars, appeals } = stated;
  const roles = { gates, registrars, appeals };
  return [
    ...offices.map((office) =>
      lineOf('offices', office.name, signed(office.signers), office, office.signers.keys),
    ),
    ...procedures.map((one) =>
      lineOf('procedures', words.votes.matter(one.for), procedureText(one, language), one),
    ),
    ...electorates.map((one) => {
      const { name, countries, minTier } = one;
      const named = countries.length === 0 ? null : countries.map(language.country).join(', ');
      return lineOf('electorates', name, words.constitution.electorate(named, minTier), one);
    }),
    ...(['gates', 'registrars', 'appeals'] as const).map((role) =>
      lineOf('roles', say.role[role], roles[role] ?? say.noOffice, roles[role]),
    ),
  ];
}

function lineOf(
  group: StatedLine['group'],
  name: string,
  text: string,
  all: unknown,
  keys: readonly string[] = [],
): StatedLine {
  return { group, name, text, keys, exact: JSON.stringify(all) };
}

function procedureText(procedure: ProcedureStated, language: Language): string {
  const { words, number, duration, share } = language;
  const say = words.changes;
  const exactly = (ms: number): string => partsOf(ms).map(duration).join(' ');
  const { electorate, office, approvalPermille, quorumPermille } = procedure;
  const { commentMs, voteMs, timelockMs, emergencyMs, vendors, audits } = procedure;
  return [
    say.decides(electorate, office),
    say.figures(share(approvalPermille / 1000), share(quorumPermille / 1000)),
    say.times(exactly(commentMs), exactly(voteMs), exactly(timelockMs)),
    ...(vendors === 0 ? [] : [say.vendors(number(vendors))]),
    ...(audits === 0 ? [] : [say.audits(number(audits))]),
    ...(emergencyMs === 0 ? [] : [say.emergency(exactly(emergencyMs))]),
  ].join(' ');
}

const UNITS_MS = [86_400_000, 3_600_000, 60_000];

/** A time as whole days, hours and minutes and the rest: rounded, two would read the same. */
export function partsOf(ms: number): readonly number[] {
  let left = ms;
  const parts = UNITS_MS.map((unit) => {
    const part = left - (left % unit);
    left -= part;
    return part;
  });
  const some = [...parts, left].filter((part) => part > 0);
  return some.length === 0 ? [0] : some;
}

/** What is new, what is changed and what is gone, by what both say of the same name. */
export function compared(
  after: readonly StatedLine[],
  before: readonly StatedLine[] | null,
): readonly ComparedLine[] {
  const nothing = { before: null, keysBefore: [] };
  if (before === null) return after.map((line) => ({ ...line, change: null, ...nothing }));
  const isOf = (a: StatedLine, b: StatedLine): boolean => a.group === b.group && a.name === b.name;
  const now = after.map((line): ComparedLine => {
    const old = before.find((one) => isOf(one, line));
    if (old === undefined) return { ...line, change: 'new', ...nothing };
    if (old.exact === line.exact) return { ...line, change: 'same', ...nothing };
    return { ...line, change: 'changed', before: old.text, keysBefore: old.keys };
  });
  const gone = before
    .filter((old) => !after.some((line) => isOf(line, old)))
    .map((old): ComparedLine => ({ ...old, change: 'gone', ...nothing }));
  return [...now, ...gone];
}
