import { APPEAL_OUTCOMES, type Exemption, fromHex, type Office, toHex } from '@tallystick/protocol';
import { openSignerKey } from '@tallystick/sovereign';
import { type Wallet, timeText } from '@tallystick/wallet';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import {
  type AppealAnswer,
  readAnswerFile,
  signAnswer,
  writeAnswer,
} from '../governance/answer-file.ts';
import { type ReadCase, readCase } from '../governance/appeal-case.ts';
import { caseLines, exemptionText } from '../governance/appeal-text.ts';
import { readSource } from '../governance/rules-ground.ts';
import { readSpan } from '../hours.ts';
import type { Answer } from '../output/answer.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder } from '../sovereign/problems.ts';
import { readAnswer } from '../sovereign/public-sovereign.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly outcome?: string;
  readonly payee?: string;
  readonly within: number;
  readonly key?: string;
  readonly keyPassphraseFile?: string;
  readonly file?: string;
}

type Args = [dir: string, path: string];

export const answer: CommandSpec = defineCommand<Args, Options>({
  details:
    'For the office of appeals. Shows what a case says once its receipt is verified and compared with the log. With --outcome and --key one of\n' +
    'its signers answers: upheld, exception, compensation or referred. An exception lets one payment of the same amount at most through, to\n' +
    '--payee, past that rule. Where the office needs several, --file goes from signer to signer; who signs last brings it to the log.',
  args: [
    { name: 'DIR', what: 'the folder of a wallet that brings the answer to the log; anybody’s' },
    { name: 'CASE', what: 'the file of tally appeal --out' },
  ],
  options: [
    { flags: '--outcome <word>', what: `${APPEAL_OUTCOMES.join(', ')}; else that of --file` },
    { flags: '--payee <who>', what: 'whom the exception is for: a handle or an address' },
    {
      flags: '--within <span>',
      what: 'how long the exception can be used',
      parse: readSpan,
      preset: 2_592_000_000,
    },
    { flags: '--key <file>', what: 'a key of the office, of `tally sovereign key`' },
    { flags: '--key-passphrase-file <file>', what: 'the first line of this file opens the key' },
    { flags: '--file <file>', what: 'the answer, with what others have signed' },
    passphraseFile,
  ],
  examples: ['tally answer ./ben case.json'],
  run: (call, [dir, path], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const { url, id } = wallet.view().sovereign;
      const read = await readCase(path, url, id);
      const { currencies } = await readSource(url);
      for (const line of caseLines(read, currencies)) call.note(line);
      if (options.outcome === undefined && options.file === undefined) return shown(read);
      const drafted = await draft(read, url, options);
      const { exemption } = drafted;
      if (exemption !== null) call.note(exemptionText(read, currencies, exemption));
      const office = officeOf(read);
      if (options.key === undefined) throw usage('Say whose key signs: --key FILE.');
      const signed = await sign(call, drafted, office, read, options.key, options);
      if (options.file !== undefined) writeAnswer(options.file, signed);
      return await carry(wallet, signed, office, options.file);
    }),
});

function shown({ appeal, decision, reason, status }: ReadCase): Answer {
  const { outcome, rule } = decision;
  const json = { appeal: toHex(appeal), outcome, rule, reason, answer: status.answer };
  const text =
    status.answer === null
      ? `Nobody has answered it yet; an answer is due by ${timeText(status.answerDueAt)}.`
      : `Answered: ${status.answer.outcome}.`;
  return { json, text };
}

function officeOf({ governance }: ReadCase): Office {
  const office = governance?.offices[governance.appeals ?? -1];
  if (office === undefined) throw usage('This sovereign has no office of appeals.');
  return office;
}

async function draft(read: ReadCase, url: string, options: Options): Promise<AppealAnswer> {
  const before = options.file === undefined ? undefined : readAnswerFile(options.file);
  if (before !== undefined) {
    if (toHex(before.appeal) !== toHex(read.appeal))
      throw usage('That file answers another appeal.');
    return before;
  }
  const outcome = APPEAL_OUTCOMES.find((word) => word === options.outcome);
  if (outcome === undefined) throw usage(`The outcome is one of ${APPEAL_OUTCOMES.join(', ')}.`);
  const exemption = outcome === 'exception' ? await exempt(read, url, options) : null;
  return { kind: 'answer', appeal: read.appeal, outcome, exemption, signatures: [] };
}

async function exempt(
  { decision, facts }: ReadCase,
  url: string,
  { payee, within }: Options,
): Promise<Exemption> {
  const { rule } = decision;
  if (rule === null || rule !== rule.toUpperCase()) {
    throw usage('No rule is named in this decision, so there is none to be exempt from.');
  }
  if (payee === undefined) throw usage('Say whom the exception is for: --payee WHO.');
  const shown = await readAnswer(url, `/v1/identities/${encodeURIComponent(payee)}`);
  const identity = fromHex(String(shown['identity']), 32);
  if (identity === undefined) throw usage(`There is nobody called ${payee}.`);
  const { currency, amount } = facts;
  return { currency, amount, payee: identity, rule, until: Date.now() + within };
}

async function sign(
  call: Call,
  drafted: AppealAnswer,
  office: Office,
  { sovereign }: ReadCase,
  key: string,
  { keyPassphraseFile }: Options,
): Promise<AppealAnswer> {
  const given = keyPassphraseFile === undefined ? {} : { passphraseFile: keyPassphraseFile };
  const passphrase = await givePassphrase(call, key, given);
  const pair = await onFolder(() => openSignerKey(key, Buffer.from(passphrase)));
  const signed = signAnswer(drafted, office, sovereign, pair);
  if (signed !== undefined) return signed;
  throw usage(`${key} is no key of the office ${office.name}.`, 'not-a-signer');
}

async function carry(
  wallet: Wallet,
  signed: AppealAnswer,
  { name, signers }: Office,
  file: string | undefined,
): Promise<Answer> {
  const { threshold } = signers;
  const { outcome, signatures } = signed;
  const base = { appeal: toHex(signed.appeal), outcome, office: name, threshold };
  if (signatures.length < threshold) {
    if (file === undefined) throw usage(`${name} needs ${threshold} signatures: pass a --file on.`);
    const text = `${signatures.length} of ${threshold} signatures: pass ${file} on.`;
    return { json: { ...base, status: 'pending', signatures: signatures.length }, text };
  }
  const said = valueOf(await wallet.governance().carry(signed));
  return {
    json: { ...base, status: 'final', word: said.id, index: said.index },
    text: `${name}: ${outcome}. It is in the log, entry ${said.index}.`,
  };
}
