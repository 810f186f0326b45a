/** Paying services as one goes, in German. */
import type { StreamsWords } from '../../english/wallet/streams.ts';

export const streamsGerman: StreamsWords = {
  title: 'Zahlen nach Gebrauch',
  about: 'Einen Dienst für jede Anfrage ein wenig bezahlen, bis zu einem Budget, das Sie setzen.',
  lead: 'Manche Dienste kosten weniger, als eine Zahlung jedes Mal wert ist. Sie legen ein Budget für einen davon beiseite und zahlen in kleinen Ticks, während Sie ihn benutzen.',
  service: 'Adresse des Dienstes',
  serviceMeans:
    'Etwa https://tides.example/today. Er wird gefragt, was er kostet; gezahlt wird nichts.',
  askPrice: 'Nach dem Preis fragen',
  offer: 'Was er verlangt',
  payee: 'Sie zahlen an',
  price: {
    request: (sum) => `${sum} für jede Anfrage.`,
    tick: (sum) => `${sum} für jeden Tick.`,
    ticks: (sum, ticks) => `${sum} für je ${ticks} Ticks.`,
    takesOne: 'Eine Anfrage braucht einen Tick.',
    takes: (ticks, sum) => `Eine Anfrage braucht ${ticks} Ticks: höchstens ${sum}.`,
  },
  budget: 'Ihr Budget',
  budgetMeans: 'Das Höchste, was Sie insgesamt zahlen. So viel wird dafür beiseitegelegt.',
  tooLittle: 'Das ist weniger, als eine Anfrage kostet.',
  days: 'Beiseitegelegt für',
  dayCounts: { '1': 'einen Tag', '7': 'eine Woche', '30': '30 Tage' },
  often: 'Wie oft gefragt wird',
  oftenChoices: {
    '0': 'nur wenn ich es sage',
    '1000': 'jede Sekunde',
    '10000': 'alle zehn Sekunden',
    '60000': 'jede Minute',
  },
  next: 'Noch einmal ansehen',
  look: {
    title: 'Ein letzter Blick',
    budget: 'Höchstens, insgesamt',
    each: (sum) => `Keine Anfrage kostet mehr als ${sum}.`,
    pace: (often, sum) => `Gefragt wird ${often}: höchstens ${sum} in der Minute.`,
    locked: (sum, until) =>
      `Bis zu ${sum} werden mit der ersten bezahlten Anfrage für diesen Dienst beiseitegelegt, bis ${until}. Vorher können Sie es für nichts anderes verwenden.`,
    already: (sum) =>
      `Sie haben dafür schon ${sum} beiseitegelegt. Das wird zuerst verwendet und zahlt von da an nur noch diesen Dienst; mehr wird erst beiseitegelegt, wenn es verbraucht ist.`,
    pauses:
      'Es hält von selbst an, wenn Sie die Seite verlassen oder ein anderes Fenster ansehen, die Geldbörse sperren oder das Netz weg ist: Mehr wird erst gezahlt, wenn Sie fortfahren. Was beiseitegelegt ist, bleibt es so lange.',
    back: 'Was der Dienst nicht nimmt, kommt danach zu Ihnen zurück. Er kann es früher zurückgeben.',
    prevented:
      'Doppelt ausgeben ist verhindert, wie bei einem Deckel: niemand sonst bekommt dieses Geld. Der Dienst bekommt nur die Ticks, die Sie gegeben haben; er selbst kann die Ticks verlieren, seit er zuletzt einen gespeichert hat.',
    lost: (sum) =>
      `Was Sie verlieren können: eine Anfrage, die bezahlt und nicht oder schlecht beantwortet wird, zählt als bezahlt. Das sind jedes Mal ${sum}.`,
    go: 'Beginnen und einmal fragen',
    goOn: 'Beginnen',
    change: 'Etwas ändern',
  },
  run: {
    going: 'Sie zahlen nach Gebrauch',
    paused: 'Angehalten',
    spent: 'Bisher ausgegeben',
    left: (left, budget) => `Übrig sind ${left} von ${budget}`,
    requests: 'Beantwortete Anfragen',
    rate: 'Tempo',
    perMinute: (sum) => `höchstens ${sum} in der Minute`,
    byHand: 'nur wenn Sie fragen',
    answer: 'Was der Dienst zuletzt geantwortet hat',
    noAnswer: 'Noch nichts.',
    notShown: 'Es ist kein Text oder zu lang, um hier gezeigt zu werden.',
    elsewhere: 'Er verweist an eine andere Adresse. Dorthin wird nicht gegangen.',
    status: (status) => `Der Dienst hat mit einem Fehler geantwortet (${status}).`,
    pause: 'Anhalten',
    goOn: 'Weiter',
    once: 'Einmal fragen',
    stop: 'Beenden',
    leaving:
      'Es hält an, wenn diese Seite nicht zu sehen ist, und endet, wenn die Geldbörse gesperrt wird.',
  },
  kept: {
    title: 'Bisherige Dienste',
    none: 'Sie haben noch keinen Dienst so bezahlt.',
    paid: (given, cap) => `${given} zählen als bezahlt, von ${cap} beiseitegelegt`,
    locked: (left, until) =>
      `${left} bleiben bis ${until} dafür beiseitegelegt. Beginnen Sie wieder, wird das zuerst verwendet.`,
    back: (left) => `Vorbei. ${left}, die nicht bezahlt wurden, kommen von selbst zu Ihnen zurück.`,
  },
  failures: {
    'bad-url': 'Das ist keine Adresse eines Dienstes. Sie beginnt mit https://.',
    'no-offer': 'Diese Adresse verlangt keine Ticks: hier ist nichts zu zahlen.',
    'no-answer':
      'Der Dienst hat nicht geantwortet, oder er lässt Seiten anderer Adressen nicht fragen. Ticks, die ihm gezeigt wurden, zählen als bezahlt.',
    'bad-answer': 'Der Dienst hat den Strom nicht angenommen. Dafür wurde kein Tick gegeben.',
    'bad-offer': 'Was er verlangt, kann diese Geldbörse nicht zahlen.',
    'other-sovereign': 'Er wird in Geld eines anderen Souveräns bezahlt als dem dieser Geldbörse.',
    'other-currency':
      'Er verlangt eine andere Währung als vorher. Beenden Sie, und fragen Sie nach dem Preis.',
    'other-payee':
      'Es soll jemand anderes bezahlt werden, als Sie gesehen haben. Mehr wurde nicht gezahlt.',
    'over-budget': 'Das Budget reicht für keine weitere Anfrage.',
    'too-expensive':
      'Die Anfrage würde mehr kosten, als Sie zugestimmt haben. Beenden Sie und sehen Sie nach dem Preis, oder fragen Sie noch einmal, falls der Dienst gerade neu gestartet wurde.',
    'not-served': 'Der Dienst nimmt nicht an, was er bekommt. Mehr wird jetzt nicht gezahlt.',
    'stream-not-accepted': 'Der Dienst hat den Strom abgelehnt. Dafür wurde kein Tick gegeben.',
    'rolled-back':
      'Der Dienst hat Ticks, die diese Geldbörse nicht kennt: es gibt eine ältere oder zweite Kopie von ihr. Von dort wird nichts mehr gezahlt.',
    'other-tick': 'Was der Dienst zeigt, ist kein Tick dieser Geldbörse. Mehr wurde nicht gezahlt.',
    'bad-until':
      'Das Ende, das Sie gesehen haben, ist vorbei; darüber hinaus wird nichts beiseitegelegt. Beenden Sie, und beginnen Sie neu.',
    'no-room':
      'Was beiseitegelegt ist, reicht dafür nicht, oder der Souverän hat noch nicht geantwortet. Sehen Sie unter „Deckel und Taschengeld“ nach, bevor Sie es noch einmal versuchen.',
  },
};
