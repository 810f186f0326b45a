import {
  type Draft,
  type Hash,
  decode,
  encode,
  operationCodec,
  stateId,
  transitionCodec,
} from '@tallystick/protocol';
import type { SovereignNode } from '../node.ts';
import type { PendingDrafts, TreasuryPlaceFile, TreasuryRefusal } from './place.ts';

/** What the node itself knows of what a treasury has signed: it need not prove its own log to itself. */
export type PlaceNode = Pick<SovereignNode, 'folder' | 'ledger' | 'pipeline' | 'now'>;

const BUSY = 'busy';

/** What became of a place: free, or taken up to the log's time `until` (ms since 1970). */
export type Settled =
  | { readonly isFree: true }
  | { readonly isFree: false; readonly pending: PendingDrafts; readonly until: number };

/**
 * Finds out what became of what is pending, and sends again what somebody wanted sent. A place becomes free in two ways only:
 * all of it is in the log, or the log has passed the last time at which it could get there
 * (docs/decisions/0002-one-signature-per-sequence.md, point 4).
 */
export async function settlePlace(node: PlaceNode, file: TreasuryPlaceFile): Promise<Settled> {
  dropAdmitted(node, file);
  const { pending } = file.read();
  if (pending === null) return { isFree: true };
  const until = endOf(pending.drafts);
  if (pending.sent && pending.refusal === null && node.now() <= until) {
    await sendPending(node, file);
  }
  // First the time that the log has signed, then whether it has the transition.
  const signedTime = node.ledger.checkpoint?.time ?? 0;
  dropAdmitted(node, file);
  const place = file.read();
  if (place.pending === null) return { isFree: true };
  if (signedTime <= until) return { isFree: false, pending: place.pending, until };
  file.keepAbandoned(place.pending);
  file.write({ ...place, pending: null });
  return { isFree: true };
}

/** What is pending, as it was stored last. */
export function readPlace(file: TreasuryPlaceFile): Settled {
  const { pending } = file.read();
  if (pending === null) return { isFree: true };
  return { isFree: false, pending, until: endOf(pending.drafts) };
}

/** Sends what is pending, in order, up to its end or the first refusal; either is on the disk when this resolves. */
export async function sendPending(
  node: PlaceNode,
  file: TreasuryPlaceFile,
): Promise<TreasuryRefusal | null> {
  for (;;) {
    const place = file.read();
    const draft = place.pending?.drafts[0];
    if (place.pending === null || draft === undefined) return null;
    const refusal = await send(node, draft);
    // Where the node had no room nothing has happened: whoever looks next sends it again.
    if (refusal?.code === BUSY) return refusal;
    if (refusal !== null) {
      file.write({ ...place, pending: { ...place.pending, refusal } });
      return refusal;
    }
    dropAdmitted(node, file);
  }
}

async function send(node: PlaceNode, draft: Draft): Promise<TreasuryRefusal | null> {
  const { state, operation, signatures } = draft;
  const transition = encode(transitionCodec, {
    state,
    operation,
    signatures: [...signatures],
  });
  const answers = await node.pipeline.submit([transition]);
  const [answer] = answers ?? [];
  if (answer === undefined) {
    return { code: BUSY, message: 'The node takes nothing just now.', data: '{}' };
  }
  if (answer.ok) return null;
  const { code, message, data } = answer;
  return { code, message, data: JSON.stringify(data) };
}

/** Takes what is in the log off the place, in order. */
function dropAdmitted(node: PlaceNode, file: TreasuryPlaceFile): void {
  const { pending, signedUntil } = file.read();
  const left = [...(pending?.drafts ?? [])];
  let last: Draft | undefined;
  while (left[0] !== undefined && isAdmitted(node, stateId(left[0].state))) last = left.shift();
  if (pending === null || last === undefined) return;
  file.write({
    head: { epoch: node.folder.current.epoch.number, state: last.state },
    pending: left.length === 0 ? null : { ...pending, drafts: left },
    signedUntil,
  });
}

export function isAdmitted({ ledger }: PlaceNode, id: Hash): boolean {
  return ledger.certificate(id) !== undefined;
}

/** The last time at which one of them can be admitted. */
export function endOf(drafts: readonly Draft[]): number {
  return Math.max(
    ...drafts.map((draft) => {
      const operation = decode(operationCodec, draft.operation);
      if (!operation.ok) throw new Error(`the operation is malformed: ${operation.reason}`);
      return operation.value.notAfter;
    }),
  );
}
