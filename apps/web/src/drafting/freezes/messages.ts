import type { Lane } from '@tallystick/protocol';

/** Who is to be put on a list, or taken off it. */
export interface FreezeDraft {
  readonly does: 'freeze' | 'release';
  /** By its name; one that is not there yet begins with this. */
  readonly list: string;
  /** An identity, in 64 hex digits. */
  readonly party: string;
  readonly lane: Lane;
  /** For how many days the version can be relied on. An emergency's is for as long as what it stands over is, whatever this says. */
  readonly freshDays: number;
}

/** Why there is no such draft. */
export type FreezeFault =
  /** The list's name is none. */
  | 'name'
  /** It is a list of countries, or one that is not public. */
  | 'no-public-list'
  | 'already'
  | 'not-there'
  | 'too-many'
  | 'fresh-days'
  /** Nobody decides on this list by the constitution. */
  | 'nobody-decides'
  | 'no-emergency-lane'
  /** Whoever releases loosens. */
  | 'emergency-loosens'
  /** No version stands that an emergency could tighten, or not for an hour more. */
  | 'nothing-to-tighten';

/** Who decides on a list by the constitution in force, and in which times (ms). */
export interface ListProcedure {
  readonly electorate: string | null;
  readonly office: string | null;
  readonly audits: number;
  readonly commentMs: number;
  readonly voteMs: number;
  readonly timelockMs: number;
  /** 0: there is no emergency lane. */
  readonly emergencyMs: number;
}

/** The next version of a list with one party more, or one less. */
export interface FreezeDrafted {
  readonly text: string;
  readonly version: number;
  /** How many it names. */
  readonly entries: number;
  /** The text that it goes on from; null: it is the list's first. */
  readonly before: string | null;
  readonly procedure: ListProcedure;
  /** When it would be in force at the earliest, were it proposed now: an emergency as soon as it is approved. Ms since 1970. */
  readonly opens: number;
  /** Until when it could be relied on then. */
  readonly freshUntil: number;
}

export type FreezeAnswer =
  | { readonly ok: true; readonly drafted: FreezeDrafted }
  | { readonly ok: false; readonly fault: FreezeFault };

/** A text that would make a list count: rules that refuse whoever is on it. */
export interface StoppingText {
  /** What the module goes by: `GLOBAL`, or a currency. */
  readonly module: string;
  readonly text: string;
}
