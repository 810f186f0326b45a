import type { Program } from '../decide/frame.ts';
import { FALSE, MISSING, TRUE, truthOf } from '../decide/truth.ts';
import { hoursOf, type Requirement } from '../tree/index.ts';
import { buildDocument } from './build-condition.ts';

const HOUR_MS = 3_600_000;

/** Whether what a hold waits for has been given. */
export function buildRequirement(requirement: Requirement): Exclude<Program, number> {
  switch (requirement.kind) {
    case 'needs-tier': {
      const { of, tier } = requirement;
      if (of === 'sender') return ({ facts }) => (facts.sender.tier >= tier ? TRUE : FALSE);
      return ({ receiverTier }) => (receiverTier >= tier ? TRUE : FALSE);
    }
    case 'needs-second-factor':
      return ({ facts }) => truthOf(facts.secondFactor);
    case 'needs-document':
      return buildDocument(requirement.name);
    case 'needs-waiting': {
      const ms = hoursOf(requirement.window) * HOUR_MS;
      return ({ facts: { waitedMs } }) => {
        if (waitedMs === null) return MISSING;
        return waitedMs >= ms ? TRUE : FALSE;
      };
    }
  }
}
