import {
  type CryptoProvider,
  type GovernanceStatement,
  type Hash,
  type Matter,
  certificateCodec,
  decode,
  decodeGovernance,
  decodeState,
  equalBytes,
  joinContent,
  operationCodec,
  operationHash,
  stateId,
  transitionCodec,
} from '@tallystick/protocol';
import { checkCertificate } from '../trust/checkpoints.ts';
import type { Trust } from '../trust/constitution.ts';

/** An entry of the log as a sovereign shows it: a transition and its certificate, canonical bytes. */
interface ShownEntry {
  readonly transition: Uint8Array;
  readonly certificate: Uint8Array;
}

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
  const proposed = said(crypto, trust, shown.proposal);
  if (proposed?.statement.kind !== 'proposal' || !equalBytes(proposed.id, id)) return undefined;
  const { matter, content, from, until } = proposed.statement;
  const parts = shown.parts.flatMap((entry) => {
    const part = said(crypto, trust, entry);
    return part?.statement.kind === 'part' ? [part] : [];
  });
  const named = content.kind === 'inline' ? [] : content.parts;
  const areNamed = named.every((part, i) => equalBytes(part, parts[i]?.id ?? NONE));
  const bytes = joinContent(
    content,
    parts.map(({ statement }) => (statement.kind === 'part' ? statement.bytes : NONE)),
  );
  if (!areNamed || bytes === undefined) return undefined;
  const hasPassed = shown.words.some((entry) => {
    const word = said(crypto, trust, entry)?.statement;
    if (word?.kind !== 'approval' || !equalBytes(word.proposal, id)) return false;
    return word.word.kind === 'gates' && word.word.verdict !== 'failed';
  });
  return hasPassed ? { matter, content: bytes, from, until } : undefined;
}

const NONE = new Uint8Array();

/** What an admitted transition says about governance; undefined where it is not proven, or says nothing of it. */
function said(
  crypto: CryptoProvider,
  trust: Trust,
  shown: ShownEntry,
): { id: Hash; statement: GovernanceStatement } | undefined {
  const transition = decode(transitionCodec, shown.transition);
  const certificate = decode(certificateCodec, shown.certificate);
  if (!transition.ok || !certificate.ok) return undefined;
  const { state, operation } = transition.value;
  const id = stateId(state);
  if (!checkCertificate(crypto, trust, certificate.value, id).ok) return undefined;
  const opened = decodeState(state);
  if (!opened.ok || !equalBytes(opened.value.operation, operationHash(operation))) return undefined;
  const decoded = decode(operationCodec, operation);
  if (!decoded.ok || decoded.value.kind !== 'say') return undefined;
  const statement = decodeGovernance(decoded.value.statement, decoded.value.body);
  return statement.ok ? { id, statement: statement.value } : undefined;
}
