import type { Problem } from '@tallystick/wallet';

/** One line a problem: where, then what. */
export function problemsText(problems: readonly Problem[]): string {
  return problems.map(({ where, what }) => `${where}: ${what}`).join('\n');
}
