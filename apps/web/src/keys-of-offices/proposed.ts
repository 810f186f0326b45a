import {
  type GovernanceStatement,
  MAX_TRANSITION_BYTES,
  type Matter,
  type StructuredMatter,
  constitutionCodec,
  contentHash,
  decode,
  decodeGovernance,
  decodeState,
  equalBytes,
  fromBase64url,
  isStructured,
  joinContent,
  operationCodec,
  operationHash,
  signedConstitutionCodec,
  stateId,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { decodeSource } from '@tallystick/rules';
import { contentIn, statedIn } from '../drafting/changes/content-stated.ts';
import type { BeforeStated, ParameterStated } from '../drafting/changes/messages.ts';
import { parametersAt } from '../drafting/changes/parameters.ts';
import type { ProposedShown } from './messages.ts';

/** A proposal, and the one whose version it replaces. */
type Proposed = Omit<ProposedShown, 'before'> & { readonly base: string | null };

const MOST_BYTES = 1 << 23;
const IN_FOUNDINGS: readonly StructuredMatter[] = [
  'currencies',
  'governance',
  'suites',
  'cosigners',
];

interface Entry {
  readonly id: string;
  readonly said: GovernanceStatement;
}

/**
 * A proposal from `GET /v1/rules/proposals/ID/evidence`, held to its id: the hash of its state, which names the operation, which has
 * the content or names the parts of it. Undefined where anything of it is something else. That the log has it is not asked here:
 * a word about what the log does not have counts nowhere.
 */
export async function readProposed(
  id: string,
  evidence: unknown,
  parameters: readonly ParameterStated[] | null,
): Promise<Proposed | undefined> {
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
  const { kind } = matter;
  return {
    id,
    matter: nameOf(matter),
    base: base && toHex(base),
    from,
    until,
    text: isStructured(kind) ? null : new TextDecoder().decode(whole),
    stated: isStructured(kind) ? await statedIn(kind, whole, parameters) : null,
    content: toHex(contentHash(whole)),
  };
}

/** What a proposal would replace, by `evidence` of its base, or else by the constitution that was signed at the founding. */
export async function replacedBy(
  { matter, base }: Pick<Proposed, 'matter' | 'base'>,
  evidence: unknown,
  signedConstitution: string,
  parameters: readonly ParameterStated[] | null,
): Promise<BeforeStated | null> {
  if (base !== null) {
    const replaced = await readProposed(base, evidence, parameters);
    const stated = replaced?.matter === matter ? replaced.stated : null;
    return stated && { of: 'version', stated };
  }
  const signed = decode(signedConstitutionCodec, bytesOf(signedConstitution), MOST_BYTES);
  const founding = signed.ok && decode(constitutionCodec, signed.value.constitution);
  if (!founding || !founding.ok || !isStructured(matter)) return null;
  const content = contentIn(matter, founding.value);
  const stated = content && (await statedIn(matter, content, parameters));
  return stated && { of: IN_FOUNDINGS.includes(matter) ? 'founding' : 'nothing', stated };
}

/** Asks the sovereign of this origin for a proposal and for what it would replace. Rejects where it does not answer. */
export async function fetchProposed(
  id: string,
  founding: string | null,
): Promise<ProposedShown | undefined> {
  const evidence = await evidenceOf(id);
  // Whose matter it is, is known once it is read: rules are asked for where they say what it means.
  const first = await readProposed(id, evidence, null);
  const parameters = first?.matter === 'settings' ? await fetchParameters(first.from) : null;
  const found = parameters === null ? first : await readProposed(id, evidence, parameters);
  if (found === undefined) return undefined;
  const { base, ...proposed } = found;
  if (proposed.stated === null) return { ...proposed, before: null };
  const replaced = async (): Promise<BeforeStated | null> =>
    base === null
      ? replacedBy(found, null, founding ?? (await fetchFounding()), parameters)
      : replacedBy(found, await evidenceOf(base), '', parameters);
  // Without it the proposal is shown all the same, and nothing of it is said to be as it was.
  return { ...proposed, before: await replaced().catch(() => null) };
}

const evidenceOf = (id: string): Promise<unknown> => asked(`/v1/rules/proposals/${id}/evidence`);

/** What the rules call their parameters, once it is in force; null where they cannot be read. */
async function fetchParameters(from: number): Promise<readonly ParameterStated[] | null> {
  try {
    const answer = await fetch('/v1/rules', {
      headers: { accept: 'application/cbor' },
      cache: 'no-cache',
    });
    const source = decodeSource(new Uint8Array(await answer.arrayBuffer()));
    return source === undefined ? null : parametersAt(source, Math.max(from, Date.now()));
  } catch {
    return null;
  }
}

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
