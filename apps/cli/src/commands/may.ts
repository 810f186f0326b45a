import { may as mayPay, type MayAnswer, readMayQuery } from '@tallystick/rules';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { usage } from '../stop.ts';
import { mayJson, mayText } from '../rules/may-text.ts';
import {
  atOption,
  besideOf,
  currencyOption,
  dateText,
  loadRulebook,
  type RuleOptions,
  timeOf,
} from '../rules/rule-files.ts';
import { askRules } from '../sovereign/ask-rules.ts';

const NOTHING_SPEAKS = 'None of these modules speaks about such a payment on';

interface Options extends RuleOptions {
  readonly from: string;
  readonly to: string;
  readonly tier: string;
  readonly rules?: readonly string[];
  readonly sovereign?: string;
  readonly at?: string;
}

export const may: CommandSpec = defineCommand<[amount: string, currency: string], Options>({
  details:
    'Yes, no, or yes if: because of which rule, in force since when, and what would have to be so. Asked of texts of rules, or of a\n' +
    'running sovereign, without an account; answered by the interpreter that decides payments. It says what the rules say, and\n' +
    'nothing about anybody’s balance. Status 0 for yes; 3 for no, and for yes if, since what is unknown is not yes.',
  args: [
    { name: 'AMOUNT', what: 'how much, such as 500 or 500.00' },
    { name: 'CURRENCY', what: 'its currency, such as EUR' },
  ],
  options: [
    { flags: '--from <country>', what: 'the sender’s country, such as DE', required: true },
    { flags: '--to <country>', what: 'the receiver’s country, such as KE', required: true },
    { flags: '--tier <number>', what: 'the sender’s identity tier, 0 to 15', preset: '0' },
    { flags: '--rules <file...>', what: 'texts of rules, or folders of them' },
    { flags: '--sovereign <url>', what: 'the sovereign whose rulebook is asked' },
    currencyOption,
    atOption,
  ],
  examples: [
    'tally may 20 HRB --from KE --to KE --rules ./rules --currency HRB:2',
    'tally may 20 HRB --from KE --to KE --sovereign http://127.0.0.1:7600',
  ],
  async run(call, [amount, currency], options) {
    const answer = await answerTo(amount, currency, options);
    if (options.rules !== undefined && answer.modules.length === 0) {
      call.note(
        `${NOTHING_SPEAKS} ${dateText(answer.asked.time)}. Another day is asked about with --at.`,
      );
    }
    const status = answer.answer === 'yes' ? EXIT.done : EXIT.refused;
    return { json: mayJson(answer), text: mayText(answer), status };
  },
});

async function answerTo(amount: string, currency: string, options: Options): Promise<MayAnswer> {
  const { from, to, tier, rules, sovereign, at } = options;
  if ((rules === undefined) === (sovereign === undefined)) {
    throw usage('Say whose rules are meant: --rules FILE… or --sovereign URL.');
  }
  const typed = { amount, currency, from, to, tier };
  if (rules === undefined) {
    if (at !== undefined) throw usage('A running sovereign is asked about now: leave --at out.');
    return await askRules(String(sovereign), typed);
  }
  const { currencies } = besideOf(options);
  const read = readMayQuery(typed, currencies, timeOf(at, Date.now()));
  if (!read.ok) throw usage(read.message);
  const { source, rulebook } = loadRulebook(rules, options, [currency]);
  return mayPay(source, rulebook, read.query);
}
