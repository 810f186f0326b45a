/** Notifications, in German. */
import type { NoticesWords } from '../../english/wallet/notices.ts';

export const noticesGerman: NoticesWords = {
  title: 'Benachrichtigungen',
  about: 'Erfahren, wenn etwas eingeht oder endgültig wird.',
  lead: 'Ihr Browser kann Ihnen sagen, wenn Geld eingeht und wenn eine Zahlung endgültig geworden ist, die es noch nicht war, während Sie etwas anderes ansehen.',
  means:
    'Das geht nur, solange diese Geldbörse in einem Tab offen und entsperrt ist. Von außen schickt niemand etwas an Ihr Gerät: Es gibt keinen Push-Dienst und damit keinen Dritten, der erführe, wann Sie bezahlt werden.',
  shown: 'Wer Ihren Bildschirm sieht, kann die Beträge lesen.',
  allow: 'Benachrichtigungen erlauben',
  allowed: 'Benachrichtigungen sind an. In den Einstellungen Ihres Browsers schalten Sie sie aus.',
  denied: 'Ihr Browser erlaubt sie nicht. Seine Einstellungen für diese Seite können das.',
  missing: 'Dieser Browser hat keine Benachrichtigungen.',
  received: (what) => `Eingegangen: ${what}`,
  receivedFrom: (name) => `von ${name}`,
  final: (what) => `Ihre Zahlung über ${what} ist endgültig`,
};
