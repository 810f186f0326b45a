import {
  type CryptoProvider,
  type Hash,
  type Matter,
  equalBytes,
  joinContent,
} from '@tallystick/protocol';
import type { Trust } from '../trust/constitution.ts';
import {
  type ProvenStatement,
  type ShownEntry,
  proveStatement,
} from '../verify/prove-statement.ts';

/** What a sovereign shows of a proposal: its entry, those of its parts in order, and of words about it. */
export interface ShownEvidence {
  readonly proposal: ShownEntry;
  readonly parts: readonly ShownEntry[];
  readonly words: readonly ShownEntry[];
}

/** What was proposed, and that its gates let it pass: all of it is on the log. */
export interface ProvenContent {
  readonly matter: Matter;
  readonly content: Uint8Array;
  /** Half open, ms since 1970. */
  readonly from: number;
  readonly until: number | null;
}

/** The content of the proposal `id`; undefined where what is shown does not prove it. */
export function provenContent(
  crypto: CryptoProvider,
  trust: Trust,
  id: Hash,
  shown: ShownEvidence,
): ProvenContent | undefined {
  const prove = (entry: ShownEntry): ProvenStatement | undefined => {
    const proof = proveStatement(crypto, trust, entry);
    return proof.ok ? proof.statement : undefined;
  };
  const proposed = prove(shown.proposal);
  if (proposed?.said.kind !== 'proposal' || !equalBytes(proposed.id, id)) return undefined;
  const { matter, content, from, until } = proposed.said;
  const parts = shown.parts.flatMap((entry) => {
    const part = prove(entry);
    return part?.said.kind === 'part' ? [{ id: part.id, bytes: part.said.bytes }] : [];
  });
  const named = content.kind === 'inline' ? [] : content.parts;
  const areNamed = named.every((part, i) => equalBytes(part, parts[i]?.id ?? NONE));
  const bytes = joinContent(
    content,
    parts.map((part) => part.bytes),
  );
  if (!areNamed || bytes === undefined) return undefined;
  const hasPassed = shown.words.some((entry) => {
    const word = prove(entry)?.said;
    if (word?.kind !== 'approval' || !equalBytes(word.proposal, id)) return false;
    return word.word.kind === 'gates' && word.word.verdict !== 'failed';
  });
  return hasPassed ? { matter, content: bytes, from, until } : undefined;
}

const NONE = new Uint8Array();
