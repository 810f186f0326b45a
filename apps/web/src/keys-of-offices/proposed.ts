import {
  type GovernanceStatement,
  MAX_TRANSITION_BYTES,
  type Matter,
  constitutionCodec,
  contentHash,
  decode,
  decodeGovernance,
  decodeState,
  equalBytes,
  fromBase64url,
  joinContent,
  operationCodec,
  operationHash,
  signedConstitutionCodec,
  stateId,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { statedIn, statedOf } from '../drafting/changes/content-stated.ts';
import type { BeforeStated } from '../drafting/changes/messages.ts';
import type { ProposedShown } from './messages.ts';

/** A proposal, and the one whose version it replaces. */
type Proposed = Omit<ProposedShown, 'before'> & { readonly base: string | null };

const MOST_BYTES = 1 << 23;

interface Entry {
  readonly id: string;
  readonly said: GovernanceStatement;
}

/**
 * A proposal from `GET /v1/rules/proposals/ID/evidence`, held to its id: the hash of its state, which names the operation, which has
 * the content or names the parts of it. Undefined where anything of it is something else. That the log has it is not asked here:
 * a word about what the log does not have counts nowhere.
 */
export function readProposed(id: string, evidence: unknown): Proposed | undefined {
  const { proposal, parts } = (evidence ?? {}) as Readonly<Record<string, unknown>>;
  const proposed = entryOf(proposal);
  if (proposed?.id !== id || proposed.said.kind !== 'proposal') return undefined;
  const { matter, base, content, from, until } = proposed.said;
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
    base: base && toHex(base),
    from,
    until,
    text: isText ? new TextDecoder().decode(whole) : null,
    stated: statedIn(matter.kind, whole),
    content: toHex(contentHash(whole)),
  };
}

/** What a proposal would replace, by `evidence` of its base, or else by the constitution that was signed at the founding. */
export function replacedBy(
  { matter, base }: Pick<Proposed, 'matter' | 'base'>,
  evidence: unknown,
  signedConstitution: string,
): BeforeStated | null {
  if (base !== null) {
    const replaced = readProposed(base, evidence);
    const stated = replaced?.matter === matter ? replaced.stated : null;
    return stated && { of: 'version', stated };
  }
  const signed = decode(signedConstitutionCodec, bytesOf(signedConstitution), MOST_BYTES);
  const founding = signed.ok && decode(constitutionCodec, signed.value.constitution);
  const stated = founding && founding.ok ? statedOf(matter, founding.value) : null;
  return stated && { of: 'founding', stated };
}

/** Asks the sovereign of this origin for a proposal and for what it would replace. Rejects where it does not answer. */
export async function fetchProposed(
  id: string,
  founding: string | null,
): Promise<ProposedShown | undefined> {
  const found = readProposed(id, await evidenceOf(id));
  if (found === undefined) return undefined;
  const { base, ...proposed } = found;
  if (proposed.stated === null) return { ...proposed, before: null };
  const replaced = async (): Promise<BeforeStated | null> =>
    base === null
      ? replacedBy(found, null, founding ?? (await fetchFounding()))
      : replacedBy(found, await evidenceOf(base), '');
  // Without it the proposal is shown all the same, and nothing of it is said to be as it was.
  return { ...proposed, before: await replaced().catch(() => null) };
}

const evidenceOf = (id: string): Promise<unknown> => asked(`/v1/rules/proposals/${id}/evidence`);

async function fetchFounding(): Promise<string> {
  const { signedConstitution } = (await asked('/v1/constitution')) as Record<string, unknown>;
  return String(signedConstitution);
}

async function asked(path: string): Promise<unknown> {
  const answer = await fetch(path, { cache: 'no-cache' });
  return answer.ok ? answer.json() : null;
}

function bytesOf(text: string): Uint8Array {
  return fromBase64url(text, MOST_BYTES) ?? new Uint8Array();
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
