import type { worriesEnglish } from '../../english/console/worries.ts';

export const worriesGerman: typeof worriesEnglish = {
  unreachable: {
    what: () => 'Der Souverän antwortet dieser Seite nicht.',
    next: 'Sehen Sie nach, ob sein Rechner läuft und erreichbar ist. Was unten steht, ist der letzte Stand.',
  },
  'disk-full': {
    what: () => 'Die Platte ist voll, und das Hauptbuch steht still.',
    next: 'Schaffen Sie Platz. Der Knoten öffnet das Hauptbuch binnen Sekunden von selbst; nichts Bestätigtes ist verloren.',
  },
  'ledger-stopped': {
    what: () => 'Die Platte hat versagt, und das Hauptbuch steht still.',
    next: 'Der Knoten versucht alle paar Sekunden, es zu öffnen. Lesen Sie die neuesten Fehler in seinem Logbuch und sehen Sie nach der Platte.',
  },
  'workers-ended': {
    what: () => 'Der Teil, der Unterschriften prüft, ist beendet.',
    next: 'Starten Sie den Knoten neu. Er verliert dadurch nichts.',
  },
  'ring-down': {
    what: () => 'Der Ring, der entscheidet und unterschreibt, lässt sich nicht öffnen.',
    next: 'Das Logbuch sagt, warum: oft ist keys/unlock nicht lesbar. Zahlungen warten zehn Sekunden, dann werden sie abgewiesen, und nichts ist geschehen.',
  },
  'clock-ahead': {
    what: (ahead) => `Die Uhr des Rechners ist um ${ahead} vorgesprungen.`,
    next: 'Stellen Sie die Uhr richtig, dann geht es von selbst weiter. Geht sie jetzt richtig und ging vorher falsch, sagen Sie es: tally sovereign accept-clock ORDNER.',
  },
  stopping: {
    what: () => 'Der Knoten wird gerade beendet.',
    next: 'Er beantwortet, was er angenommen hat, und endet dann. Starten Sie ihn wieder, wenn Sie fertig sind.',
  },
  'not-ready': {
    what: () => 'Der Knoten sagt, dass er nicht bereit ist.',
    next: 'Sein Logbuch sagt, warum.',
  },
  'standing-still': {
    what: (since) =>
      `Seit ${since} ist nichts protokolliert worden, nicht einmal ein Lebenszeichen.`,
    next: 'Lesen Sie die neuesten Fehler im Logbuch. Gibt es keine, starten Sie den Knoten neu.',
  },
  'queue-full': {
    what: () => 'Es warten mehr Zahlungen, als der Knoten annimmt.',
    next: 'Wer jetzt kommt, soll es gleich noch einmal versuchen. Dauert es an, sehen Sie nach der Platte und danach, was sonst auf diesem Rechner läuft.',
  },
  'disk-low': {
    what: (room, place) => `Nur noch ${room} sind frei, auf der Platte: ${place}.`,
    next: 'Schaffen Sie Platz, bevor sie voll ist: dann steht das Hauptbuch still.',
  },
  'ring-restarted': {
    what: (ago) => `Der Ring endete und wurde neu gestartet, ${ago}.`,
    next: 'Einmal ist lästig. Geschieht es wieder, lesen Sie seine letzten Worte im Logbuch.',
  },
  'list-stale': {
    what: (list, since) =>
      `Auf die Liste ${list} war bis ${since} Verlass, und keine neuere Fassung ist in Kraft.`,
    next: 'Niemand weiß mehr, wer darauf steht: Zahlungen, bei denen Regeln sie ansehen, warten, und zwar die von allen, und was angehalten war, läuft weiter. Schlagen Sie jetzt ihre nächste Fassung vor.',
  },
  'list-ages': {
    what: (list, until) =>
      `Auf die Liste ${list} ist bis ${until} Verlass, und nichts Entschiedenes folgt ihr.`,
    next: 'Danach warten Zahlungen, bei denen Regeln sie ansehen, und zwar die von allen. Schlagen Sie ihre nächste Fassung rechtzeitig vor: Anhörung, Abstimmung und Wartezeit kommen zuerst.',
  },
  'alarms-raised': {
    what: (count) => `Alarme, die Regeln für sich selbst angeben: ${count} ausgelöst.`,
    next: 'Eine Fassung der Regeln hält mehr auf, als ihre Verfasser erwartet haben. Die Seiten der Regeln zeigen, welche, und wie man die vorige vorschlägt.',
  },
  'rule-stops-much': {
    what: (rule, share) =>
      `Regel ${rule} hat ${share} der Zahlungen der letzten Stunde aufgehalten.`,
    next: 'Dazu ist sie vielleicht da. Wenn nicht, lesen Sie sie mit ihren Verfassern noch einmal.',
  },
  'forks-found': {
    what: (count) => `Beweise, dass jemand zwei Verläufe geschrieben hat: ${count} neu.`,
    next: 'Empfänger sind geschützt, so weit Pfand und Deckung reichen. Sehen Sie, wer es war und was es bedeutet.',
  },
  'appeals-overdue': {
    what: (count) => `Einsprüche, die seit 30 Tagen niemand beantwortet hat: ${count}.`,
    next: 'Das Amt für Einsprüche schuldet eine Antwort.',
  },
  slow: {
    what: (time) => `Die langsamsten Antworten der letzten Minute brauchten ${time}.`,
    next: 'Sehen Sie nach der Platte, dem Speicher und danach, was sonst auf diesem Rechner läuft.',
  },
  'backup-old': {
    what: (ago) => `Die letzte Sicherung wurde ${ago} gemacht.`,
    next: 'Machen Sie jetzt eine, und bringen Sie sie auf einen anderen Rechner.',
  },
  forgets: {
    what: () => 'Dieses Hauptbuch liegt im Speicher: es ist weg, wenn der Knoten endet.',
    next: 'Das ist zum Ausprobieren. Starten Sie den Knoten ohne --store memory, um es zu behalten.',
  },
  'no-backup': {
    what: () => 'Von diesem Souverän gibt es noch keine Sicherung.',
    next: 'Machen Sie eine, und bringen Sie sie auf einen anderen Rechner.',
  },
  'no-kept-log': {
    what: () => 'Es gibt keine zweite Kopie des Protokolls.',
    next: 'Was zwischen zwei Sicherungen bestätigt wird, liegt auf einer einzigen Platte. Starten Sie den Knoten mit --kept-log ORDNER, auf einer anderen Platte.',
  },
};
