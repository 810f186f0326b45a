import type { GateMistakeCode } from '@tallystick/rules';

/** What is wrong with a text of rules or a proposal, by its code, in German. What exactly, the message beside it says. */
const MISTAKES: Readonly<Record<GateMistakeCode, string>> = {
  'too-large': 'Der Text ist zu lang, oder ein Wort darin.',
  'too-deep': 'Zu viele Klammern stehen ineinander.',
  syntax: 'So lässt sich das in der Sprache der Regeln nicht schreiben.',
  'unknown-word': 'Dieses Wort hat die Sprache der Regeln nicht.',
  name: 'Dieser Name geht nicht: Er besteht aus Großbuchstaben, Ziffern und Bindestrichen und darf nicht vergeben sein.',
  text: 'Ein Text ist nicht so geschrieben, wie er sein muss.',
  number: 'Diese Zahl geht nicht.',
  date: 'Diesen Tag gibt es im Kalender nicht.',
  operator: 'Dieses Zeichen wird anders geschrieben.',
  'missing-currency': 'Hier fehlt die Währung.',
  'mixed-and-or': '„and“ und „or“ stehen ohne Klammern nebeneinander.',
  'dates-order': 'Das würde enden, bevor es beginnt.',
  bounds: 'Die Grenzen sind vertauscht, oder ein Wert liegt außerhalb davon.',
  'too-many': 'Das ist mehr, als gefragt werden darf.',
  'unknown-country': 'Dieses Länderkürzel gibt es nicht.',
  'unknown-currency': 'Diese Währung kennt weder ISO 4217 noch dieser Souverän.',
  decimals: 'Das sind mehr Nachkommastellen, als die Währung hat.',
  types: 'Das lässt sich nicht vergleichen, oder der Vergleich ändert nie etwas.',
  'two-currencies': 'In einem Vergleich stehen zwei Währungen.',
  window: 'Dieser Zeitraum ist zu kurz oder zu lang.',
  tier: 'Identitätsstufen gehen von 0 bis 15.',
  action: 'Das kann eine Regel oder eine Ausnahme nicht antworten.',
  'rule-name': 'Der Name der Regel beginnt nicht so, wie er in diesem Modul beginnen muss.',
  duplicate: 'Das steht zweimal da.',
  'unknown-rule': 'Eine Regel dieses Namens gibt es nicht.',
  'unknown-list': 'Eine Liste dieses Namens gibt es unter diesen Texten nicht.',
  'list-kind': 'Hier wird eine andere Art von Liste gebraucht.',
  'unknown-parameter': 'Einen Parameter dieses Namens gibt es nicht.',
  purpose: 'Ein Zweck hat höchstens vier Buchstaben (ISO 20022).',
  treaty: 'Das kann nur ein Vertrag, oder gerade ein Vertrag kann es nicht.',
  confidential: 'Das würde etwas verraten, was vertraulich ist.',
  'own-word': 'Hier genügt das Wort des Zahlenden allein, um eine Regel aufzuheben.',
  example: 'Dieses Beispiel beschreibt keine Zahlung.',
  'example-fails': 'Dieses Beispiel geht anders aus, als es sagt.',
  setting: 'Dieser Parameter lässt sich so nicht einstellen.',
  content: 'Der Inhalt des Vorschlags ist nicht lesbar.',
  cosigners: 'Es gäbe weniger Zeugen, als gegenzeichnen müssen.',
  currencies:
    'Eine Währung würde wegfallen oder etwas anderes bedeuten, obwohl es Geld in ihr gibt.',
  dates: 'Die Daten des Vorschlags passen nicht zu seinem Inhalt.',
  governance: 'So könnte danach nicht mehr abgestimmt oder geändert werden.',
  owner: 'Der Text gehört zu etwas anderem, als der Vorschlag sagt.',
  suites: 'Das Verfahren des eigenen Wurzelschlüssels wäre nicht mehr zugelassen.',
  vendors: 'Das sind zu wenige Hersteller von Stimmschlüsseln.',
};

/** Empty for a code that has no words of its own. */
export function mistakeGerman(code: string): string {
  return Object.hasOwn(MISTAKES, code) ? MISTAKES[code as GateMistakeCode] : '';
}
