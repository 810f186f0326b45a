import { decode, encode, equalBytes } from '@tallystick/protocol';
import type { Label, Rulebook } from '@tallystick/rules';
import { MAX_FRAME, frameOf, newFrameReader } from '../frames.ts';
import {
  type Opening,
  type OpeningFault,
  type Request,
  type RingAnswer,
  answerCodec,
  requestCodec,
} from '../messages.ts';
import { decideFacts } from './decide.ts';
import { type Opened, openSecrets } from './open-secrets.ts';
import { type Signer, newSigner } from './sign.ts';

/** What the ring works with once it is open. */
interface Desk {
  readonly rulebook: Rulebook;
  readonly opened: Opened;
  readonly signer: Signer;
}

/** Somebody does not keep to the protocol of the door: nothing more is said. */
const NOT_UNDERSTOOD = 2;

/** The ring's program: answers what comes through standard input, until it ends. */
export function runRing(rulebooks: readonly Rulebook[]): void {
  // Whoever stops the node stops its group of processes: what the node has accepted is finished.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  const reader = newFrameReader();
  let desk: Desk | undefined;
  let isOpening = false;

  function take(message: Uint8Array): void {
    const request = decode(requestCodec, message, MAX_FRAME);
    if (!request.ok) return end(NOT_UNDERSTOOD);
    const { value } = request;
    if (value.kind !== 'open') {
      if (desk === undefined) return end(NOT_UNDERSTOOD);
      return say(answer(desk, value));
    }
    if (isOpening) return end(NOT_UNDERSTOOD);
    isOpening = true;
    void open(value.opening, rulebooks).then((opened) => {
      message.fill(0); // it may hold the unlock key
      if (typeof opened === 'string') return say({ kind: 'failed', fault: opened });
      desk = opened;
      return say({ kind: 'opened' });
    });
    return undefined;
  }

  process.stdin.on('data', (chunk: Buffer) => {
    if (!reader.push(chunk, take)) end(NOT_UNDERSTOOD);
  });
  process.stdin.on('end', () => end(0));
}

async function open(
  opening: Opening,
  rulebooks: readonly Rulebook[],
): Promise<Desk | OpeningFault> {
  const rulebook = rulebooks.find(({ hash }) => equalBytes(hash, opening.rulebook));
  const opened = await openSecrets(opening);
  // From here on there are no files.
  process.permission.drop('fs.read');
  if (process.permission.has('fs.read')) throw new Error('files can still be read');
  if (typeof opened === 'string') return opened;
  if (rulebook === undefined) return 'rulebook';
  return { rulebook, opened, signer: newSigner(opened.key, opening.epoch.origin) };
}

function answer(desk: Desk, request: Exclude<Request, { kind: 'open' }>): RingAnswer {
  const { id, label } = request;
  if (!isFromTheNode(label)) return { kind: 'declined', id };
  if (request.kind === 'decide') {
    const { rulebook, opened } = desk;
    return { kind: 'decided', id, decisions: decideFacts(request.facts, label, rulebook, opened) };
  }
  const signature = desk.signer.sign(request.checkpoint, label);
  return signature === undefined ? { kind: 'declined', id } : { kind: 'signed', id, signature };
}

/** The node vouches for what it sends as the ledger does, and for no more. */
function isFromTheNode({ confidentiality, integrity }: Label): boolean {
  return integrity <= 1 && confidentiality <= 1;
}

function say(answer: RingAnswer): void {
  process.stdout.write(frameOf(encode(answerCodec, answer)));
}

function end(code: number): void {
  process.exit(code);
}
