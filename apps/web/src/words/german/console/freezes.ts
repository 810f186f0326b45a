import type { FreezesWords } from '../../english/console/freezes.ts';

/** Sperren, also Listen, die Regeln abweisen: auf Deutsch. */
export const freezesGerman: FreezesWords = {
  standing: 'Eingefroren',
  free: 'Keine geltende Liste nennt diese Identität.',
  named: (list, version, day) => `Auf ${list} nach Fassung ${version}, die seit ${day} gilt.`,
  stopsNobody: 'Keine Regel sieht diese Liste an, also hindert sie noch niemanden.',
  paused: (currency, moment) =>
    `Auszahlungen in ${currency} von dem, was vorher beiseitegelegt wurde, sind seit ${moment} angehalten. Die Uhr steht still.`,
  everyCurrency: 'jeder Währung',
  pausedUntil: (moment) => `Nach dem, was entschieden ist, endet das am ${moment}.`,
  toCome: {
    freeze: (list, moment) => `Es ist entschieden: ab ${moment} auf ${list}.`,
    release: (list, moment) => `Es ist entschieden: ab ${moment} nicht mehr auf ${list}.`,
  },
  proposed: {
    freeze: (list) => `Ein Vorschlag würde diese Identität auf ${list} setzen.`,
    release: (list) => `Ein Vorschlag würde diese Identität von ${list} nehmen.`,
  },
  seeProposal: 'Nachsehen, wie er steht',
  freeze: 'Einfrieren',
  release: 'Freigeben',
  form: {
    titles: {
      freeze: (who) => `${who} einfrieren`,
      release: (who) => `${who} freigeben`,
    },
    means:
      'Niemand friert allein jemanden ein oder gibt jemanden frei. Hier entsteht der Entwurf der nächsten Fassung einer öffentlichen Liste; sie zählt, wenn sie vorgeschlagen, nach der Verfassung entschieden und in Kraft ist.',
    list: 'Liste',
    another: 'Eine neue Liste',
    name: 'Name der neuen Liste',
    nameMeans: 'Großbuchstaben, Ziffern und Bindestriche, etwa FROZEN.',
    lane: 'Wie darüber entschieden wird',
    lanes: {
      ordinary: 'auf dem gewöhnlichen Weg',
      emergency: 'als Notfall: das Amt allein, für eine Weile',
    },
    onlyOrdinary:
      'Über eine Freigabe wird auf dem gewöhnlichen Weg entschieden: ein Notfall kann Regeln nur verschärfen. Was ein Notfall eingefroren hat, verfällt von selbst.',
    days: 'Wie viele Tage auf sie Verlass ist',
    daysMean:
      'Nach diesen Tagen weiß niemand, wer darauf steht, und Zahlungen, für die Regeln sie ansehen, warten. Bringen Sie vorher eine neuere Fassung.',
    draft: 'Entwerfen',
    cancel: 'Doch nicht',
    drafting: 'Der Entwurf entsteht neben dem, was gilt',
  },
  faults: {
    name: 'Der Name einer Liste hat Großbuchstaben, Ziffern und Bindestriche und beginnt mit einem Großbuchstaben.',
    'no-public-list':
      'Das ist eine Liste von Ländern, oder eine, deren Einträge nicht öffentlich sind.',
    already:
      'Diese Identität steht schon auf der Liste, oder eine entschiedene Fassung setzt sie darauf.',
    'not-there':
      'Diese Identität steht nicht auf der Liste, oder eine entschiedene Fassung nimmt sie herunter.',
    'too-many':
      'Die Liste ist voll: ein Text hat höchstens 2.097.152 Zeichen. Beginnen Sie eine andere.',
    'fresh-days': 'Schreiben Sie eine Zahl von Tagen zwischen 1 und 3650.',
    'nobody-decides':
      'Nach der Verfassung entscheidet niemand über diese Liste, also kann niemand darauf gesetzt werden. Erst müsste sich ändern, wer entscheidet.',
    'no-emergency-lane': 'Nach der Verfassung gibt es für diese Liste keine Notfälle.',
    'emergency-loosens': 'Ein Notfall kann Regeln nur verschärfen.',
    'nothing-to-tighten':
      'Ein Notfall verschärft eine Fassung, die gilt und auf die noch zwei Stunden Verlass ist. Über die erste Fassung einer Liste und über ihre Erneuerung wird auf dem gewöhnlichen Weg entschieden.',
  },
  drafted: (list, version) => `${list}, Fassung ${version}`,
  nobody: 'Sie würde niemanden nennen.',
  names: (count) =>
    count === '1' ? 'Sie würde eine Partei nennen.' : `Sie würde ${count} Parteien nennen.`,
  difference: 'Was sich gegenüber der Fassung davor ändert',
  decides: {
    both: (people, office) =>
      `„${people}“ stimmt darüber ab, und das Amt „${office}“ muss zustimmen.`,
    people: (people) => `„${people}“ stimmt darüber ab.`,
    office: (office) => `Das Amt „${office}“ entscheidet allein.`,
    emergency: (office, time) =>
      `Das Amt „${office}“ entscheidet allein, und es gilt, sobald es zugestimmt hat. Nach ${time} verfällt es von selbst, und die Fassung davor gilt wieder.`,
    audits: (count) => `So viele andere Ämter müssen es vorher prüfen: ${count}.`,
  },
  opens: (moment) => `Jetzt vorgeschlagen, gälte es frühestens am ${moment}.`,
  propose:
    'Vorschlagen kann, wer abstimmen darf, mit einer Geldbörse: der Leitstand selbst schlägt nichts vor. Geben Sie den Entwurf der Geldbörse dieses Browsers.',
  afterwards: 'Danach steht er unter den Vorschlägen, und diese Seite sagt, wie es um ihn steht.',
  rules: {
    title: 'Noch keine Regel hindert, wer darauf steht',
    means:
      'Eine Liste allein hindert niemanden. Zwei Regeln geben ihr Wirkung: eine weist Zahlungen derer ab, die darauf stehen, die andere Zahlungen an sie, was auch anhält, was vorher beiseitegelegt wurde. Sie werden vorgeschlagen und entschieden wie andere auch, nach der Liste: eine Regel kann keine Liste nennen, die niemand beschlossen hat.',
    some: 'Nicht alles ist angehalten',
    someMeans:
      'Die geltenden Regeln halten nur einen Teil der Zahlungen an, nur von ihnen oder nur an sie. Regeln für den Rest lassen sich hier entwerfen.',
    forEverybody: 'Für jede Währung entwerfen',
    forCurrency: (code) => `Für ${code} entwerfen`,
    begun:
      'Der Entwurf liegt in dem Raum für Regeln, wo er geprüft, erprobt und einer Geldbörse übergeben wird.',
    go: 'Regeln schreiben',
  },
  all: 'Alle Listen',
  allMean:
    'Jede öffentliche Liste, die Leute nennt, und was die geltenden Regeln daraus machen. Jeder sieht dasselbe im offenen Buch.',
  none: 'Es gibt keine solche Liste, also ist niemand eingefroren.',
  read: 'Lesen',
  devices: 'Geräte',
  devicesMean:
    'Niemand als ihr Besitzer fügt Geräte hinzu oder widerruft sie. Wer eines verloren hat, widerruft es mit einem anderen oder mit dem Wurzelschlüssel; es unterschreibt von da an nichts mehr, und was es hielt, gehört der Identität.',
  device: (number) => `Gerät ${number}`,
  active: (day) => `in Gebrauch seit ${day}`,
  activeLong: 'in Gebrauch',
  revoked: (day) => `widerrufen am ${day}`,
  revokedLong: 'widerrufen',
  forks:
    'Wer nachweislich zwei Verläufe geschrieben hat, legt nichts mehr beiseite. Das macht das Hauptbuch von selbst.',
};
