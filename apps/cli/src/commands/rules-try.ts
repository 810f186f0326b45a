import {
  CURRENCIES,
  type PaymentLine,
  type TriedRulebook,
  generatePayments,
  openTrial,
} from '@tallystick/rules';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { usage } from '../stop.ts';
import type { Answer } from '../output/answer.ts';
import { readPayments } from '../rules/read-payments.ts';
import {
  atOption,
  currencyOption,
  fileArgument,
  latestInstant,
  loadRulebook,
  type RuleOptions,
  timeOf,
} from '../rules/rule-files.ts';
import { Sums } from '../rules/sum-up.ts';

interface Options extends RuleOptions {
  readonly payments?: string;
  readonly generate?: string;
  readonly seed: string;
  readonly to?: readonly string[];
  readonly at?: string;
}

const NOTE_EVERY_MS = 2_000;
const MOST_GENERATED = 100_000_000;

export const rulesTry: CommandSpec = defineCommand<[paths: readonly string[]], Options>({
  details:
    'Every payment of a file, or payments made up from a seed, decided as a sovereign would: how many would be refused, held and\n' +
    'allowed, by which rule; with --to also what a changed rulebook would decide differently. A file is CSV whose first line names\n' +
    'the columns, or JSON lines: amount, currency, from, to, and what else is known (docs/authors/trying.md); where it says who\n' +
    'sent each, sums and counts are those of the lines before. Status 2 when a line is no payment.',
  args: [fileArgument],
  options: [
    { flags: '--payments <file>', what: 'the payments, in CSV or JSON lines' },
    { flags: '--generate <count>', what: 'make up so many payments instead' },
    { flags: '--seed <number>', what: 'the same number makes up the same payments', preset: '1' },
    { flags: '--to <new...>', what: 'the changed rulebook: what would it decide differently' },
    currencyOption,
    atOption,
  ],
  examples: [
    'tally rules try ./rules --generate 1000 --seed 7 --currency HRB:2',
    'tally rules try ./rules --payments ./payments-to-try.csv --currency HRB:2',
  ],
  async run(call, [paths], options) {
    const old = loadRulebook(paths, options, CURRENCIES.keys());
    const { to } = options;
    const now = to === undefined ? undefined : loadRulebook(to, options, CURRENCIES.keys());
    const time = timeOf(options.at, latestInstant((now ?? old).source));
    return await tryAll(call, linesOf(now ?? old, options), { old, now, time });
  },
});

function linesOf(
  loaded: TriedRulebook,
  { payments, generate, seed }: Options,
): AsyncIterable<PaymentLine> | Iterable<PaymentLine> {
  if ((payments === undefined) === (generate === undefined)) {
    throw usage('Say which payments are meant: --payments FILE or --generate COUNT.');
  }
  if (payments !== undefined) return readPayments(payments, loaded.source.currencies);
  const count = wholeNumber('--generate', String(generate), MOST_GENERATED);
  return generatePayments(loaded, count, wholeNumber('--seed', seed, 0xffff_ffff));
}

function wholeNumber(name: string, text: string, most: number): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text);
  throw usage(`${name} is a whole number up to ${most}, not ${text}.`);
}

interface Trial {
  readonly old: TriedRulebook;
  readonly now: TriedRulebook | undefined;
  readonly time: number;
}

async function tryAll(
  call: Call,
  lines: AsyncIterable<PaymentLine> | Iterable<PaymentLine>,
  { old, now, time }: Trial,
): Promise<Answer> {
  const sums = new Sums();
  const stopped = call.terminal.stopped();
  const attempt = openTrial(old, now, time);
  let last = Date.now();
  for await (const one of lines) {
    if (stopped.aborted) break;
    const { line } = one;
    const tried = attempt(one);
    if (tried.ok) {
      const { payment } = tried.now ?? tried.old;
      sums.add(line, payment, tried.old.decision, tried.now?.decision);
    } else {
      sums.addUnreadable(line, tried.why);
    }
    if (Date.now() - last < NOTE_EVERY_MS) continue;
    last = Date.now();
    call.note(`${line} payments`);
  }
  const answer = { json: sums.json, text: sums.text(now !== undefined) };
  if (stopped.aborted) {
    return { ...answer, complaint: 'Stopped before all payments were tried.', status: EXIT.failed };
  }
  if (!sums.hasUnreadable) return answer;
  return { ...answer, complaint: sums.unreadable, status: EXIT.usage };
}
