import type { troubleEnglish } from '../../english/wallet/trouble.ts';

export const troubleGerman: typeof troubleEnglish = {
  title: (sovereign) => `Halt: Bei ${sovereign} stimmt etwas nicht`,
  shown:
    'Der Souverän hat etwas gezeigt, das dem widerspricht, was er früher unterschrieben oder wonach diese Geldbörse gefragt hat. Vielleicht zeigt er verschiedenen Leuten Verschiedenes.',
  stored: {
    'storage-damaged': 'Was dieser Browser von der Geldbörse gespeichert hat, ist beschädigt.',
    'record-damaged': 'Was dieser Browser von der Geldbörse gespeichert hat, ist beschädigt.',
    'unlock-damaged':
      'Was dieser Browser zum Öffnen der Geldbörse gespeichert hat, ist beschädigt.',
    'wallet-gone': 'Dieser Browser hat verloren, was er von der Geldbörse gespeichert hatte.',
  },
  todo: [
    'Zahlen Sie hier nichts, und halten Sie keine Zahlung für endgültig: Diese Geldbörse zahlt nichts, bis sie gesperrt und wieder geöffnet wurde.',
    'Speichern Sie die Beweise. Schlüssel sind keine darin.',
    'Zeigen Sie sie anderen, die diesen Souverän benutzen, und vergleichen Sie mit deren Geldbörsen, was beide gesehen haben.',
  ],
  save: 'Beweise speichern',
  check: 'Alles prüfen',
  detail: 'Was genau',
};
