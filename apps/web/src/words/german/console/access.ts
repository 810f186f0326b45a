/** What the console says of who may open it, in German; and to whoever has just founded a sovereign. */
import type { AccessWords } from '../../english/console/access.ts';

export const accessGerman: AccessWords = {
  title: 'Zugang',
  lead: 'Wer diesen Leitstand öffnet, und womit.',
  passkeys: 'Passkeys',
  passkeysLead:
    'Einen Passkey verwahrt Ihr Gerät oder Sicherheitsschlüssel; er öffnet sich mit Finger, Gesicht oder PIN. Er gilt für diese Adresse und sonst nirgends.',
  none: 'Es gibt noch keinen. Ohne einen öffnet sich der Leitstand mit einem Link aus dem Terminal des Rechners.',
  name: 'Name dieses Passkeys',
  nameMeans: 'Damit Sie ihn wiedererkennen, etwa „Laptop im Büro“.',
  suggested: 'Dieses Gerät',
  add: 'Einen Passkey hinzufügen',
  adding: 'Ihr Gerät fragt nach Finger, Gesicht oder PIN.',
  added: 'Der Passkey ist hinzugefügt. Das nächste Mal öffnet sich der Leitstand mit ihm.',
  created: (when) => `hinzugefügt ${when}`,
  lastUsed: (when) => `zuletzt benutzt ${when}`,
  neverUsed: 'noch nicht benutzt',
  elsewhere: (name) => `für ${name}`,
  remove: 'Entfernen',
  removeOf: (name) => `${name} entfernen`,
  removeTitle: (name) => `„${name}“ entfernen?`,
  removeText: 'Niemand öffnet den Leitstand mehr damit, und wer damit darin ist, ist draußen.',
  removeLast:
    'Es ist der letzte: Danach öffnet nur noch der Link aus dem Terminal des Rechners den Leitstand.',
  keep: 'Behalten',
  failed: 'Es wurde kein Passkey hinzugefügt.',
  cancelled:
    'Ihr Gerät hat keine Antwort: Es wurde abgebrochen, dauerte zu lange, oder das Gerät hat diesen Passkey schon.',
  unable: 'Dieser Browser macht keine Passkeys. Ein aktueller kann es.',
  unnamed:
    'Passkeys hängen an einem Namen, und diese Adresse ist nur eine Nummer. Öffnen Sie den Leitstand stattdessen hier:',
  sessions: 'Offene Leitstände',
  sessionsLead:
    'Jeder Leitstand, der irgendwo offen ist. Mit einem Passkey bleibt er offen, solange er benutzt wird, höchstens zwölf Stunden.',
  this: 'dieser hier',
  by: {
    key: 'Mit einem Link aus dem Terminal',
    founding: 'Mit dem Gründungslink',
    passkey: (name) => `Mit „${name}“`,
  },
  since: (when) => `seit ${when}`,
  endOthers: 'Alle anderen beenden',
  ended: 'Alle anderen sind beendet.',
  notEnded: 'Die anderen sind vielleicht noch offen.',
  left: 'Hier sind Sie draußen, aber der Souverän bestätigt es nicht: Dort ist die Sitzung vielleicht noch offen.',
  welcome: {
    title: (name) => `${name} ist gegründet`,
    lead: 'Er läuft. Was noch bleibt, in beliebiger Reihenfolge:',
    passkeyTitle: 'Damit Sie wieder hineinkommen',
    passkeyText:
      'Diese Seite ist eine Viertelstunde offen. Mit einem Passkey öffnen Sie sie wieder mit Finger, Gesicht oder PIN; ohne ihn aus dem Terminal dieses Rechners.',
    skip: 'Jetzt nicht',
    skipped: 'Sie können später einen hinzufügen, unter „Zugang“.',
    next: 'Was als Nächstes kommt',
    money: 'Das erste Geld ausgeben',
    moneyText: 'Noch hat niemand welches. Sie brauchen dafür die Passphrase.',
    people: 'Leute einladen',
    peopleText: 'Sie legen in ihrem Browser eine Geldbörse an, unter dieser Adresse:',
    peopleHere:
      'Diese Adresse gilt nur auf diesem Rechner. Für andere stellen Sie einen Reverse-Proxy mit TLS davor.',
    peopleCode: 'Die Adresse der Geldbörse als Code',
    rules: 'Die erste Regel vorschlagen',
    rulesText: 'Es gibt keine: Jede Zahlung wird aufgenommen.',
    console: 'Zum Leitstand',
  },
  door: {
    passkey: 'Mit einem Passkey öffnen',
    passkeyLead: 'Öffnen Sie ihn mit einem Passkey, den Sie früher hinzugefügt haben.',
    opening: 'Ihr Gerät fragt nach Finger, Gesicht oder PIN.',
    refused: 'Dieser Passkey öffnet ihn nicht.',
    otherwise:
      'Oder mit einem Link aus dem Terminal des Rechners. Geben Sie dort dies ein und folgen Sie dem Link:',
  },
};
