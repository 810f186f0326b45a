import { existsSync } from 'node:fs';
import type { Wallet } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import type { Answer } from '../output/answer.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { decisionsText, explainedText } from '../rules/explain-text.ts';
import { conditionJson } from '../rules/may-text.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dirOrDecision: string, decision: string | undefined];

export const explain: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details:
    'What the rules said of a payment of this wallet, because of which rule, since when, and what would have to be so for yes. Of a refused\n' +
    'or held payment from the receipt that the sovereign signed, of an admitted one from the log. The decision is done again, here, by the\n' +
    'rulebook that it names, about the facts that this wallet has: status 5 where another answer comes out. Without DECISION, all\n' +
    'receipts are listed; with it alone, the wallet is in the current folder.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    {
      name: '[DECISION]',
      what: 'a decision’s id, an admitted payment’s id or its index in the log; first digits do; or last',
    },
  ],
  options: [passphraseFile],
  examples: ['tally explain ./ada'],
  run: (call, [first, second], options) => {
    const isAlone = second === undefined && !existsSync(first);
    const [dir, decision] = isAlone ? ['.', first] : [first, second];
    return withWallet(call, dir, options, (wallet) =>
      decision === undefined ? list(wallet) : explainOne(wallet, decision),
    );
  },
});

async function list(wallet: Wallet): Promise<Answer> {
  const decisions = valueOf(await wallet.decisions().list());
  const json = decisions.map((one) => ({ ...one, requirements: [...one.requirements] }));
  return { json, text: decisionsText(decisions) };
}

async function explainOne(wallet: Wallet, decision: string): Promise<Answer> {
  const explained = valueOf(await wallet.decisions().explain(decision));
  const { clauses, conditions, requirements, missing, found, ...rest } = explained;
  const json = {
    ...rest,
    requirements: [...requirements],
    missing: [...missing],
    found: found === null ? null : { ...found },
    clauses: clauses.map((one) => ({ ...one })),
    conditions: conditions.map(conditionJson),
  };
  const text = explainedText(explained);
  if (explained.replay !== 'differs') return { json, text };
  const complaint =
    'Done again, this decision comes out otherwise: the sovereign did not decide by its own rules. Keep this wallet.';
  return { json, text, complaint, status: EXIT.tampering };
}
