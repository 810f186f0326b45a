/** Finding things in the history, and statements, in German. */
import type { StatementWords } from '../../english/wallet/statement.ts';

export const statementGerman: StatementWords = {
  title: 'Auszüge',
  about: 'Was in einer Zeit kam und ging, mit Salden: zum Drucken oder als Tabelle.',
  lead: 'Von diesem Gerät dieser Geldbörse, aus dem, wofür sie Beweise hat.',
  currency: 'Währung',
  from: 'Von',
  to: 'Bis einschließlich',
  opening: 'Saldo vorher',
  closing: 'Saldo nachher',
  cameIn: 'Eingegangen',
  wentOut: 'Ausgegangen',
  date: 'Datum',
  what: 'Vorgang',
  change: 'Änderung',
  balance: 'Saldo',
  none: 'In dieser Zeit kam und ging nichts.',
  unknown: (count) =>
    count === 1
      ? 'Bei einer Zeile kennt diese Geldbörse den Betrag nicht: Salden davor können falsch sein.'
      : `Bei ${count} Zeilen kennt diese Geldbörse den Betrag nicht: Salden davor können falsch sein.`,
  print: 'Drucken',
  table: 'Als Tabelle speichern (CSV)',
  of: (who, sovereign) => `${who} bei ${sovereign}`,
  filter: {
    title: 'Nur zeigen',
    kind: 'Art',
    status: 'Stand',
    any: 'alles',
    from: 'Ab dem Tag',
    to: 'Bis zu dem Tag',
    none: 'Nichts davon.',
  },
  person: {
    title: 'Nur mit einer Person',
    all: (count) => `Alle ${count}`,
    only: (name) => `Nur was von ${name} kam oder dorthin ging. Salden stehen im ganzen Auszug.`,
    unknown: (count) =>
      count === 1
        ? 'Bei einer Zeile weiß diese Geldbörse nicht, mit wem sie war: Sie fehlt hier.'
        : `Bei ${count} Zeilen weiß diese Geldbörse nicht, mit wem sie waren: Sie fehlen hier.`,
  },
  note: {
    label: 'Ihre eigene Notiz',
    means: 'In diesem Browser versiegelt; sonst hat sie niemand.',
    of: 'Ihre Notiz:',
    keep: 'Notiz behalten',
    remove: 'Notiz entfernen',
  },
  row: {
    more: 'Mehr',
    id: 'Übergang',
    proof: 'Bescheinigung, wie der Souverän sie gibt',
    again: 'Das noch einmal zahlen',
    why: 'Warum es angehalten wurde',
  },
};
