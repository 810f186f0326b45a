import {
  type TreasuryRefusal,
  type PendingDrafts,
  type TreasuryPlaceFile,
  type DraftPurpose,
} from '@tallystick/sovereign';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Certificate,
  type Operation,
  type Signers,
  decode,
  operationCodec,
  stateId,
  type Draft,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type Checked,
  type Trust,
  checkCertificate,
  checkCheckpoint,
  timeText,
} from '@tallystick/wallet';
import { EXIT } from '../exit-status.ts';
import { stop, unreachable } from '../stop.ts';
import { type OperatorClient } from './operator-client.ts';

/** What the settling of a treasury's place works with. */
export interface PlacePorts {
  readonly client: Pick<OperatorClient, 'submit' | 'certificate' | 'checkpoint'>;
  readonly file: TreasuryPlaceFile;
  readonly trust: Trust;
  /** Told once when there is something to wait for. */
  waiting(until: number): void;
}

/** What became of a place's transitions. */
type Freed =
  | { readonly kind: 'empty' }
  /** All of them are in the log; `draft` is the last one. */
  | {
      readonly kind: 'final';
      readonly certificate: Certificate;
      readonly draft: Draft;
      readonly purpose: DraftPurpose;
    }
  /** Those that are not in the log can never get there. */
  | { readonly kind: 'abandoned'; readonly pending: PendingDrafts }
  /** Somebody could still have them admitted, up to the log's time `until`. */
  | { readonly kind: 'taken'; readonly until: number; readonly pending: PendingDrafts };

/** Sends what is pending, in order, up to the end or the first refusal; either is on the disk when this resolves. */
export async function sendPending(ports: PlacePorts): Promise<Certificate | TreasuryRefusal> {
  const { file, client } = ports;
  for (;;) {
    const place = file.read();
    const draft = place.pending?.drafts[0];
    if (place.pending === null || draft === undefined) throw new RangeError('nothing to send');
    const answer = await client.submit(draft);
    if ('code' in answer) {
      file.write({ ...place, pending: { ...place.pending, refusal: answer } });
      return answer;
    }
    if (takeCertificate(ports, draft, answer) === 0) return answer;
  }
}

/**
 * Finds out what became of what is pending, sending it again where that is worth while. A place becomes free in two ways only:
 * with a certificate, or with the proof that the transition is not admitted and never can be (0002, point 4). The order matters:
 * first a checkpoint that the log signed after `notAfter`, then the question whether it has the transition.
 */
async function freePlace(ports: PlacePorts): Promise<Freed> {
  const { client, file } = ports;
  const { pending } = file.read();
  const last = pending?.drafts.at(-1);
  if (pending === null || last === undefined) return { kind: 'empty' };
  const until = Math.max(...pending.drafts.map((draft) => operationOf(draft).notAfter));
  const { purpose, sent } = pending;
  // The clock of this machine decides only whether sending is worth while.
  if (pending.refusal === null && sent && Date.now() <= until) {
    const answer = await sendPending(ports);
    if (!('code' in answer)) return { kind: 'final', certificate: answer, draft: last, purpose };
  }
  const signedTime = await ledgerTime(ports);
  for (;;) {
    const [draft] = file.read().pending?.drafts ?? [];
    if (draft === undefined) throw new RangeError('the place was emptied meanwhile');
    const certificate = await client.certificate(stateId(draft.state));
    if (certificate === undefined) break;
    if (takeCertificate(ports, draft, certificate) === 0) {
      return { kind: 'final', certificate, draft, purpose };
    }
  }
  const place = file.read();
  if (place.pending === null) throw new RangeError('the place was emptied meanwhile');
  if (signedTime <= until) return { kind: 'taken', until, pending: place.pending };
  file.keepAbandoned(place.pending);
  file.write({ ...place, pending: null });
  return { kind: 'abandoned', pending: place.pending };
}

/** As `freePlace`, and waits where the place frees itself soon; ends the command with `place-not-free` where it does not. */
export async function freePatiently(
  ports: PlacePorts,
  patienceMs: number,
): Promise<Exclude<Freed, { kind: 'taken' }>> {
  const pause = createPatience(ports, patienceMs);
  for (;;) {
    const freed = await freePlace(ports);
    if (freed.kind !== 'taken') return freed;
    await pause(freed.until, () => notFree(freed));
  }
}

