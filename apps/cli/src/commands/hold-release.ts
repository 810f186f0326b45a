import type { ClaimView, HoldView } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { claimOption } from '../wallet/holds/claim-number.ts';
import { HOLD, findHold } from '../wallet/holds/find-hold.ts';
import { holdText } from '../wallet/holds/hold-text.ts';
import { type OutOptions, giveText, outOption } from '../wallet/holds/text-file.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { confirmed } from '../wallet/offline/confirm.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions, OutOptions {
  readonly claim?: number;
}

export const holdRelease: CommandSpec = defineCommand<[dir: string, hold: string], Options>({
  details: [
    'For whoever a condition names as a signer: the word that the claim may be taken. It cannot be taken back. Hand it to whoever',
    'takes; they read it with `tally hold add`.',
  ].join('\n'),
  args: [{ name: 'DIR', what: 'the wallet’s folder' }, HOLD],
  options: [claimOption, outOption, passphraseFile],
  examples: ['tally hold release ./ada @ben --claim 0 --out word.txt'],
  run: (call, [dir, typed], { claim: asked, out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const view = await findHold(wallet, dir, typed);
      const { claim } = claimToSign(view, asked);
      const names = await knownNames(wallet);
      await confirmed(call, `${holdText(view, names)}\nSign that claim ${claim} may be taken?`);
      const word = offlineValue(await wallet.holds().sign(view.hold, claim), dir);
      const said = `your word that claim ${claim} may be taken. Whoever takes reads it with: tally hold add DIR ${out ?? 'FILE'}`;
      return giveText(word, out === undefined ? {} : { out }, said, { hold: view.hold, claim });
    }),
});

function claimToSign({ claims }: HoldView, asked: number | undefined): ClaimView {
  const found = asked === undefined ? undefined : claims[asked];
  if (found !== undefined) return found;
  const waiting = claims.filter(({ waitsForMe }) => waitsForMe);
  const [only, other] = waiting;
  if (only !== undefined && other === undefined && asked === undefined) return only;
  if (waiting.length === 0) throw usage('No claim of it waits for your word.', 'not-asked-for');
  const numbers = waiting.map(({ claim }) => claim).join(', ');
  throw usage(`Say which: --claim, one of ${numbers}.`, 'which-claim');
}
