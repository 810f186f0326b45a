import { type ComponentType, type LazyExoticComponent, type ReactElement, lazy } from 'react';
import { ListSign, MoreSign, PurseSign, ReceiveSign, SendSign } from '../frame/signs.tsx';
import type { WalletWords } from '../words/english/wallet.ts';
import type * as Everyday from './everyday.ts';

/** A page behind the wallet's door. What most people want is in the navigation; the rest is one step further, under "More". */
export interface WalletPage {
  readonly path: string;
  readonly place: 'tab' | 'more';
  readonly name: (words: WalletWords) => string;
  /** For tabs: how a phone shows it. */
  readonly Sign?: () => ReactElement;
  /** For "More": what one does there. */
  readonly about?: (words: WalletWords) => string;
  readonly Page: ComponentType | LazyExoticComponent<ComponentType>;
}

/** Fetches what stands behind the tabs; a door calls it before it is opened. */
export const loadEveryday = (): Promise<typeof Everyday> => import('./everyday.ts');

const MoneyHome = lazy(async () => ({ default: (await loadEveryday()).MoneyHome }));
const PayPage = lazy(async () => ({ default: (await loadEveryday()).PayPage }));
const ReceivePage = lazy(async () => ({ default: (await loadEveryday()).ReceivePage }));
const HistoryPage = lazy(async () => ({ default: (await loadEveryday()).HistoryPage }));

export const WALLET_PAGES: readonly [WalletPage, ...WalletPage[]] = [
  { path: '/wallet', place: 'tab', name: (words) => words.money, Sign: PurseSign, Page: MoneyHome },
  { path: '/wallet/pay', place: 'tab', name: (words) => words.pay, Sign: SendSign, Page: PayPage },
  {
    path: '/wallet/receive',
    place: 'tab',
    name: (words) => words.receive,
    Sign: ReceiveSign,
    Page: ReceivePage,
  },
  {
    path: '/wallet/history',
    place: 'tab',
    name: (words) => words.history,
    Sign: ListSign,
    Page: HistoryPage,
  },
  {
    path: '/wallet/more',
    place: 'tab',
    name: (words) => words.more.title,
    Sign: MoreSign,
    Page: lazy(async () => ({ default: (await import('./more-page.tsx')).MorePage })),
  },
  {
    path: '/wallet/notices',
    place: 'more',
    name: (words) => words.notices.title,
    about: (words) => words.notices.about,
    Page: lazy(async () => ({ default: (await import('./notices/notices-page.tsx')).NoticesPage })),
  },
  {
    path: '/wallet/statement',
    place: 'more',
    name: (words) => words.statement.title,
    about: (words) => words.statement.about,
    Page: lazy(async () => ({
      default: (await import('./statement/statement-page.tsx')).StatementPage,
    })),
  },
  {
    path: '/wallet/waiting',
    place: 'more',
    name: (words) => words.waiting.title,
    about: (words) => words.waiting.about,
    Page: lazy(async () => ({ default: (await import('./waiting/waiting-page.tsx')).WaitingPage })),
  },
  {
    path: '/wallet/votes',
    place: 'more',
    name: (words) => words.votes.title,
    about: (words) => words.votes.about,
    Page: lazy(async () => ({ default: (await import('./votes/votes-page.tsx')).VotesPage })),
  },
  {
    path: '/wallet/voting-key',
    place: 'more',
    name: (words) => words.votes.key.title,
    about: (words) => words.votes.key.about,
    Page: lazy(async () => ({
      default: (await import('./votes/voting-key-page.tsx')).VotingKeyPage,
    })),
  },
  {
    path: '/wallet/decisions',
    place: 'more',
    name: (words) => words.stopped.title,
    about: (words) => words.stopped.about,
    Page: lazy(async () => ({ default: (await import('./stopped/stopped-page.tsx')).StoppedPage })),
  },
  {
    path: '/wallet/devices',
    place: 'more',
    name: (words) => words.keys.devices.title,
    about: (words) => words.keys.devices.about,
    Page: lazy(async () => ({
      default: (await import('./settings/devices-page.tsx')).DevicesPage,
    })),
  },
  {
    path: '/wallet/sovereigns',
    place: 'more',
    name: (words) => words.keys.places.title,
    about: (words) => words.keys.places.about,
    Page: lazy(async () => ({
      default: (await import('./settings/sovereigns-page.tsx')).SovereignsPage,
    })),
  },
  {
    path: '/wallet/settings',
    place: 'more',
    name: (words) => words.keys.settings.title,
    about: (words) => words.keys.settings.about,
    Page: lazy(async () => ({
      default: (await import('./settings/settings-page.tsx')).SettingsPage,
    })),
  },
  {
    path: '/wallet/take-along',
    place: 'more',
    name: (words) => words.takeAlong.title,
    about: (words) => words.takeAlong.about,
    Page: lazy(async () => ({
      default: (await import('./take-along/take-along-page.tsx')).TakeAlongPage,
    })),
  },
  {
    path: '/wallet/propose',
    place: 'more',
    name: (words) => words.propose.title,
    about: (words) => words.propose.about,
    Page: lazy(async () => ({ default: (await import('./propose/propose-page.tsx')).ProposePage })),
  },
  {
    path: '/wallet/carry',
    place: 'more',
    name: (words) => words.propose.carrying.title,
    about: (words) => words.propose.carrying.about,
    Page: lazy(async () => ({ default: (await import('./propose/carry-page.tsx')).CarryPage })),
  },
  {
    path: '/wallet/offline',
    place: 'more',
    name: (words) => words.offline.title,
    about: (words) => words.offline.about,
    Page: lazy(async () => ({ default: (await import('./offline/offline-page.tsx')).OfflinePage })),
  },
  {
    path: '/wallet/set-aside',
    place: 'more',
    name: (words) => words.setAside.title,
    about: (words) => words.setAside.about,
    Page: lazy(async () => ({
      default: (await import('./offline/set-aside-page.tsx')).SetAsidePage,
    })),
  },
  {
    path: '/wallet/streams',
    place: 'more',
    name: (words) => words.streams.title,
    about: (words) => words.streams.about,
    Page: lazy(async () => ({ default: (await import('./streams/streams-page.tsx')).StreamsPage })),
  },
  {
    path: '/wallet/exposure',
    place: 'more',
    name: (words) => words.exposure.title,
    about: (words) => words.exposure.about,
    Page: lazy(async () => ({
      default: (await import('./offline/exposure-page.tsx')).ExposurePage,
    })),
  },
];
