import { type CoverTerms, timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { type OutOptions, giveText, outOption, readTextFile } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { confirmed } from '../wallet/offline/confirm.ts';
import { openedAnswer } from '../wallet/offline/set-aside.ts';
import { partyText } from '../wallet/party-text.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { type ReferenceOptions, referenceOption } from '../wallet/reference.ts';

interface Options extends PassphraseOptions, OutOptions, ReferenceOptions {}

type Args = [dir: string, allowance: string, amount: string];

export const allowanceCover: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Stands for somebody’s allowance: sets value of this wallet aside, which pays its cheques once the allowance and its collateral',
    'are used up. All of it can be lost, and whether it is lies with the payer alone, who may be in league with the payees. What is left',
    'comes back a week after the allowance’s window. The payer’s wallet shows it to payees once it has read what comes out.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the guarantor’s wallet' },
    { name: 'ALLOWANCE', what: 'the file with its terms (tally allowance terms)' },
    { name: 'AMOUNT', what: 'how much, in the allowance’s currency, such as 20.00' },
  ],
  options: [outOption, referenceOption('cover'), passphraseFile],
  examples: ['tally allowance cover ./ben allowance.txt 2.00 --out cover.txt'],
  run: (call, [dir, file, amount], { out, reference, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const terms = readTextFile(file);
      await syncWallet(call, wallet);
      const offline = wallet.offline();
      const allowance = offlineValue(await offline.readCoverTerms(terms), dir);
      const { currency } = allowance;
      const what = text(allowance);
      await confirmed(call, `Give ${amount} ${currency} as cover for ${what}?`);
      const named = reference === undefined ? {} : { reference };
      const given = offlineValue(await offline.giveCover({ terms, amount, ...named }), dir);
      const said = `Cover of ${amount} ${currency} for ${what}. The payer: tally allowance add DIR ${out ?? 'FILE'}`;
      const { hold, id, status, terms: shown } = given;
      const answer = openedAnswer(dir, given, { json: {}, text: said });
      if (shown === null) return answer;
      const json = { status, hold, id, of: allowance.of, ofHandle: allowance.handle };
      return giveText(shown, out === undefined ? {} : { out }, said, { ...json, amount, currency });
    }),
});

function text({ of, handle, amount, currency, until }: CoverTerms): string {
  const whose = partyText({ address: of, handle });
  return `the allowance of ${whose} of ${amount} ${currency} until ${timeText(until)}`;
}