/**
 * Waits until nothing that a former epoch's treasury signed can be admitted any more, where the sovereign has gone into a new epoch
 * since: what that gave up could be sent again, and what was signed after a backup nobody here remembers. By the time of
 * the new epoch (0007, point 5).
 */
export async function passFormerEpoch(
  ports: PlacePorts & { readonly mostValidityMs: number },
  patienceMs: number,
): Promise<void> {
  const { trust, file, mostValidityMs } = ports;
  const newest = trust.epochs.at(-1);
  const { head, signedUntil } = file.read();
  if (newest === undefined || (head?.epoch ?? 0) >= newest.number) return;
  // What this folder signed and has forgotten was signed before the root declared the epoch, a proposal of hours maybe.
  const until = Math.max(signedUntil, newest.notBefore + mostValidityMs);
  const pause = createPatience(ports, patienceMs);
  while ((await ledgerTime(ports)) <= until) {
    await pause(until, () =>
      unreachable(
        'A new epoch has given up what this treasury signed, and it could be admitted again until ' +
          `${timeText(until)}. Give the command again then.`,
        'place-not-free',
      ),
    );
  }
}

/** Waits a little for the log's time to pass `until`; throws what `tooLong` says where that takes longer than patience. */
function createPatience(
  { trust, waiting }: Pick<PlacePorts, 'trust' | 'waiting'>,
  patienceMs: number,
): (until: number, tooLong: () => Error) => Promise<void> {
  const since = Date.now();
  // An idle ledger signs a later time with its next heartbeat.
  const { heartbeatMs } = trust.constitution.parameters;
  let told = false;
  return async (until, tooLong) => {
    const freeAt = until + heartbeatMs;
    if (Math.max(freeAt, Date.now()) > since + patienceMs) throw tooLong();
    if (!told) waiting(freeAt);
    told = true;
    await sleep(Math.min(Math.max(until - Date.now(), PAUSE_MS), LONGEST_PAUSE_MS));
  };
}

const PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** The newest time that the log has signed, of its newest epoch: the time of one that is over says nothing. */
async function ledgerTime({
  client,
  trust,
}: Pick<PlacePorts, 'client' | 'trust'>): Promise<number> {
  const { epoch, signedTime } = believe(
    checkCheckpoint(nodeCrypto, trust, await client.checkpoint()),
  );
  return epoch === newestEpoch(trust) ? signedTime : 0;
}

export function newestEpoch({ epochs }: Trust): number {
  return epochs.at(-1)?.number ?? 0;
}

/** Whether as many have signed as the constitution asks for. */
export function isSigned({ threshold }: Signers, drafts: readonly Draft[]): boolean {
  return drafts.every(({ signatures }) => signatures.length >= threshold);
}

export function operationOf(draft: Draft): Operation {
  const operation = decode(operationCodec, draft.operation);
  if (!operation.ok) throw new Error(`the operation is malformed: ${operation.reason}`);
  return operation.value;
}

/** Stores that a transition is the chain's head now; gives how many are still pending. */
function takeCertificate(
  { file, trust }: PlacePorts,
  draft: Draft,
  certificate: Certificate,
): number {
  const id = stateId(draft.state);
  const { under } = believe(checkCertificate(nodeCrypto, trust, certificate, id));
  const { pending, signedUntil } = file.read();
  const drafts = pending?.drafts.slice(1) ?? [];
  file.write({
    head: { epoch: under.epoch, state: draft.state },
    pending: pending === null || drafts.length === 0 ? null : { ...pending, drafts },
    signedUntil,
  });
  return drafts.length;
}

function believe<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value;
  if (checked.fault === 'quorum') {
    throw unreachable('Too few witnesses have cosigned yet: try again.', 'quorum');
  }
  const what = `what the sovereign shows does not prove what it says: ${checked.fault}`;
  throw stop(EXIT.tampering, what, {
    ok: false,
    problems: [{ where: `proof-${checked.fault}`, what }],
  });
}

function notFree({ until, pending }: Freed & { kind: 'taken' }): Error {
  const when = timeText(until);
  if (!pending.sent) {
    return unreachable(
      `A proposal waits to be handed in until ${when}. Submit it, or wait: nothing else is signed in its place until the ` +
        'log has passed that time.',
      'place-not-free',
    );
  }
  return unreachable(
    `An earlier transition of this treasury was signed, and could still be admitted until ${when} if somebody sent it ` +
      'again. Nothing else is signed in its place before that is out of the question: give the command again then.',
    'place-not-free',
  );
}
