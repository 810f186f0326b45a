import { linesOfMatter } from './matter-lines.ts';
import type { ContentStated, ProcedureStated, SignersStated } from './messages.ts';
import { type Language, type StatedLine, lineOf } from './stated-line.ts';

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
  if (stated.kind !== 'governance') return linesOfMatter(stated, language);
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
    ...(vendors === 0 ? [] : [say.keysOfVendors(number(vendors))]),
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

/** Those of whom there is one each by what stands behind them: with another name it is the same one. */
const KNOWN_BY_KEY: readonly StatedLine['group'][] = ['witnesses', 'validators', 'peers'];

/** What is new, what is changed and what is gone, by what both say of the same name, or of the same key under another name. */
export function compared(
  after: readonly StatedLine[],
  before: readonly StatedLine[] | null,
): readonly ComparedLine[] {
  const nothing = { before: null, keysBefore: [] };
  if (before === null) return after.map((line) => ({ ...line, change: null, ...nothing }));
  const isOf = (a: StatedLine, b: StatedLine): boolean => a.group === b.group && a.name === b.name;
  const nameless = (of: StatedLine, lines: readonly StatedLine[]): boolean =>
    !lines.some((one) => isOf(one, of));
  const isRenamed = (old: StatedLine, line: StatedLine): boolean =>
    KNOWN_BY_KEY.includes(line.group) &&
    old.group === line.group &&
    old.keys.join() === line.keys.join() &&
    nameless(old, after) &&
    nameless(line, before);
  const now = after.map((line): ComparedLine => {
    const old = before.find((one) => isOf(one, line));
    const renamed = before.find((one) => isRenamed(one, line));
    if (renamed !== undefined) {
      return { ...line, change: 'changed', before: renamed.name, keysBefore: renamed.keys };
    }
    if (old === undefined) return { ...line, change: 'new', ...nothing };
    if (old.exact === line.exact) return { ...line, change: 'same', ...nothing };
    return { ...line, change: 'changed', before: old.text, keysBefore: old.keys };
  });
  const gone = before
    .filter((old) => nameless(old, after) && !after.some((line) => isRenamed(old, line)))
    .map((old): ComparedLine => ({ ...old, change: 'gone', ...nothing }));
  return [...now, ...gone];
}
