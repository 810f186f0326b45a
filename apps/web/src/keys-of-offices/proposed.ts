import {
  type GovernanceStatement,
  MAX_TRANSITION_BYTES,
  type Matter,
  contentHash,
  decode,
  decodeGovernance,
  decodeState,
  equalBytes,
  fromBase64url,
  joinContent,
  operationCodec,
  operationHash,
  stateId,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { statedIn } from '../drafting/changes/content-stated.ts';
import type { ProposedShown } from './messages.ts';

interface Entry {
  readonly id: string;
  readonly said: GovernanceStatement;
}

/**
 * A proposal from `GET /v1/rules/proposals/ID/evidence`, held to its id: the hash of its state, which names the operation, which has
 * the content or names the parts of it. Undefined where anything of it is something else. That the log has it is not asked here:
 * a word about what the log does not have counts nowhere.
 */
export function readProposed(id: string, evidence: unknown): ProposedShown | undefined {
  const { proposal, parts } = (evidence ?? {}) as Readonly<Record<string, unknown>>;
  const proposed = entryOf(proposal);
  if (proposed?.id !== id || proposed.said.kind !== 'proposal') return undefined;
  const { matter, content, from, until } = proposed.said;
  const named = content.kind === 'inline' ? [] : content.parts.map(toHex);
  const read = (Array.isArray(parts) ? (parts as readonly unknown[]) : []).map(entryOf);
  const bytes = named.map((name) => {
    const said = read.find((entry) => entry?.id === name)?.said;
    return said?.kind === 'part' ? said.bytes : new Uint8Array();
  });
  const whole = joinContent(content, bytes);
  if (whole === undefined) return undefined;
  const isText = matter.kind === 'module' || matter.kind === 'global' || matter.kind === 'list';
  return {
    id,
    matter: nameOf(matter),
    from,
    until,
    text: isText ? new TextDecoder().decode(whole) : null,
    stated: statedIn(matter.kind, whole),
    content: toHex(contentHash(whole)),
  };
}

function nameOf(matter: Matter): string {
  if (matter.kind === 'module') return `module ${matter.owner}`;
  return matter.kind === 'list' ? `list ${matter.name}` : matter.kind;
}

/** What a transition says, by its own hash. */
function entryOf(shown: unknown): Entry | undefined {
  const { transition } = (shown ?? {}) as Readonly<Record<string, unknown>>;
  const bytes =
    typeof transition === 'string' ? fromBase64url(transition, MAX_TRANSITION_BYTES) : undefined;
  const decoded = bytes && decode(transitionCodec, bytes, MAX_TRANSITION_BYTES);
  if (!decoded?.ok) return undefined;
  const state = decodeState(decoded.value.state);
  const { operation } = decoded.value;
  if (!state.ok || !equalBytes(operationHash(operation), state.value.operation)) return undefined;
  const read = decode(operationCodec, operation, MAX_TRANSITION_BYTES);
  if (!read.ok || read.value.kind !== 'say') return undefined;
  const said = decodeGovernance(read.value.statement, read.value.body);
  return said.ok ? { id: toHex(stateId(decoded.value.state)), said: said.value } : undefined;
}
