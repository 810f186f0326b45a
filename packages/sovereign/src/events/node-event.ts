import type { Hash } from '@tallystick/protocol';

/** `alarm` is of the whole sovereign: only webhooks for everybody's events get it. */
export const EVENT_TYPES = ['receivable', 'raised', 'taken', 'admitted', 'alarm'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Something that happened to one identity; see docs/integrators/http-api.md, "Events". */
export interface NodeEvent {
  /** `<log index>-<number within the entry>`: grows with the log, and is the same whenever it is derived. */
  readonly id: string;
  /** Of the entry that it follows from. */
  readonly index: number;
  readonly type: EventType;
  /** Whom it concerns. */
  readonly identity: Hash;
  /** Milliseconds since 1970, of the batch. */
  readonly time: number;
  readonly data: unknown;
}

/** Where an event's id stands in the order of events; undefined when the text is no such id. */
export function parseEventId(text: string): { index: number; part: number } | undefined {
  const match = /^(\d{1,15})-(\d{1,6})$/.exec(text);
  if (match === null) return undefined;
  return { index: Number(match[1]), part: Number(match[2]) };
}

/** Whether event `id` comes after `mark`. */
export function isAfter(id: string, mark: { index: number; part: number }): boolean {
  const at = parseEventId(id);
  if (at === undefined) return false;
  return at.index > mark.index || (at.index === mark.index && at.part > mark.part);
}
