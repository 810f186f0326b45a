import { type AccessWords, accessEnglish } from './console/access.ts';
import { type ChangesRoomWords, changesRoomEnglish } from './console/changes.ts';
import { type FreezesWords, freezesEnglish } from './console/freezes.ts';
import { type HealthWords, healthEnglish } from './console/health.ts';
import { type MoneyWords, moneyEnglish } from './console/money.ts';
import { type LawWords, lawEnglish } from './console/law.ts';
import { type RulesRoomWords, rulesEnglish } from './console/rules.ts';

const first = {
  title: 'Console',
  book: 'Open book',
  end: 'Leave',
  door: {
    title: 'The operator’s console',
    lead: 'It opens with a link that only this machine gives out. Type this there, and follow the link that it prints:',
    command: 'npx tally sovereign console DIR',
    commandMeans: 'DIR is the sovereign’s folder.',
    over: 'This session is over.',
    kept: 'What you have typed is still here, but for passphrases: open with a passkey, and go on where you were. A link loads the page anew, without it.',
  },
  groups: {
    running: 'Running',
    money: 'Money',
    law: 'Rules and votes',
    keeping: 'Keeping',
  },
};

/** The words of rooms, each in a file of its own. */
interface RoomWords {
  readonly access: AccessWords;
  readonly changes: ChangesRoomWords;
  readonly freezes: FreezesWords;
  readonly health: HealthWords;
  readonly money: MoneyWords;
  readonly law: LawWords;
  readonly rules: RulesRoomWords;
}

/** What the operator's console says, in English. */
export const consoleEnglish: typeof first & RoomWords = {
  ...first,
  access: accessEnglish,
  changes: changesRoomEnglish,
  freezes: freezesEnglish,
  health: healthEnglish,
  money: moneyEnglish,
  law: lawEnglish,
  rules: rulesEnglish,
};

/** What every language says there. */
export type ConsoleWords = typeof consoleEnglish;
