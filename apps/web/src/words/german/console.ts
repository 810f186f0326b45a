/** What the operator's console says, in German. */
import { accessGerman } from './console/access.ts';
import type { ConsoleWords } from '../english/console.ts';
import { changesRoomGerman } from './console/changes.ts';
import { freezesGerman } from './console/freezes.ts';
import { healthGerman } from './console/health.ts';
import { moneyGerman } from './console/money.ts';
import { lawGerman } from './console/law.ts';
import { rulesGerman } from './console/rules.ts';

export const consoleGerman: ConsoleWords = {
  title: 'Leitstand',
  book: 'Offenes Buch',
  end: 'Verlassen',
  door: {
    title: 'Der Leitstand',
    lead: 'Er öffnet sich mit einem Link, den nur dieser Rechner ausgibt. Geben Sie dort dies ein und folgen Sie dem Link:',
    command: 'npx tally sovereign console ORDNER',
    commandMeans: 'ORDNER ist der Ordner des Souveräns.',
    over: 'Diese Sitzung ist zu Ende.',
    kept: 'Was Sie eingegeben haben, ist noch da, nur Passphrasen nicht: öffnen Sie mit einem Passkey und machen Sie weiter, wo Sie waren. Ein Link lädt die Seite neu, ohne es.',
  },
  groups: {
    running: 'Betrieb',
    money: 'Geld',
    law: 'Regeln und Abstimmungen',
    keeping: 'Verwaltung',
  },
  access: accessGerman,
  changes: changesRoomGerman,
  freezes: freezesGerman,
  health: healthGerman,
  money: moneyGerman,
  law: lawGerman,
  rules: rulesGerman,
};
