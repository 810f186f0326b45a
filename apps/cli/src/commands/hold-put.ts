import type { ClaimRequest, HoldView, PutHold } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import type { Answer } from '../output/answer.ts';
import { unanswered } from '../output/unanswered.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { gathered } from '../wallet/holds/gathered.ts';
import { SHORT } from '../wallet/holds/find-hold.ts';
import { holdJson, holdText } from '../wallet/holds/hold-text.ts';
import { readMoment } from '../wallet/holds/moment.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { type KnownNames, knownNames } from '../wallet/offline/known-names.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';
import { toPayee } from '../wallet/party-text.ts';
import { type ReferenceOptions, referenceOption } from '../wallet/reference.ts';

interface Options extends PassphraseOptions, ReferenceOptions {
  readonly when?: string;
  readonly until: number;
  readonly refund?: string;
  readonly also?: readonly string[];
  readonly country?: readonly string[];
  readonly purpose?: string;
}

type Args = [dir: string, to: string, amount: string, currency: string];

const ANYONE = 'anyone';

export const holdPut: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Sets value aside for whoever the terms name. Nobody else gets it, this wallet neither, before every claim has ended; what is not',
    'taken by then comes back. A way back before that has to be in the terms: --refund. Whoever is first takes the whole.',
    '',
    'Conditions: after 2027-01-01T00:00Z · before … · preimage HASH · signed 2 of ada, ben, carl · oracle carl "the words" ·',
    'admitted HOLD at SOVEREIGN claim 0 · fork HOLD · … and … · … or … · 2 of (…; …; …). Names are handles, and stand for the key of',
    'the device that the handle has now.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'TO', what: `a handle, an address, or: ${ANYONE}` },
    { name: 'AMOUNT', what: 'such as 50.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    { flags: '--when <condition>', what: 'what has to be so before it can be taken' },
    {
      flags: '--until <time>',
      what: 'until when it can be taken: a time such as 2027-01-01T00:00Z, or 30d from now',
      parse: readMoment,
      required: true,
    },
    { flags: '--refund <condition>', what: 'when this wallet may take it back before that' },
    {
      flags: '--also <claim>',
      what: 'one more claim, as "WHO: CONDITION"; may be given several times',
      parse: gathered,
    },
    {
      flags: '--country <code>',
      what: `of ${ANYONE}: only who has a record of it; may be given several times`,
      parse: gathered,
    },
    referenceOption('hold'),
    { flags: '--purpose <code>', what: 'what it is for, where rules ask: SALA of ISO 20022, say' },
    passphraseFile,
  ],
  examples: [
    'tally hold put ./ada @ben 50.00 HRB --when "signed 1 of ada, carl" --refund "signed 1 of ben, carl" --until 30d',
    'tally hold put ./ada @carl 5.00 HRB --when "after 2027-12-24T18:00Z" --until 2099-01-01T00:00Z',
  ],
  run: (call, [dir, to, amount, currency], options) =>
    withWallet(call, dir, options, async (wallet) => {
      await syncWallet(call, wallet);
      const own = wallet.view().address;
      const claims = claimsOf(to, own, options);
      const { reference, purpose } = options;
      const named = {
        ...(reference === undefined ? {} : { reference }),
        ...(purpose === undefined ? {} : { purpose }),
      };
      const holds = wallet.holds();
      const [put] = offlineValue(await holds.put([{ amount, currency, claims, ...named }]), dir);
      const view = valueOf(await holds.list()).find(({ hold }) => hold === put?.hold);
      if (put === undefined || view === undefined) throw new Error('a hold that is not listed');
      return putAnswer(dir, put, view, await knownNames(wallet));
    }),
});

function claimsOf(
  to: string,
  own: string,
  { when, until, refund, also = [], country: countries = [] }: Options,
): ClaimRequest[] {
  const payee = (who: string): ClaimRequest['to'] =>
    who === ANYONE ? { countries } : toPayee(who);
  const others = also.map((text) => {
    const at = text.indexOf(':');
    const condition = text.slice(at + 1).trim();
    if (at < 1 || condition === '') {
      throw usage(
        'Write a further claim as "WHO: CONDITION", such as "@carl: after …".',
        'bad-claim',
      );
    }
    return { to: payee(text.slice(0, at).trim()), when: condition, until };
  });
  return [
    { to: payee(to), until, ...(when === undefined ? {} : { when }) },
    ...others,
    ...(refund === undefined ? [] : [{ to: own, when: refund, until }]),
  ];
}

function putAnswer(
  dir: string,
  { status, hold, id, commitment }: PutHold,
  view: HoldView,
  names: KnownNames,
): Answer {
  const json = { ...holdJson(view), status, id, commitment };
  if (status === 'final') {
    const next = `Hand its terms to whoever has to agree or to sign: tally hold terms ${dir} ${hold.slice(0, SHORT)}`;
    return { json, text: `Set aside.\n${holdText(view, names)}\n${next}` };
  }
  return unanswered(json, `tally hold list ${dir}`);
}
