import {
  type Checkpoint,
  type CosignerKey,
  type Epoch,
  equalBytes,
  type Hash,
  type Header,
  parseCheckpoint,
  parseNote,
  verifyCosignature,
} from '@tallystick/protocol';
import type { StoredCheckpoint } from '../store/index.ts';
import type { AuditInput } from './audit.ts';

/** Something wrong with a checkpoint; `isRoot` where its tree is another than the log's. */
export interface CheckpointFault {
  readonly what: string;
  readonly isRoot: boolean;
}

/** A stored checkpoint against the tree of the log, and the signatures on it. */
export function checkCheckpoint(
  input: AuditInput,
  checkpoint: StoredCheckpoint,
  expected: { readonly size: number; readonly root: Hash },
  header: Header | undefined,
): CheckpointFault[] {
  const faults: CheckpointFault[] = [];
  if (!equalBytes(checkpoint.root, expected.root)) {
    faults.push({ what: 'its root is not that of the entries', isRoot: true });
  }
  if (header !== undefined && checkpoint.time !== header.time) {
    faults.push({ what: `its time is not the header's, ${timeText(header.time)}`, isRoot: false });
  }
  const what = checkNote(input, checkpoint, header);
  if (what !== undefined) faults.push({ what, isRoot: false });
  return faults;
}

/** A forged header may name a time that no calendar has. */
function timeText(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? `${time} ms` : date.toISOString();
}

function checkNote(
  input: AuditInput,
  stored: StoredCheckpoint,
  header: Header | undefined,
): string | undefined {
  // A crash can leave the last ones unsigned: they are signed when the ledger opens.
  if (stored.note === null)
    return isNearEnd(input, stored.size) ? undefined : 'it was never signed';
  const note = parseNote(stored.note);
  const checkpoint = note === undefined ? undefined : parseCheckpoint(note.text);
  if (note === undefined || checkpoint === undefined) return 'its note is malformed';
  if (checkpoint.size !== stored.size || !equalBytes(checkpoint.root, stored.root)) {
    return 'its note is of another tree';
  }
  // Where the header cannot be read the note says which epoch it is of, and has to be signed by its key.
  const epoch = input.epochs.find(({ number, origin }) =>
    header === undefined ? origin === checkpoint.origin : number === header.epoch,
  );
  if (epoch === undefined) return `no epoch ${header?.epoch ?? '?'} is known`;
  if (checkpoint.origin !== epoch.origin) return `its note is of the log ${checkpoint.origin}`;
  return checkLines(input, epoch, note, checkpoint);
}

/** The log's own line, and every line of a witness or a validator, is good; there are no others. */
function checkLines(
  input: AuditInput,
  epoch: Epoch,
  note: NonNullable<ReturnType<typeof parseNote>>,
  checkpoint: Checkpoint,
): string | undefined {
  const { witnesses, validators } = input.constitution;
  const log: CosignerKey = { name: epoch.origin, key: epoch.log };
  const check = verifyCosignature(note, checkpoint, log, input.crypto);
  if (!check.ok) return `the log's signature on its note is ${check.reason}`;
  for (const { name } of note.signatures) {
    if (name === epoch.origin) continue;
    const cosigner = [...witnesses, ...validators].find((one) => one.name === name);
    if (cosigner === undefined) return `its note has a signature of ${name}, whom nobody named`;
    const line = verifyCosignature(note, checkpoint, cosigner, input.crypto);
    if (!line.ok) return `the signature of ${name} on its note is ${line.reason}`;
  }
  return undefined;
}

/** The checkpoints of the batches that can be under way at one time. */
const MOST_UNSIGNED = 4;

function isNearEnd({ log }: AuditInput, size: number): boolean {
  let end = size;
  for (let step = 0; step < MOST_UNSIGNED && end < log.size; step += 1) {
    end = log.checkpointFor(end)?.size ?? log.size;
  }
  return end >= log.size;
}
