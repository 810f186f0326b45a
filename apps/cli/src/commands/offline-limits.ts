import type { ChequeLimits, OwnLimits } from '@tallystick/wallet';
import { InvalidArgumentError } from 'commander';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { readSpan } from '../hours.ts';
import { columns } from '../output/columns.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly perCheque?: string;
  readonly perPayer?: string;
  readonly total?: string;
  readonly voids?: string;
  readonly clear?: boolean;
  readonly evidenceAge?: number;
  readonly cosigners?: number;
  readonly asConstitution?: boolean;
}

type Args = [dir: string, currency: string | undefined];

export const offlineLimits: CommandSpec = defineCommand<Args, Options>({
  details: [
    'What this wallet accepts without a network. With a currency it sets what it takes of cheques that are not deposited yet, all three',
    'together, and up to which amount it believes a void without asking; or removes these (--clear). Zero takes no cheques, and believes',
    'no void. Tabs need no limit: their double spend is prevented. How old evidence may be, and how many have to have cosigned it, is for',
    'all currencies, and never looser than the constitution. Without options it shows the limits. How to choose them is in',
    'docs/people/offline.md.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that is paid' },
    { name: '[CURRENCY]', what: 'whose limits to set, such as HRB' },
  ],
  options: [
    { flags: '--per-cheque <amount>', what: 'the most of one cheque' },
    { flags: '--per-payer <amount>', what: 'the most of one payer’s undeposited cheques together' },
    { flags: '--total <amount>', what: 'the most of all undeposited cheques together' },
    {
      flags: '--voids <amount>',
      what: 'the most of an act of a tab of which a void is believed without asking',
    },
    { flags: '--clear', what: 'have no limits in that currency, and ask of every void' },
    {
      flags: '--evidence-age <span>',
      what: 'the oldest evidence that is accepted, such as 12h',
      parse: readSpan,
    },
    {
      flags: '--cosigners <number>',
      what: 'how many witnesses and validators have to have cosigned it',
      parse: readCosigners,
    },
    { flags: '--as-constitution', what: 'ask of evidence what the constitution asks' },
    passphraseFile,
  ],
  examples: [
    'tally offline limits ./ben HRB --per-cheque 20.00 --per-payer 50.00 --total 200.00',
    'tally offline limits ./ben --evidence-age 12h',
    'tally offline limits ./ben',
  ],
  run: (call, [dir, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const offline = wallet.offline();
      const before = valueOf(await offline.limits());
      if (currency === undefined && isOfCurrency(options)) {
        throw usage('Name the currency whose limits these are, such as HRB.');
      }
      const changes = {
        ...(currency === undefined ? {} : ofCurrency(currency, before, options)),
        ...evidenceOf(before, options),
      };
      if (Object.keys(changes).length > 0) valueOf(await offline.setLimits(changes));
      const { cheques, evidence, voids } = valueOf(await offline.limits());
      const json = {
        limits: cheques.map((one) => ({ ...one })),
        evidence: { ...evidence },
        voids: voids.map((one) => ({ ...one })),
      };
      return { json, text: limitsText({ cheques, evidence, voids }) };
    }),
});

function isOfCurrency({ perCheque, perPayer, total, voids, clear }: Options): boolean {
  return [perCheque, perPayer, total, voids, clear].some((one) => one !== undefined);
}

/** What is to be set of one currency; those of others stay. */
function ofCurrency(
  currency: string,
  before: OwnLimits,
  { voids: amount, ...options }: Options,
): Partial<OwnLimits> {
  const isOther = (one: { readonly currency: string }): boolean => one.currency !== currency;
  const others = before.cheques.filter(isOther);
  const asked = before.voids.filter(isOther);
  if (options.clear === true) return { cheques: others, voids: asked };
  const voids = amount === undefined ? {} : { voids: [...asked, { currency, amount }] };
  const cheques = wanted(currency, options);
  if (cheques !== undefined) return { cheques: [...others, cheques], ...voids };
  if (amount !== undefined) return voids;
  throw usage('Set all three, --per-cheque, --per-payer and --total, or remove them with --clear.');
}

function wanted(currency: string, options: Omit<Options, 'voids'>): ChequeLimits | undefined {
  const { perCheque: perAct, perPayer, total } = options;
  if (perAct !== undefined && perPayer !== undefined && total !== undefined) {
    return { currency, perAct, perPayer, total };
  }
  if (perAct === undefined && perPayer === undefined && total === undefined) return undefined;
  throw usage('Set all three, --per-cheque, --per-payer and --total, or remove them with --clear.');
}

function evidenceOf(before: OwnLimits, options: Options): Partial<OwnLimits> {
  const { evidenceAge, cosigners, asConstitution } = options;
  if (asConstitution === true) return { evidence: { maxAgeMs: null, cosigners: null } };
  if (evidenceAge === undefined && cosigners === undefined) return {};
  return {
    evidence: {
      maxAgeMs: evidenceAge ?? before.evidence.maxAgeMs,
      cosigners: cosigners ?? before.evidence.cosigners,
    },
  };
}

function readCosigners(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number of cosigners, such as 2.');
}

function limitsText({ cheques, evidence, voids }: OwnLimits): string {
  const rows = cheques.map(({ currency, perAct, perPayer, total }) => [
    currency,
    perAct,
    perPayer,
    total,
  ]);
  const { maxAgeMs, cosigners } = evidence;
  const asked = voids.map(({ currency, amount }) => `${amount} ${currency}`).join(', ');
  return [
    rows.length === 0
      ? 'No limits: cheques of any amount are accepted, and could be lost until they are deposited.'
      : columns([['', 'a cheque', 'of one payer', 'in all'], ...rows], [1, 2, 3]),
    ...(maxAgeMs === null ? [] : [`Evidence may be at most ${maxAgeMs / 3_600_000} h old.`]),
    ...(cosigners === null ? [] : [`Evidence has to have ${cosigners} cosignatures.`]),
    asked === ''
      ? 'Every void is asked about.'
      : `A void is believed without asking up to: ${asked}.`,
  ].join('\n');
}
