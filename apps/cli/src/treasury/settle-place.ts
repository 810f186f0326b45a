import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Certificate,
  type Operation,
  type Signers,
  decode,
  operationCodec,
  stateId,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { type Checked, type Trust, checkCertificate, checkCheckpoint } from '@tallystick/wallet';
import { EXIT } from '../exit-status.ts';
import { stop, unreachable } from '../stop.ts';
import type { OperatorClient, Refusal } from './operator-client.ts';
import type { Draft, Pending, PlaceFile } from './place.ts';

/** What the settling of a treasury's place works with. */
export interface PlacePorts {
  readonly client: Pick<OperatorClient, 'submit' | 'certificate' | 'checkpoint'>;
  readonly file: PlaceFile;
  readonly trust: Trust;
  readonly signers: Signers;
  /** Told once when there is something to wait for. */
  waiting(until: number): void;
}

/** What became of a place's transitions. */
export type Freed =
  | { readonly kind: 'empty' }
  /** All of them are in the log; `draft` is the last one. */
  | { readonly kind: 'final'; readonly certificate: Certificate; readonly draft: Draft }
  /** Those that are not in the log can never get there. */
  | { readonly kind: 'abandoned'; readonly pending: Pending }
  /** Somebody could still have them admitted, up to the log's time `until`. */
  | { readonly kind: 'taken'; readonly until: number; readonly pending: Pending };

/** Sends what is pending, in order, up to the end or the first refusal; either is on the disk when this resolves. */
export async function sendPending(ports: PlacePorts): Promise<Certificate | Refusal> {
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
  // The clock of this machine decides only whether sending is worth while.
  if (pending.refusal === null && isSigned(ports, pending) && Date.now() <= until) {
    const answer = await sendPending(ports);
    if (!('code' in answer)) return { kind: 'final', certificate: answer, draft: last };
  }
  const signedTime = await ledgerTime(ports);
  for (;;) {
    const [draft] = file.read().pending?.drafts ?? [];
    if (draft === undefined) throw new RangeError('the place was emptied meanwhile');
    const certificate = await client.certificate(stateId(draft.state));
    if (certificate === undefined) break;
    if (takeCertificate(ports, draft, certificate) === 0) {
      return { kind: 'final', certificate, draft };
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
  const since = Date.now();
  // An idle ledger signs a later time with its next heartbeat.
  const { heartbeatMs } = ports.trust.constitution.parameters;
  let told = false;
  for (;;) {
    const freed = await freePlace(ports);
    if (freed.kind !== 'taken') return freed;
    const freeAt = freed.until + heartbeatMs;
    if (Math.max(freeAt, Date.now()) > since + patienceMs) throw notFree(ports, freed);
    if (!told) ports.waiting(freeAt);
    told = true;
    await sleep(Math.min(Math.max(freed.until - Date.now(), PAUSE_MS), LONGEST_PAUSE_MS));
  }
}

const PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** The newest time that the log has signed, of its newest epoch: the time of one that is over says nothing. */
export async function ledgerTime({
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
export function isSigned({ signers }: Pick<PlacePorts, 'signers'>, { drafts }: Pending): boolean {
  return drafts.every(({ signatures }) => signatures.length >= signers.threshold);
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
  const { head, pending } = file.read();
  const drafts = pending?.drafts.slice(1) ?? [];
  const notAfter = Math.max(head?.notAfter ?? 0, operationOf(draft).notAfter);
  file.write({
    head: { epoch: under.epoch, state: draft.state, notAfter },
    pending: drafts.length === 0 ? null : { drafts, refusal: pending?.refusal ?? null },
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

function notFree(ports: PlacePorts, { until, pending }: Freed & { kind: 'taken' }): Error {
  const when = new Date(until).toISOString();
  if (pending.refusal === null && !isSigned(ports, pending)) {
    return unreachable(
      `A proposal waits for signatures until ${when}. Submit it, or wait: nothing else is signed in its place until the ` +
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
