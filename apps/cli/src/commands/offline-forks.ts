import type { KnownFork } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { replaceDurably } from '@tallystick/sovereign';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { forkWords } from '../wallet/offline/fork-words.ts';
import { type KnownNames, knownNames } from '../wallet/offline/known-names.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly out?: string;
}

type Args = [dir: string, hold: string | undefined];

export const offlineForks: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Payers that signed two contents for one position of an allowance, as a copied wallet does, or a total that leaves out what they',
    'had given, as a lying one does. `tally sync` puts the proof on the public log; then --out writes evidence that anybody can check',
    'with `tally verify --fork FILE --pin ID`, knowing the sovereign’s id alone. Nobody is asked.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: '[HOLD]', what: 'the id of one allowance, where several have forked' },
  ],
  options: [{ flags: '--out <file>', what: 'write the evidence of one fork' }, passphraseFile],
  examples: ['tally offline forks ./ben'],
  run: (call, [dir, hold], { out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const all = valueOf(await wallet.offline().forks());
      const forks = hold === undefined ? all : all.filter((one) => one.hold === hold);
      if (out !== undefined) replaceDurably(out, evidenceOf(forks, dir));
      const names = await knownNames(wallet);
      return {
        json: {
          forks: forks.map(({ evidence, ...fork }) => ({ ...fork, isOnLog: evidence !== null })),
          ...(out === undefined ? {} : { out }),
        },
        text:
          forks.length === 0
            ? 'No payer is known to have signed two histories.'
            : forks.map((fork) => forkText(fork, names)).join('\n'),
      };
    }),
});

function evidenceOf(forks: readonly KnownFork[], dir: string): Uint8Array {
  const [fork] = forks;
  if (fork === undefined) throw usage('There is no fork to write evidence of.', 'no-fork');
  if (forks.length > 1) throw usage('There are several: name the allowance’s id, too.');
  if (fork.evidence !== null) return fork.evidence;
  throw usage(`Its proof is not on the log yet. Put it there: tally sync ${dir}`, 'not-on-log');
}

function forkText(fork: KnownFork, names: KnownNames): string {
  const { hold, from, refused, evidence } = fork;
  const where =
    evidence !== null
      ? 'on the log'
      : refused === null
        ? 'not on the log yet'
        : `refused by the sovereign: ${refused}`;
  return `On allowance ${hold.slice(0, 16)}… ${names.text(from)} has signed ${forkWords(fork)}: ${where}.`;
}
