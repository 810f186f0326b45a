/** Notifications, in German. */
import type { NoticesWords } from '../../english/wallet/notices.ts';

export const noticesGerman: NoticesWords = {
  title: 'Benachrichtigungen',
  about: 'Erfahren, wenn etwas eingeht oder endgültig wird und bevor eine Abstimmung endet.',
  lead: 'Ihr Browser kann Ihnen, während Sie etwas anderes ansehen, sagen: wenn Geld eingeht, wenn eine Zahlung endgültig geworden ist, die es noch nicht war, wenn jemand für Sie einen Deckel eröffnet oder zu einem etwas dazulegt, und wenn eine Abstimmung bald endet, in der Sie noch nicht abgestimmt haben.',
  means:
    'Das geht nur, solange diese Geldbörse in einem Tab offen und entsperrt ist. Von außen schickt niemand etwas an Ihr Gerät: Es gibt keinen Push-Dienst und damit keinen Dritten, der erführe, wann Sie bezahlt werden. Von einer Abstimmung erfahren Sie am letzten Tag, oder im letzten Zehntel ihrer Zeit, wo das kürzer ist.',
  shown: 'Wer Ihren Bildschirm sieht, kann die Beträge lesen.',
  allow: 'Benachrichtigungen erlauben',
  allowed: 'Benachrichtigungen sind an. In den Einstellungen Ihres Browsers schalten Sie sie aus.',
  denied: 'Ihr Browser erlaubt sie nicht. Seine Einstellungen für diese Seite können das.',
  missing: 'Dieser Browser hat keine Benachrichtigungen.',
  received: (what) => `Eingegangen: ${what}`,
  receivedFrom: (name) => `von ${name}`,
  final: (what) => `Ihre Zahlung über ${what} ist endgültig`,
  tabOpened: (what) => `Für Sie wurde ein Deckel über ${what} eröffnet`,
  tabRaised: (what) => `Zu einem Deckel für Sie wurden ${what} dazugelegt`,
  tabBy: (name) => `von ${name}, wie der Souverän es angibt`,
  voteCloses: (name) => `Die Abstimmung über ${name} endet bald`,
  voteUntil: (when) => `Sie können bis ${when} abstimmen.`,
};
