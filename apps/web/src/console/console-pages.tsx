import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { ConsoleWords } from '../words/english/console.ts';
import { HealthPage } from './health/health-page.tsx';

const LogsPage = lazy(async () => ({ default: (await import('./logs/logs-page.tsx')).LogsPage }));
const PeersPage = lazy(async () => ({
  default: (await import('./peers/peers-page.tsx')).PeersPage,
}));
const ForksPage = lazy(async () => ({
  default: (await import('./forks/forks-page.tsx')).ForksPage,
}));
const PeoplePage = lazy(async () => ({
  default: (await import('./people/people-page.tsx')).PeoplePage,
}));
const BackupsPage = lazy(async () => ({
  default: (await import('./keeping/backups-page.tsx')).BackupsPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('./keeping/settings-page.tsx')).SettingsPage,
}));

/** A page behind the console's door, in one of the groups of its navigation. */
export interface ConsolePage {
  readonly path: string;
  /** Null: it is not in the navigation. */
  readonly group: keyof ConsoleWords['groups'] | null;
  readonly name: (words: ConsoleWords) => string;
  readonly Page: ComponentType | LazyExoticComponent<ComponentType>;
}

export const CONSOLE_PAGES: readonly [ConsolePage, ...ConsolePage[]] = [
  { path: '/console', group: 'running', name: (words) => words.health.title, Page: HealthPage },
  {
    path: '/console/money',
    group: 'money',
    name: (words) => words.money.title,
    Page: lazy(async () => ({ default: (await import('./money/money-room.tsx')).MoneyRoom })),
  },
  {
    path: '/console/rules',
    group: 'law',
    name: (words) => words.rules.title,
    Page: lazy(async () => ({ default: (await import('./rules/rules-room.tsx')).RulesRoom })),
  },
  {
    path: '/console/changes',
    group: 'law',
    name: (words) => words.changes.title,
    Page: lazy(async () => ({ default: (await import('./changes/changes-room.tsx')).ChangesRoom })),
  },
  {
    path: '/console/access',
    group: 'keeping',
    name: (words) => words.access.title,
    Page: lazy(async () => ({ default: (await import('./access/access-page.tsx')).AccessPage })),
  },
  {
    path: '/console/votes',
    group: 'law',
    name: (words) => words.law.votes.title,
    Page: lazy(async () => ({ default: (await import('./votes/votes-room.tsx')).VotesRoom })),
  },
  {
    path: '/console/appeals',
    group: 'law',
    name: (words) => words.law.appeals.title,
    Page: lazy(async () => ({ default: (await import('./appeals/appeals-room.tsx')).AppealsRoom })),
  },
  {
    path: '/console/welcome',
    group: null,
    name: (words) => words.title,
    Page: lazy(async () => ({ default: (await import('./access/welcome-page.tsx')).WelcomePage })),
  },
  {
    path: '/console/logs',
    group: 'running',
    name: (words) => words.health.logs.title,
    Page: LogsPage,
  },
  {
    path: '/console/peers',
    group: 'running',
    name: (words) => words.health.peers.title,
    Page: PeersPage,
  },
  {
    path: '/console/forks',
    group: 'running',
    name: (words) => words.health.forks.title,
    Page: ForksPage,
  },
  {
    path: '/console/people',
    group: 'keeping',
    name: (words) => words.health.people.title,
    Page: PeoplePage,
  },
  {
    path: '/console/backups',
    group: 'keeping',
    name: (words) => words.health.backups.title,
    Page: BackupsPage,
  },
  {
    path: '/console/settings',
    group: 'keeping',
    name: (words) => words.health.settings.title,
    Page: SettingsPage,
  },
];
