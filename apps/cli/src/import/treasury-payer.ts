import { fromHex, toHex, type Issue, issueOf } from '@tallystick/protocol';
import { Stop } from '../stop.ts';
import { EXIT } from '../exit-status.ts';
import type { Json } from '../output/answer.ts';
import type { FolderTreasury } from '../treasury/folder-treasury.ts';
import type { RowOutcome, RowOutcomes } from './pay-rows.ts';
import type { RowPayment } from './row.ts';

type Signed = (lines: readonly number[], transition: string) => Promise<void>;

/** Pays the rows of the party `treasury`: one treasury a currency, opened when a row first needs it. */
export interface TreasuryPayer {
  /** `signed` is told the id of a transition, and which rows it pays, before it is sent. */
  pay(rows: readonly RowPayment[], signed: Signed): Promise<RowOutcomes>;
  /** Whether a transition of a former run is in the log; what was signed and not sent is sent first. */
  isAdmitted(transition: string, currencies: readonly string[]): Promise<boolean>;
}

export function createTreasuryPayer(
  open: (code: string) => Promise<FolderTreasury>,
): TreasuryPayer {
  const opened = new Map<string, Promise<FolderTreasury>>();

  async function treasuryOf(code: string): Promise<FolderTreasury> {
    const known = opened.get(code);
    if (known !== undefined) return await known;
    const opening = open(code).then(async (folder) => {
      await folder.treasury.resume();
      return folder;
    });
    opened.set(code, opening);
    return await opening;
  }

  /** One transition for rows of one currency; where it is refused the halves are tried, down to the row to blame. */
  async function payAlike(
    { treasury, client }: Pick<FolderTreasury, 'treasury' | 'client'>,
    rows: readonly RowPayment[],
    signed: Signed,
  ): Promise<RowOutcomes> {
    const issues: Issue[] = [];
    for (const { payee, amount } of rows) {
      const identity = await client.identity(`@${payee}`);
      if (identity === undefined) throw new Error(`@${payee} was there and is not`);
      issues.push({ payee: identity, amount });
    }
    const lines = rows.map(({ line }) => line);
    const all = (outcome: RowOutcome): RowOutcomes => new Map(lines.map((line) => [line, outcome]));
    let refusal: RowRefusal;
    let id: Uint8Array | undefined;
    try {
      const { transition } = await treasury.carryOut(issueOf(issues), async (made) => {
        id = made;
        await signed(lines, toHex(made));
      });
      return all({ state: 'paid', transition: toHex(transition) });
    } catch (error) {
      refusal = refusalIn(error);
    }
    // A refusal binds nobody: only when the treasury's place is free again is it known that none of these was paid. What is in
    // the log by then may be another command's: this one's is known by its id.
    await treasury.resume();
    if (id !== undefined && (await treasury.isAdmitted(id))) {
      return all({ state: 'paid', transition: toHex(id) });
    }
    const { code, message, hold } = refusal;
    if (rows.length === 1) return all({ state: 'refused', code, message });
    const folder = { treasury, client };
    const outcomes = new Map<number, RowOutcome>();
    for (const part of partsOf(rows, hold)) {
      const settled = await payAlike(folder, part, signed);
      for (const [line, outcome] of settled) outcomes.set(line, outcome);
    }
    return outcomes;
  }

  return {
    async pay(rows, signed) {
      const outcomes = new Map<number, RowOutcome>();
      for (const code of new Set(rows.map(({ currency }) => currency))) {
        const alike = rows.filter(({ currency }) => currency === code);
        const settled = await payAlike(await treasuryOf(code), alike, signed);
        for (const [line, outcome] of settled) outcomes.set(line, outcome);
      }
      return outcomes;
    },
    async isAdmitted(transition, currencies) {
      const id = fromHex(transition, 32);
      if (id === undefined) return false;
      for (const code of currencies) {
        const { treasury } = await treasuryOf(code);
        if (await treasury.isAdmitted(id)) return true;
      }
      return false;
    },
  };
}

interface RowRefusal {
  readonly code: string;
  readonly message: string;
  /** The hold, and so the row, that is to blame, where the refusal names one. */
  readonly hold: number | undefined;
}

/** What to try next of refused rows: those around the one to blame and it alone, or else the halves. */
function partsOf(
  rows: readonly RowPayment[],
  blamed: number | undefined,
): (readonly RowPayment[])[] {
  const at = blamed ?? rows.length >> 1;
  const parts =
    blamed === undefined
      ? [rows.slice(0, at), rows.slice(at)]
      : [rows.slice(0, at), rows.slice(at, at + 1), rows.slice(at + 1)];
  return parts.filter((part) => part.length > 0);
}

/** What the sovereign said to a treasury's transition; anything else goes on up. */
function refusalIn(error: unknown): RowRefusal {
  if (!(error instanceof Stop) || error.answer.status !== EXIT.refused) throw error;
  const { refusal } = error.answer.json as { refusal: RefusalBody & Json };
  const { code, message, data } = refusal;
  const hold = data?.hold;
  return { code, message, hold: typeof hold === 'number' ? hold : undefined };
}

interface RefusalBody {
  readonly code: string;
  readonly message: string;
  readonly data?: { readonly hold?: Json };
}
