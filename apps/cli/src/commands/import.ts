import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import type { Currencies } from '../import/check-row.ts';
import { markFile } from '../import/file-mark.ts';
import { openJournal } from '../import/journal.ts';
import { createParties } from '../import/parties.ts';
import { type PlaceOptions, type Places, findPlaces, unsureSince } from '../import/places.ts';
import { type ImportProgress, createImportProgress } from '../import/progress.ts';
import { runImport } from '../import/run-import.ts';
import type { ImportReport } from '../import/tally-rows.ts';
import { createTreasuryPayer } from '../import/treasury-payer.ts';
import { givePassphrase, passphraseFile } from '../passphrase/passphrase.ts';
import { unlockKeyPath } from '../passphrase/unlock-key.ts';
import { readPublicSovereign } from '../sovereign/public-sovereign.ts';
import type { Json } from '../output/answer.ts';
import { Stop, stop, usage } from '../stop.ts';
import { openFolderTreasury } from '../treasury/folder-treasury.ts';
import { amountsText } from '../wallet/amounts-text.ts';

interface Options extends PlaceOptions {
  readonly country?: string;
  readonly unpaid?: boolean;
}

/** Refused rows that are told to a person; all of them are in the JSON. */
const SHOWN = 20;

export const importRows: CommandSpec = defineCommand<[dir: string, file: string], Options>({
  details: [
    'Each party has a wallet of its own, made when it is first named. DIR is a wallet (it is the party of its handle,',
    'the others are kept in DIR/parties), a folder with one wallet a party, or a sovereign’s folder (wallets are in',
    'DIR/wallets, and the party "treasury" issues). Rows are paid as if one after the other, in the order of the file;',
    'one that cannot be paid is reported and the rest go on. An import that was stopped, by whatever, goes on when the',
    'same command is given again, and pays each row once.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'where the wallets are' },
    { name: 'FILE.csv', what: 'the rows' },
  ],
  options: [
    { flags: '--sovereign <url>', what: 'where DIR holds no wallet yet: whose wallets to make' },
    {
      flags: '--country <code>',
      what: 'country of the wallets that are made; else the sovereign’s',
    },
    {
      flags: '--unpaid',
      what: 'in a folder that was restored: state that nothing of FILE.csv was paid since the backup',
    },
    passphraseFile,
  ],
  examples: ['tally import ./parties payments.csv --sovereign http://127.0.0.1:7600'],
  async run(call, [dir, file], options) {
    if (!existsSync(file)) throw usage(`There is no file ${file}.`);
    const places = await findPlaces(call, dir, options);
    const sovereign = await readPublicSovereign(places.url);
    const currencies: Currencies = new Map(
      sovereign.currencies.map(({ code, decimals }) => [code, decimals]),
    );
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const mark = await markFile(file, basename(file));
    const restore = unsureSince(places);
    const unsure = restore && { restore, isStated: options.unpaid === true };
    const journal = openJournal(join(places.home, 'imports.sqlite'), mark, unsure || undefined);
    const country = options.country?.toUpperCase() ?? sovereign.country;
    const passphrase = await walletPassphrase(call, places, options);
    const parties = createParties({ places, country, currencies, passphrase });
    const { treasuryDir } = places;
    const treasury =
      treasuryDir === undefined
        ? undefined
        : createTreasuryPayer((code) =>
            openFolderTreasury(treasuryDir, code, {
              passphrase: () => givePassphrase(call, treasuryDir, options),
              note: (text) => call.note(text),
            }),
          );
    const progress = createImportProgress(call, mark.rows);
    try {
      const { signedEpochs } = await sovereign.founding();
      const isAdmitted = (id: string): Promise<boolean> => sovereign.isAdmitted(id);
      const log = { epoch: signedEpochs.length - 1, isAdmitted };
      const ports = { path: file, journal, parties, currencies, treasury, ...log, ...progress };
      return toAnswer(await runImport(ports));
    } catch (error) {
      throw withAdvice(error, progress);
    } finally {
      progress.end();
      await parties.close();
      journal.close();
    }
  },
});

/** Only a wallet that was named itself is worth a question; those of other parties have keys of their own. */
async function walletPassphrase(
  call: Call,
  { home, homeParty }: Places,
  options: Options,
): Promise<string | undefined> {
  const isLocked = homeParty !== undefined && !existsSync(unlockKeyPath(home));
  if (!isLocked && options.passphraseFile === undefined) return undefined;
  return await givePassphrase(call, home, options);
}

function toAnswer(report: ImportReport): { json: Json; text: string } {
  const { rows, paid, refused, totals } = report;
  const shown = refused.slice(0, SHOWN).map(({ line, message }) => `  line ${line}: ${message}`);
  const more = refused.length - shown.length;
  return {
    json: { rows, paid, refused: refused.map((problem) => ({ ...problem })), totals },
    text: [
      `Paid ${paid} of ${rows} rows: ${amountsText(totals)}.`,
      ...(refused.length > 0 ? [`Not paid, ${refused.length}:`, ...shown] : []),
      ...(more > 0 ? [`  and ${more} more; --json lists all of them`] : []),
    ].join('\n'),
  };
}

/** An import that could not go on loses nothing: say how far it came, and how to continue. */
function withAdvice(error: unknown, progress: ImportProgress): unknown {
  if (!(error instanceof Stop) || error.answer.status === undefined) return error;
  const advice = `${progress.standing()} The same command goes on from there.`;
  return stop(error.answer.status, `${error.message}\n${advice}`, error.answer.json);
}
