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
    'Zahlen Sie hier nichts, und halten Sie keine Zahlung für endgültig: Diese Geldbörse zahlt nichts, bis Sie es anders entscheiden.',
    'Speichern Sie die Beweise. Schlüssel sind keine darin.',
    'Zeigen Sie sie anderen, die diesen Souverän benutzen, und vergleichen Sie mit deren Geldbörsen, was beide gesehen haben.',
  ],
  storedTitle: 'Halt: Diese Geldbörse ist hier beschädigt',
  storedTodo: [
    'Zahlen Sie nichts damit, bis Sie wissen, warum. Vielleicht hat hier noch etwas anderes geschrieben als diese Geldbörse.',
    'Speichern Sie, was gefunden wurde. Schlüssel sind keine darin.',
    'Öffnen Sie Ihre Identität auf einem anderen Gerät, und entfernen Sie dieses dort.',
  ],
  goOn: 'Trotzdem weitermachen',
  goOnMeans:
    'Nur wenn Sie wissen, wie es dazu kam. Die Beweise werden hier vergessen, speichern Sie sie also vorher. Trifft die Geldbörse wieder darauf, sagt sie es wieder.',
  goOnNow: 'Vergessen und weitermachen',
  save: 'Beweise speichern',
  check: 'Alles prüfen',
  detail: 'Was genau',
};
