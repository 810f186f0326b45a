import { type Hash, decode, encode, equalBytes } from '@tallystick/protocol';
import { type Label, Labelled, type Rulebook } from '@tallystick/rules';
import { MAX_FRAME, frameOf, newFrameReader } from '../frames.ts';
import {
  type Opening,
  type OpeningFault,
  type Request,
  type RingAnswer,
  answerCodec,
  requestCodec,
} from '../messages.ts';
import { NewestTwo } from '../newest-two.ts';
import { compileGiven } from './compile-given.ts';
import { decideFacts } from './decide.ts';
import { type Opened, openSecrets } from './open-secrets.ts';
import { type Deciding, type Receipts, newReceipts } from './receipt.ts';
import { sayWord } from './say-word.ts';
import { RecentFacts } from './recent-facts.ts';
import { shadowOf } from './shadow.ts';
import { type Signer, newSigner } from './sign.ts';

/** What the ring works with once it is open. */
interface Desk {
  readonly sovereign: Hash;
  readonly opened: Opened;
  readonly signer: Signer;
  readonly rulebooks: Rulebooks;
  readonly receipts: Receipts;
  readonly recent: RecentFacts;
}

/** A rulebook that was given and cannot be compiled is null, so that it takes its place. */
interface Rulebooks {
  readonly known: readonly Rulebook[];
  readonly given: NewestTwo<Deciding | null>;
}

/** Somebody does not keep to the protocol of the door: nothing more is said. */
const NOT_UNDERSTOOD = 2;

/** Decided in public, and part of the program. */
const FOUNDED: Label = { confidentiality: 0, integrity: 2 };

/**
 * The ring's program: answers what comes through standard input, until it ends. `rulebooks`: those
 * that need not be given.
 */
export function runRing(rulebooks: readonly Rulebook[]): void {
  // Whoever stops the node stops its group of processes: what the node has accepted is finished.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  const reader = newFrameReader(MAX_FRAME);
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
      return say({ kind: 'opened', offices: desk.opened.officeKeys });
    });
    return undefined;
  }

  process.stdin.on('data', (chunk: Buffer) => {
    if (!reader.push(chunk, take)) end(NOT_UNDERSTOOD);
  });
  process.stdin.on('end', () => end(0));
}

async function open(opening: Opening, known: readonly Rulebook[]): Promise<Desk | OpeningFault> {
  const opened = await openSecrets(opening);
  // From here on there are no files.
  process.permission.drop('fs.read');
  // Without a path it would be asked for all files, which were never granted.
  if (process.permission.has('fs.read', opening.files.log)) {
    throw new Error('files can still be read');
  }
  if (typeof opened === 'string') return opened;
  const { epoch } = opening;
  const sovereign = opening.sovereign.slice(); // the message is overwritten
  const rulebooks = { known, given: new NewestTwo<Deciding | null>() };
  const signer = newSigner(opened.key, epoch.origin);
  const receipts = newReceipts(opened.key, sovereign);
  return { sovereign, opened, signer, rulebooks, receipts, recent: new RecentFacts() };
}

function answer(desk: Desk, request: Exclude<Request, { kind: 'open' }>): RingAnswer {
  const { id, label } = request;
  if (!isFromTheNode(label)) return { kind: 'declined', id };
  switch (request.kind) {
    case 'give':
      return give(desk, request);
    case 'decide': {
      const by = rulebookOf(desk.rulebooks, request.rulebook);
      if (by === undefined) return { kind: 'declined', id };
      const decisions = decideFacts(request.facts, label, by.rulebook, desk.opened);
      desk.recent.add(request.facts, label);
      return { kind: 'decided', id, decisions };
    }
    case 'receipt': {
      const { asked } = request;
      const by = rulebookOf(desk.rulebooks, asked.rulebook);
      const signed = by && desk.receipts(asked, label, by, desk.opened);
      return signed === undefined ? { kind: 'declined', id } : { kind: 'receipted', id, ...signed };
    }
    case 'shadow': {
      const by = rulebookOf(desk.rulebooks, request.asked.rulebook);
      const shadow = by && shadowOf(request.asked, label, by.rulebook, desk.recent.facts);
      return shadow === undefined ? { kind: 'declined', id } : { kind: 'shadowed', id, shadow };
    }
    case 'sign':
      return signed(id, desk.signer.sign(request.checkpoint, label));
    case 'say': {
      const { sovereign, opened } = desk;
      return signed(id, sayWord(request.word, label, sovereign, opened.offices));
    }
  }
}

function give({ rulebooks }: Desk, request: Extract<Request, { kind: 'give' }>): RingAnswer {
  const { id, rulebook: hash, source, label } = request;
  const compiled = compileGiven(hash, source);
  const deciding = compiled && { ...compiled, rulebook: new Labelled(compiled.rulebook, label) };
  rulebooks.given.keep(hash, deciding);
  return { kind: compiled === null ? 'declined' : 'taken', id };
}

function rulebookOf({ known, given }: Rulebooks, named: Hash): Deciding | undefined {
  const own = known.find(({ hash }) => equalBytes(hash, named));
  if (own === undefined) return given.get(named) ?? undefined;
  return { source: null, rulebook: new Labelled(own, FOUNDED) };
}

function signed(id: number, signature: Uint8Array | undefined): RingAnswer {
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
