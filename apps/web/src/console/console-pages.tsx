import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { ConsoleWords } from '../words/english/console.ts';
import { HealthPage } from './health/health-page.tsx';

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
    path: '/console/rules',
    group: 'law',
    name: (words) => words.rules.title,
    Page: lazy(async () => ({ default: (await import('./rules/rules-room.tsx')).RulesRoom })),
  },
  {
    path: '/console/welcome',
    group: null,
    name: (words) => words.title,
    Page: lazy(async () => ({ default: (await import('./access/welcome-page.tsx')).WelcomePage })),
  },
];
