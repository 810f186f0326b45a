import { formatCheckpoint, type Hash } from '@tallystick/protocol';
import type { Store } from '../store/index.ts';

/** A checkpoint that the store has, without its signature. */
export interface Unsigned {
  readonly size: number;
  readonly root: Hash;
  readonly time: number;
}

/** Signs a checkpoint's note text at a time in ms since 1970, and answers the signed note. */
export type SignCheckpoint = (body: Uint8Array, time: number) => Promise<Uint8Array>;

interface Waiting {
  readonly size: number;
  readonly note: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Signs checkpoints that are durable, one after the other, and has the signed notes stored by the
 * next commit. A caller of `sign` may answer once it resolves, and not before.
 */
export class Checkpoints {
  readonly #origin: string;
  readonly #signCheckpoint: SignCheckpoint;
  #waiting: Waiting[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(origin: string, signCheckpoint: SignCheckpoint) {
    this.#origin = origin;
    this.#signCheckpoint = signCheckpoint;
  }

  /** Whether signed notes wait for a commit. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /**
   * Signs a stored checkpoint; `flush` is called when the note is ready and has to be stored.
   * Resolves with the note once a commit has stored it.
   */
  sign(checkpoint: Unsigned, flush: () => void): Promise<Uint8Array> {
    const signed = this.#last.then(() => this.#sign(checkpoint));
    this.#last = signed.catch(() => {});
    return signed.then(async (note) => {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push({ size: checkpoint.size, note, resolve, reject });
        flush();
      });
      return note;
    });
  }

  /**
   * Takes the notes that are ready: the caller commits them, and says what became of the commit.
   */
  take(): Waiting[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  async #sign({ size, root, time }: Unsigned): Promise<Uint8Array> {
    const text = formatCheckpoint({ origin: this.#origin, size, root });
    return this.#signCheckpoint(new TextEncoder().encode(text), time);
  }
}

/** Commits a batch together with the notes that are ready. */
export async function commitWith(
  store: Pick<Store, 'commit'>,
  checkpoints: Checkpoints,
  batch: Omit<Parameters<Store['commit']>[0], 'signed'>,
): Promise<void> {
  const notes = checkpoints.take();
  const signed = notes.map(({ size, note }) => ({ size, note }));
  try {
    await store.commit({ ...batch, signed });
    for (const note of notes) note.resolve();
  } catch (error) {
    for (const note of notes) note.reject(error);
    throw error;
  }
}
