export const failuresGerman: Readonly<Record<string, string>> = {
  // What is typed.
  'bad-recipient':
    'Das benennt niemanden. Geben Sie einen Namen wie @ada ein, eine Adresse oder einen Zahlungslink.',
  'amount-empty': 'Geben Sie einen Betrag ein.',
  'amount-not-a-number': 'Das ist kein Betrag. Geben Sie eine Zahl wie 12,50 ein.',
  'amount-negative': 'Ein Betrag kann nicht unter null liegen.',
  'amount-too-precise': 'Diese Währung hat weniger Nachkommastellen.',
  'amount-too-large': 'So groß kann kein Betrag sein.',
  'amount-zero': 'Geben Sie einen Betrag über null ein.',
  'no-amount': 'Es fehlt, wie viel es sein soll.',
  'amount-differs': 'Der Betrag ist ein anderer als der erbetene. Sehen Sie beide noch einmal an.',
  'unknown-currency':
    'Diese Währung gibt es bei diesem Souverän nicht, soweit diese Geldbörse weiß.',
  'no-currency': 'Es fehlt, in welcher Währung.',
  'currency-differs': 'Die Währung ist eine andere als die erbetene.',
  'bad-memo': 'Die Notiz ist zu lang. Kürzen Sie sie.',
  'bad-note': 'Diese Notiz ist zu lang. Kürzen Sie sie.',
  'unknown-entry': 'In Ihrem Verlauf gibt es diese Zeile nicht.',
  'payee-without-key': 'Dort lassen sich noch keine Notizen lesen. Zahlen Sie ohne.',
  'operation-too-large':
    'Das ist zu viel auf einmal. Nehmen Sie weniger: weniger Personen oder kürzere Bedingungen.',
  'no-country-record':
    'Für Sie ist hier kein Land eingetragen, nach dem sich das entscheiden ließe.',
  'other-sovereign': 'Das ist für eine Geldbörse bei einem anderen Souverän.',
  'bad-url': 'Das ist keine Adresse eines Souveräns. Geben Sie eine wie https://money.example ein.',
  'bad-country': 'Wählen Sie ein Land aus der Liste.',
  'bad-handle': 'Nehmen Sie 1 bis 32 kleine Buchstaben, Ziffern, Punkte oder Striche.',
  'known-place':
    'Dieser Browser hat bei diesem Souverän schon eine Geldbörse. Ist sie nicht offen, dann sperren und entsperren Sie noch einmal.',
  'too-many-places': 'Dieser Browser hat so viele Geldbörsen, wie er bewahren kann.',
  // The wallet and its devices.
  'no-wallet':
    'Die Geldbörse ist gesperrt oder nicht in diesem Browser. Entsperren Sie sie noch einmal.',
  'other-wallet':
    'Inzwischen wird eine andere Ihrer Geldbörsen gezeigt. Es ist nichts geschehen; sehen Sie noch einmal hin.',
  'wallet-exists': 'Hier gibt es schon eine Geldbörse. Entsperren Sie sie stattdessen.',
  'newer-wallet':
    'Eine neuere Version hat diese Geldbörse benutzt. Laden Sie diese Seite neu, damit Sie sie haben.',
  'other-version':
    'Diese Version kann die Verfassung des Souveräns nicht lesen. Laden Sie diese Seite neu, damit Sie eine neuere haben.',
  'wrong-unlock': 'Das ist nicht die Passphrase.',
  'last-way': 'Das ist der einzige Weg, sie zu öffnen. Richten Sie erst einen weiteren ein.',
  'too-many-ways': 'Mehr Wege, sie zu öffnen, gehen nicht. Entfernen Sie erst einen.',
  'too-few-signers':
    'Das müssen mehrere Ihrer Geräte unterschreiben, oder das, auf dem die Geldbörse entstanden ist.',
  'bad-request': 'Das ist nicht der Text eines neuen Geräts. Kopieren Sie ihn noch einmal, ganz.',
  'bad-invitation':
    'Das ist nicht, was Ihr anderes Gerät gegeben hat. Kopieren Sie es noch einmal, ganz.',
  'not-enrolled':
    'Dieser Browser ist keines der Geräte der Identität, oder nicht mehr. Nehmen Sie ihn von einem anderen Gerät aus auf.',
  'already-enrolled': 'Dieses Gerät gehört schon dazu.',
  'device-revoked':
    'Dieses Gerät wurde entfernt. Was es hielt, ist bei den anderen Geräten der Identität.',
  'handle-taken': 'Diesen Namen hat schon jemand. Wählen Sie einen anderen.',
  'wallet-locked':
    'Diese Geldbörse ist in einem anderen Tab oder Fenster offen. Schließen Sie sie dort und versuchen Sie es noch einmal.',
  'not-opened':
    'Die Geldbörse steht noch nicht im Hauptbuch. Lassen Sie sie offen, während der Souverän erreichbar ist.',
  'bad-checkpoint':
    'Das hat keine Geldbörse dieses Souveräns gesehen. Kopieren Sie es noch einmal, ganz.',
  'too-many': 'Das ist zu viel, um es auf einmal zu vergleichen.',
  // What the sovereign or its rules say.
  'reference-twice':
    'Das haben Sie schon unterschrieben, und es ist beiseitegelegt, vielleicht bis zu einem anderen Tag. Sehen Sie nach, was beiseitegelegt ist; wollen Sie es ein zweites Mal, gehen Sie zurück und sehen Sie es noch einmal an.',
  'insufficient-balance': 'In dieser Geldbörse ist nicht genug.',
  'unknown-identity': 'So heißt hier niemand.',
  unknown: 'Davon weiß der Souverän nichts.',
  'payee-without-country': 'Dort ist noch kein Land eingetragen, also kann niemand dorthin zahlen.',
  'rules-refuse': 'Die Regeln lehnen diese Zahlung ab.',
  'rules-hold': 'Die Regeln halten diese Zahlung an, bis eine Bedingung erfüllt ist.',
  'not-acceptable':
    'Es kam zu spät beim Souverän an, oder die Uhren gehen verschieden. Nichts wurde bezahlt; versuchen Sie es noch einmal.',
  'balance-full': 'Mehr von dieser Währung passt nicht in eine Geldbörse.',
  'place-not-free':
    'Eine frühere Zahlung wurde abgelehnt, und ihr Platz bleibt belegt, bis sie nicht mehr gesendet werden kann. Versuchen Sie es in einer Minute noch einmal.',
  'no-answer':
    'Der Souverän hat nicht geantwortet. Nichts ist verloren; versuchen Sie es noch einmal.',
  'bad-answer':
    'Was der Souverän geantwortet hat, ist nicht zu lesen. Nichts ist verloren; versuchen Sie es noch einmal.',
  quorum:
    'Noch haben zu wenige Zeugen das Protokoll mitgezeichnet. Nichts ist verloren; die Geldbörse fragt wieder.',
  'no-tiles':
    'Der Souverän hat sein Protokoll nicht gezeigt. Nichts ist verloren; versuchen Sie es noch einmal.',
  'new-epoch':
    'Der Souverän hat öffentlich Einträge aufgegeben. Sehen Sie in Ihren Verlauf, dann versuchen Sie es noch einmal.',
  unavailable:
    'Der Souverän nimmt gerade nichts an. Nichts ist verloren; versuchen Sie es später noch einmal.',
  'storage-failed':
    'Dieser Browser konnte nicht speichern, was vor jeder Unterschrift gespeichert sein muss. Schaffen Sie Platz und entsperren Sie noch einmal.',
  // Rules, votes and appeals.
  'no-procedure': 'Die Verfassung lässt das niemanden ändern.',
  'not-entitled': 'Nach der Verfassung schlagen das andere vor.',
  voted: 'Sie haben darüber schon abgestimmt. Die erste Stimme zählt.',
  'bad-content': 'Was vorgeschlagen wird, ist nicht zu lesen. Kopieren Sie es noch einmal, ganz.',
  'bad-interval': 'Von wann bis wann es gelten soll, passt nicht zusammen.',
  'bad-alarms': 'Das ist kein Alarm, den ein Knoten kennt.',
  'bad-word': 'Dieser Text ist kein solches Wort oder nicht ganz. Kopieren Sie ihn noch einmal.',
  'bad-credential':
    'Was der Schlüssel geantwortet hat, ist nicht zu gebrauchen. Versuchen Sie es mit demselben Schlüssel noch einmal.',
  'bad-reason': 'Sagen Sie, warum, in höchstens 2.000 Zeichen.',
  'unknown-decision': 'Diese Geldbörse hat keine solche Entscheidung.',
  'no-receipt':
    'Dazu gibt es keine unterschriebene Entscheidung, gegen die sich etwas einlegen ließe.',
  appealed: 'Dagegen haben Sie schon Einspruch eingelegt.',
  'too-late': 'Dafür ist es zu spät.',
  'gates-over': 'Die Abstimmung darüber ist vorbei.',
  'gates-at-work':
    'Die Prüfstelle ist noch damit beschäftigt und macht unterdessen weiter. Fragen Sie später noch einmal.',
  // Payments without a network.
  'no-room':
    'Dafür haben Sie nicht genug beiseitegelegt. Eröffnen Sie einen Deckel oder ein Taschengeld, solange ein Netz da ist.',
  'no-evidence':
    'Diese Geldbörse hat noch nichts von sich zu zeigen. Lassen Sie sie einmal offen, während der Souverän erreichbar ist.',
  'request-other-sovereign': 'Wer bittet, hat die Geldbörse bei einem anderen Souverän.',
  'request-expired': 'Die Bitte ist zu alt. Lassen Sie noch einmal bitten.',
  'request-in-the-future':
    'Nach Ihrer Uhr kommt die Bitte aus der Zukunft. Vergleichen Sie die Uhren beider Geräte.',
  'request-signature':
    'Die Bitte ist nicht von dem unterschrieben, den sie nennt. Zahlen Sie nichts darauf.',
  'request-currency': 'Erbeten wird eine Währung, die diese Geldbörse nicht kennt.',
  'request-membership':
    'Wer bittet, beweist nicht, wer er ist, oder der Beweis ist zu alt: dann hilft es, die andere Geldbörse einmal mit Netz zu öffnen.',
  'bad-message': 'Das ist keine Nachricht einer Geldbörse.',
  'other-message': 'Das ist eine Nachricht eines anderen Schritts. Fangen Sie beide von vorn an.',
  'other-side-gone': 'Die andere Seite ist weg. Was übergeben wurde, zählt als gegeben.',
  'too-many-unconfirmed':
    'Zu viele Zahlungen warten auf die Quittung der anderen Seite. Treffen Sie sich noch einmal und schließen Sie diese erst ab.',
  'unknown-act': 'Diese Geldbörse hat keine solche Zahlung gemacht.',
  'receipt-other-act': 'Diese Quittung gehört zu einer anderen Zahlung.',
  'receipt-other-half':
    'Nach dieser Quittung zählt die andere Seite anders. Treffen Sie sich noch einmal: die Geldbörsen vergleichen dann, was sie haben.',
  'receipt-other-payee': 'Diese Quittung ist von jemand anderem.',
  'receipt-signature': 'Diese Quittung hat nicht unterschrieben, wen Sie bezahlt haben.',
  'void-signature':
    'Die Zusage, es nicht zu nehmen, ist nicht von dort unterschrieben. Was Sie gegeben haben, zählt als gegeben.',
  'void-unconfirmed':
    'Die andere Seite sagt, dass sie es nicht nimmt. Sehen Sie den Betrag an und bestätigen Sie ihn.',
  'void-too-late': 'Für diese Zusage ist es zu spät: die Zahlung ist genommen.',
  'other-half':
    'Die beiden Geldbörsen zählen verschieden. Treffen Sie sich noch einmal: dann vergleichen sie, was sie haben.',
  'no-void-of-cheques':
    'Ein Scheck lässt sich nicht durch ein Wort zurückgeben. Lassen Sie sich denselben Betrag zahlen.',
  'not-proven':
    'Dass das für Sie ist, ist nicht bewiesen. Bitten Sie noch einmal darum, oder öffnen Sie beide Geldbörsen einmal mit Netz.',
  'too-many-voids': 'Zu viele solcher Zusagen warten. Öffnen Sie die Geldbörse einmal mit Netz.',
  accepted: 'Diese Zahlung haben Sie schon angenommen.',
  released: 'Dieser Deckel wurde zurückgegeben. Dafür braucht es einen neuen.',
  'too-much': 'Das ist mehr, als da ist.',
  'raised-often': 'Diesem Deckel lässt sich nichts mehr hinzufügen. Eröffnen Sie einen neuen.',
  'covered-often': 'Dieses Taschengeld hat so viel Deckung, wie es haben kann.',
  'allowance-over': 'Dieses Taschengeld ist abgelaufen.',
  forked: 'Eine Kopie jener Geldbörse hat doppelt damit bezahlt. Nehmen Sie nichts mehr davon an.',
  'rolled-back':
    'Diese Geldbörse wurde aus einer älteren Kopie zurückgeholt. Öffnen Sie sie einmal mit Netz, und legen Sie neu beiseite.',
  'choice-differs':
    'Womit das bezahlt wird, hat sich seither geändert. Sehen Sie es noch einmal an.',
  'not-confirmed': 'Es wurde nichts bestätigt, also auch nichts gegeben.',
  'unknown-tab': 'Diese Geldbörse hat keinen solchen Deckel.',
  'unknown-allowance': 'Diese Geldbörse hat kein solches Taschengeld.',
  'no-allowance': 'Das ist nicht der Text eines Taschengelds.',
  'own-allowance': 'Das ist Ihr eigenes Taschengeld. Dafür bürgt jemand anderes.',
  'no-cover': 'Das ist nicht der Text einer Deckung, die jemand gegeben hat.',
  'cheque-above-cap': 'Ein Scheck kann nicht größer sein als das ganze Taschengeld.',
  'bad-tier': 'Wählen Sie eine Stufe von 0 bis 15.',
  'bad-days': 'Wählen Sie weniger Tage, mindestens einen.',
  'bad-limit': 'Das ist keine Grenze. Geben Sie einen Betrag oder eine Zahl über null ein.',
  'limit-twice': 'Für eine Währung stehen da zwei Grenzen. Lassen Sie eine weg.',
  // Money that waits.
  'too-many-holds': 'Das ist zu viel auf einmal. Legen Sie weniger beiseite.',
  'bad-claims': 'Sagen Sie, für wen es ist und bis wann.',
  'bad-until': 'Dieser Tag ist vorbei oder zu weit weg.',
  'bad-condition': 'Die Bedingung ist nicht zu lesen. Sehen Sie sie noch einmal an.',
  'too-much-to-show': 'So viel könnte nie jemand zeigen. Machen Sie die Bedingung kleiner.',
  'never-true': 'Diese Bedingung kann nie erfüllt werden.',
  'name-moved':
    'Ein Name darin gehört inzwischen jemand anderem. Es wurde nichts unterschrieben: sehen Sie noch einmal nach, wer es ist.',
  'several-devices': 'Dort gibt es mehrere Geräte. Sagen Sie, welches unterschreiben muss.',
  'unknown-hold': 'Davon weiß diese Geldbörse nichts. Nehmen Sie erst den Text dazu auf.',
  'bad-terms-text': 'Dieser Text ist nicht ganz. Kopieren Sie ihn noch einmal.',
  'not-asked-for': 'Nichts, was hier wartet, fragt nach diesem Wort.',
  'unknown-secret': 'Diese Geldbörse hat kein solches Geheimnis.',
  'not-claimant': 'Das ist für jemand anderen.',
  'bad-periods': 'Wie oft und wie viele Male, das passt nicht zusammen.',
  'unknown-mandate': 'Diese Geldbörse hat keinen solchen Dauerauftrag.',
  'condition-unmet': 'Es fehlt noch etwas, bevor es genommen werden kann.',
  'hold-gone': 'Es wurde schon genommen oder ging zurück.',
  'content-too-large': 'Höchstens 262144 Bytes lassen sich versiegeln.',
  'no-way': 'Jemand davon hat kein Gerät, für das sich etwas versiegeln lässt.',
  'no-share': 'Sie haben keinen Anteil daran.',
  'bad-sealed': 'Das ist keine versiegelte Datei, oder sie ist nicht ganz.',
  'still-sealed': 'Es bleibt versiegelt: Es fehlt noch etwas.',
  'swap-differs': 'Das ist nicht, was vereinbart war. Sperren Sie nichts und holen Sie nichts ab.',
};
