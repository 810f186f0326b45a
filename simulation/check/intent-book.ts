import { type Hash, type Hold, intentHash, toHex } from '@tallystick/protocol';

/** What somebody has announced; the time is that of its header. */
export interface Announced {
  readonly terms: string;
  readonly at: number;
}

const LAPSES_AFTER_MS = 31 * 86_400_000;

/** What was announced and not carried out, from the log alone (protocol.md section 4). */
export class IntentBook {
  /** By identity in hexadecimal, in the order of the log. */
  readonly #open = new Map<string, Announced[]>();

  announce(identity: string, terms: Hash, at: number): void {
    const open = this.#open.get(identity) ?? [];
    open.push({ terms: toHex(terms), at });
    this.#open.set(identity, open);
  }

  /** What announced a hold, and nothing before it in the same put has used; undefined: nothing did. */
  of(
    identity: string,
    hold: Hold,
    time: number,
    used: readonly Announced[],
  ): Announced | undefined {
    if (hold.intent === undefined) return undefined;
    const terms = toHex(intentHash(hold, hold.intent));
    return this.#open
      .get(identity)
      ?.find((one) => one.terms === terms && !used.includes(one) && !hasLapsed(one, time));
  }

  /** Each is for one hold. */
  use(identity: string, used: readonly Announced[]): void {
    const open = this.#open.get(identity) ?? [];
    this.#open.set(
      identity,
      open.filter((one) => !used.includes(one)),
    );
  }
}

function hasLapsed({ at }: Announced, time: number): boolean {
  return time - at > LAPSES_AFTER_MS;
}
