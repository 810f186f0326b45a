import { type Claim, toHex } from '@tallystick/protocol';
import { hourOf } from '@tallystick/rules';

/** Whom a hold was put for, and when: ms since 1970. */
export interface PutFor {
  readonly time: number;
  readonly claims: readonly Claim[];
  /** Whether the rulebook that decided it asked for payees: else nobody remembers them. */
  readonly isRemembered: boolean;
}

/** What is known of an identity's payees before one of its holds. */
export interface KnownPayees {
  /** Different ones within so many hours, whoever is meant by bounds counted each time. */
  count(hours: number): number;
  /** By identity in hexadecimal: whether a hold was put for it, and whether that is remembered. */
  before(payee: string): 'never' | 'forgotten' | 'remembered';
}

/**
 * `before` are the holds of earlier transitions, `beside` those of the same one before the hold that is
 * asked about: they count, and yet nobody is known through them.
 */
export function knownPayees(
  before: readonly PutFor[],
  beside: readonly PutFor[],
  time: number,
): KnownPayees {
  const hour = hourOf(time);
  const last = new Map<string, number>();
  const bounds: number[] = [];
  const forgotten = new Set<string>();
  for (const { time: at, claims, isRemembered } of before) {
    for (const { payee } of claims) {
      if (payee.kind !== 'identity') {
        if (isRemembered) bounds.push(hourOf(at));
      } else if (isRemembered) last.set(toHex(payee.identity), hourOf(at));
      else forgotten.add(toHex(payee.identity));
    }
  }
  const now = new Map(last);
  for (const { claims } of beside) {
    for (const { payee } of claims) {
      if (payee.kind === 'identity') now.set(toHex(payee.identity), hour);
      else bounds.push(hour);
    }
  }
  return {
    count(hours) {
      const isWithin = (at: number): boolean => at > hour - hours;
      return [...now.values()].filter(isWithin).length + bounds.filter(isWithin).length;
    },
    before(payee) {
      if (last.has(payee)) return 'remembered';
      return forgotten.has(payee) ? 'forgotten' : 'never';
    },
  };
}
