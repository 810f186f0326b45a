import { type Hash, contentHash, equalBytes, joinContent, toHex } from '@tallystick/protocol';
import { versionNameOf } from '@tallystick/rules';
import type { ProvenStatement } from '../verify/prove-statement.ts';
import { type Prover, proveEntry } from './prove-entry.ts';
import type { EntryBody } from './shown-vote.ts';

/** What a proven proposal proposes. */
export interface ProposedContent {
  readonly hash: Hash;
  /** `DE-15`, where it is a text that says so in its heading; of others the name is the sovereign's. */
  readonly name: string | null;
}

/** The content of a proven proposal, whose parts are proven as well; or what is wrong with it. */
export async function proveContent(
  prover: Prover,
  { said }: ProvenStatement,
  shown: readonly EntryBody[],
): Promise<ProposedContent | string> {
  if (said.kind !== 'proposal') return 'it is another statement';
  const named = said.content.kind === 'inline' ? [] : said.content.parts;
  const parts: Uint8Array[] = [];
  for (const [i, id] of named.entries()) {
    const entry = shown[i];
    if (entry === undefined) return `part ${i + 1}: it is not shown`;
    const proof = await proveEntry(prover, entry);
    if (!proof.ok) return `part ${i + 1}: ${proof.fault}`;
    const part = proof.statement;
    if (part.said.kind !== 'part' || !equalBytes(part.id, id)) return `part ${i + 1} is another`;
    parts.push(part.said.bytes);
  }
  const content = joinContent(said.content, parts);
  if (content === undefined) return 'its parts are not those that it names';
  const name = versionNameOf(said.matter, content)?.name ?? null;
  return { hash: contentHash(content), name };
}

/** What is wrong with the name and the content's hash that a sovereign gives a proven content; undefined: nothing. */
export function misnamed(
  { hash, name }: ProposedContent,
  shown: { readonly name: string; readonly content: { readonly hash: string | null } },
): string | undefined {
  if (shown.content.hash !== null && shown.content.hash !== toHex(hash)) {
    return 'is not the one whose hash is shown';
  }
  if (name === null || name === shown.name) return undefined;
  return `is ${name} by its heading, and not ${shown.name}`;
}
