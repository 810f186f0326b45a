import {
  type Half,
  type HalfAct,
  MAX_HALF_ACTS,
  actCodec,
  decode,
  encode,
  equalBytes,
  halfActCodec,
  halfNext,
  stateId,
} from '@tallystick/protocol';

/** The acts of one half by their index, as one side has them. */
export interface HalfRun {
  readonly half: Half;
  /** Index 1 to `half.index`; undefined where this wallet has none there any more. */
  at(index: number): Promise<HalfAct | undefined>;
  /** The head at an index, 0 included; undefined where this wallet does not know it. */
  headAt(index: number): Promise<Half | undefined>;
}

/** Room for acts in a message of 262,144 bytes, with its half before them. */
const MAX_BYTES = 245_760;

/** The act's place in the half, and the half after it; undefined for what is no act. */
export function halfAfterAct({ act }: HalfAct): Half | undefined {
  const read = decode(actCodec, act.act);
  if (!read.ok) return undefined;
  const { index, previous } = read.value.half;
  return halfNext({ index: index - 1, head: previous }, stateId(act.state));
}

/** Index of an act in its half; 0 for what is no act. */
export function indexOf({ act }: HalfAct): number {
  const read = decode(actCodec, act.act);
  return read.ok ? read.value.half.index : 0;
}

/** Acts from an index to another, as many as one message has room for; ends where one is missing. */
export async function actsFrom(run: HalfRun, from: number, to: number): Promise<HalfAct[]> {
  const acts: HalfAct[] = [];
  let bytes = 0;
  for (let index = from; index <= to && acts.length < MAX_HALF_ACTS; index += 1) {
    const act = await run.at(index);
    if (act === undefined) break;
    bytes += encode(halfActCodec, act).length;
    if (bytes > MAX_BYTES) break;
    acts.push(act);
  }
  return acts;
}

/** Whether a half is one that a run leads to. */
export async function isOnRun(run: HalfRun, { index, head }: Half): Promise<boolean> {
  if (index > run.half.index) return false;
  const own = await run.headAt(index);
  return own !== undefined && equalBytes(own.head, head);
}

/**
 * What to show somebody whose half is `theirs`: what comes after it, or everything from the first act on where that is no
 * half of this run. Nothing where this run is the one that is behind.
 */
export async function actsFor(run: HalfRun, theirs: Half, to: number): Promise<HalfAct[]> {
  if (theirs.index > run.half.index) return [];
  const from = (await isOnRun(run, theirs)) ? theirs.index + 1 : 1;
  return await actsFrom(run, from, to);
}
