/** Sealed content, in German. */
import type { SealedWords } from '../../english/wallet/sealed.ts';

export const sealedGerman: SealedWords = {
  title: 'Etwas versiegeln',
  about:
    'Ein Brief oder eine kleine Datei: Jemand öffnet sie, sobald andere sie freigeben, oder mit einem Geheimnis.',
  lead: 'Vorher kann es niemand lesen, auch der Souverän nicht: Es wird ihm nie geschickt. Sie bekommen eine Datei und geben sie weiter.',
  notTime:
    'Eine Zeit oder das Protokoll kann nichts versiegeln: Wer es dann öffnen könnte, könnte es auch jetzt. Was für einen Tag gedacht ist, wird für Personen versiegelt, die bis dahin warten.',
  text: 'Was versiegelt werden soll',
  textMeans: 'Ein Text; oder wählen Sie stattdessen eine Datei.',
  letter: 'Brief.txt',
  file: 'Eine Datei, höchstens 256 kB',
  chosen: (name, size) => `${name}, ${size} Bytes`,
  typeInstead: 'Doch einen Text schreiben',
  way: 'Was es öffnet',
  ways: { shares: 'Personen, die ihre Anteile freigeben', secret: 'ein Geheimnis, das ich gebe' },
  to: 'Für wen',
  toMeans: 'Ein Name. Ohne diese Person können die anderen es nicht öffnen.',
  keepers: 'Wer einen Anteil hat',
  keepersMeans: 'Namen, zum Beispiel: @carl, @dora, @eve',
  least: 'Wie viele von ihnen es freigeben müssen',
  secret: 'Welches Geheimnis',
  newSecret: 'ein neues',
  moneySecret: (what, who) => `das, auf das ${what} für ${who} warten`,
  secretMeans:
    'Daneben kann Geld liegen: Legen Sie es zuerst mit „Für ein Geheimnis zahlen“ beiseite, und wählen Sie hier sein Geheimnis. Wer es zeigt, öffnet beides.',
  next: 'Noch einmal ansehen',
  faults: {
    empty: 'Schreiben Sie einen Text, oder wählen Sie eine Datei, die nicht leer ist.',
    'too-large': 'Höchstens 262144 Bytes lassen sich versiegeln.',
    'no-name': 'Geben Sie Namen aus Buchstaben und Ziffern an, durch Kommas getrennt.',
    'no-keepers': 'Sagen Sie, wer einen Anteil hat.',
    'same-name': 'Nennen Sie jede Person einmal; die, für die es ist, hat keinen Anteil.',
    least: 'Geben Sie eine ganze Zahl ein, höchstens so viele, wie einen Anteil haben.',
    'too-many':
      'Das sind mehr als 16 Möglichkeiten, sie auszuwählen. Nennen Sie weniger Personen, oder verlangen Sie alle.',
  },
  look: {
    seals: 'Sie versiegeln',
    size: (size) => `${size} Bytes`,
    forWhom: 'Für',
    keepers: (least) =>
      least === 1
        ? 'Es öffnet sich, wenn eine dieser Personen ihren Anteil freigibt:'
        : `Es öffnet sich, wenn ${least} dieser Personen ihre Anteile freigeben:`,
    honest:
      'Nichts als sie selbst hindert sie daran, ihre Anteile früher freizugeben, und kein Anteil lässt sich zurücknehmen.',
    device:
      'Ein Anteil ist für das erste Gerät der Person. Geht es verloren, dann auch der Anteil; sind es zu viele, öffnet es nie jemand.',
    yourself:
      'Sie selbst können es nicht öffnen, wenn Sie nicht dazugehören: Behalten Sie, was Sie noch brauchen.',
    secret:
      'Es öffnet sich für jeden, der die Datei und das Geheimnis hat, und zwar sofort. Diese Geldbörse behält das Geheimnis, bis Sie es zeigen: Öffnen Sie dazu die Datei hier.',
    secretMoney: 'Auf dasselbe Geheimnis wartet Geld: Wer es zeigt, öffnet beides.',
    lost: 'Geht diese Geldbörse vorher verloren, öffnet es nie jemand.',
    go: 'Versiegeln und speichern',
    done: 'Es ist versiegelt.',
    handOn:
      'Geben Sie die Datei weiter an die Person, für die sie ist, und an alle, die einen Anteil haben.',
    handOnSecret:
      'Geben Sie die Datei weiter an die Person, für die sie ist. Das Geheimnis kommt später, von Ihnen.',
    again: 'Die Datei noch einmal speichern',
    change: 'Etwas ändern',
  },
  open: {
    title: 'Versiegeltes öffnen',
    link: 'Versiegeltes öffnen',
    means: 'Wählen Sie eine Datei, die jemand versiegelt hat. Sie bleibt in diesem Browser.',
    file: 'Versiegelte Datei',
    tooLarge: 'So groß ist keine versiegelte Datei.',
    size: (size) => `Darin sind ${size} Bytes.`,
    opens: 'Hier lässt es sich jetzt öffnen.',
    lacksSecret: 'Es fehlt noch: das Geheimnis.',
    lacks: (count) =>
      count === 1 ? 'Es fehlt noch: ein Anteil.' : `Es fehlen noch: ${count} Anteile.`,
    people: 'Wer einen Anteil hat',
    you: 'Sie',
    somebody: 'jemand, den diese Geldbörse nicht kennt',
    standings: { released: 'freigegeben', missing: 'noch nicht freigegeben' },
    go: 'Öffnen und speichern',
    text: 'Was darin steht',
    wordTitle: 'Ein Anteil oder ein Geheimnis, das man Ihnen gegeben hat',
    word: 'Der Text, den Sie bekommen haben',
    keep: 'Prüfen und behalten',
    kept: 'Behalten.',
    share: 'Meinen Anteil freigeben',
    shareMeans:
      'Wer die Datei und die Anteile von genug Personen hat, kann sie öffnen, zusammen mit der Person, für die sie ist. Kein Anteil lässt sich zurücknehmen.',
    shareLook: 'Sie geben frei: Ihren Anteil an',
    shareGo: 'Ja, freigeben',
    shareDone: 'Geben Sie das weiter an die Person, für die es ist.',
    secret: 'Das Geheimnis zeigen',
    secretMeans:
      'Wer diesen Text und die Datei hat, kann sie öffnen. Das lässt sich nicht zurücknehmen.',
    secretMoney: (what, who) =>
      `Auf dasselbe Geheimnis warten ${what} für ${who}: Damit lässt sich auch das abholen.`,
    secretLook: 'Sie zeigen das Geheimnis von',
    secretGo: 'Ja, zeigen',
    secretDone: 'Geben Sie das weiter an die Person, für die es ist, und sonst an niemanden.',
    not: 'Noch nicht',
    another: 'Eine andere Datei',
  },
};
