import { MAX_FRESH_HOURS } from '../facts/windows.ts';
import type { List } from '../tree/index.ts';
import { checkForce, checkVersion } from './check-force.ts';
import { checkCountry, checkDistinct, checkWindow, type Checking, tell } from './checking.ts';

const PARTY = /^[0-9a-f]{64}$/;

export function checkListTree(checking: Checking, list: List): void {
  checkVersion(checking, list);
  checkForce(checking, list.force);
  checkWindow(checking, list.fresh, MAX_FRESH_HOURS);
  const entries = list.entries ?? [];
  checkDistinct(checking, entries, list, 'The entry');
  entries.forEach((entry, i) => {
    if (checking.mistakes.isFull) return;
    if (list.of === 'countries') checkCountry(checking, entry, [list, String(i)]);
    else if (!PARTY.test(entry)) {
      const message = 'A party is named by its identity: 64 hexadecimal digits in quotation marks.';
      tell(checking, 'name', [list, String(i)], message);
    }
  });
}
