import type { troubleEnglish } from '../../english/wallet/trouble.ts';

export const troubleGerman: typeof troubleEnglish = {
  shown:
    'Der Souverän hat etwas gezeigt, das dem widerspricht, was er früher unterschrieben oder wonach diese Geldbörse gefragt hat. Vielleicht zeigt er verschiedenen Leuten Verschiedenes.',
  stored: {
    'storage-damaged': 'Was dieser Browser von der Geldbörse gespeichert hat, ist beschädigt.',
    'record-damaged': 'Was dieser Browser von der Geldbörse gespeichert hat, ist beschädigt.',
    'unlock-damaged':
      'Was dieser Browser zum Öffnen der Geldbörse gespeichert hat, ist beschädigt.',
    'wallet-gone': 'Dieser Browser hat verloren, was er von der Geldbörse gespeichert hatte.',
  },
};
