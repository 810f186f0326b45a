import { type Exposure, type ExposureLine, timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import type { Json } from '../output/answer.ts';
import { columns } from '../output/columns.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { amountsText } from '../wallet/amounts-text.ts';
import { type KnownNames, knownNames } from '../wallet/offline/known-names.ts';
import { PROMISED, promisedText } from '@tallystick/wallet/offline';
import { withWallet } from '../wallet/open-wallet.ts';

export const exposure: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'What was accepted without a network and not collected yet, from whom, and until when it has to be; and what this wallet has set\n' +
    'aside itself. As stored in the wallet; nobody is asked.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally exposure ./ben'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const found = valueOf(await wallet.offline().exposure());
      const names = await knownNames(wallet);
      return { json: exposureJson(found, names), text: exposureText(found, names) };
    }),
});

type Way = keyof typeof PROMISED;

function wayOf({ kind }: ExposureLine): Way {
  return kind === 'allowance' || kind === 'cover' ? 'cheque' : kind;
}

function exposureJson(
  { lines, atRisk }: Exposure,
  names: KnownNames,
): { readonly [key: string]: Json } {
  return {
    atRisk: { ...atRisk },
    lines: lines.map(({ backing, ...line }) => ({
      ...line,
      ...(backing === undefined ? {} : { backing: { ...backing, lossOf: { ...backing.lossOf } } }),
      ...(line.party === undefined ? {} : { handle: names.handleOf(line.party) }),
      promised: { ...PROMISED[wayOf(line)] },
    })),
  };
}

function exposureText({ lines, atRisk }: Exposure, names: KnownNames): string {
  const got = lines.filter(({ role }) => role === 'payee');
  const covers = lines.filter(({ role }) => role === 'guarantor');
  const given = lines.filter(({ role }) => role === 'payer');
  const blocks: string[] = [];
  if (got.length === 0) {
    blocks.push(
      'Nothing could be lost of what was accepted without a network: all of it is collected.',
    );
  } else {
    const rows = got.map(({ amount, currency, kind, party, until, isUncovered }) => [
      amount,
      currency,
      `${kind} from ${names.text(party)}`,
      isUncovered === true ? 'deposited, and not covered' : `collect it before ${timeText(until)}`,
    ]);
    blocks.push(`Could still be lost: ${amountsText(atRisk)}`, columns(rows, [0]));
    blocks.push(
      ...new Set(got.map((line) => backingText(line, names)).filter((one) => one !== '')),
    );
    for (const way of new Set(got.map(wayOf))) blocks.push(promisedText(way));
  }
  if (covers.length > 0) {
    const rows = covers.map(({ amount, currency, party, until, words }) => [
      amount,
      currency,
      `cover for ${names.text(party)}`,
      `until ${timeText(until)}`,
      words,
    ]);
    blocks.push(`Could be lost as cover:\n${columns(rows, [0])}`);
  }
  if (given.length > 0) {
    const rows = given.map(({ amount, currency, kind, party, until, words, backing }) => [
      amount,
      currency,
      party === undefined
        ? `${kind}${ownBackingText(currency, backing)}`
        : `${kind} for ${names.text(party)}`,
      `until ${timeText(until)}`,
      words,
    ]);
    blocks.push(`Set aside by this wallet:\n${columns(rows, [0])}`);
  }
  return blocks.join('\n');
}

/** What stands beside an own allowance, and can be lost with it: the wallet's collateral, and others' cover. */
function ownBackingText(currency: string, backing: ExposureLine['backing']): string {
  if (backing === undefined) return '';
  const { collateral, cover } = backing;
  return [
    ...(isNothing(collateral) ? [] : [`, collateral ${collateral} ${currency}`]),
    ...(isNothing(cover) ? [] : [`, cover ${cover} ${currency}`]),
  ].join('');
}

function isNothing(amount: string): boolean {
  return !/[1-9]/.test(amount);
}

/** What pays the cheques of an allowance, and what that leaves of the most that its payees can lose together. */
function backingText({ backing, currency, party }: ExposureLine, names: KnownNames): string {
  if (backing === undefined) return '';
  const { cap, collateral, cover, lossOf } = backing;
  return (
    `The allowance of ${names.text(party)}, as it was set aside: ${cap} ${currency}, collateral ${collateral}, cover ${cover}. In all N isolated payees ` +
    `can lose max(0, (N − 1) × ${cap} − ${collateral} − ${cover}): ${lossOf[2]} if there are 2, ${lossOf[3]} if there are 3.`
  );
}
