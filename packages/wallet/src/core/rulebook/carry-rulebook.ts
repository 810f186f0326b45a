import { type Hash, equalBytes, toHex } from '@tallystick/protocol';
import {
  type Rulebook,
  type RulebookSource,
  decodeSource,
  noObjection,
  rulebookOf,
} from '@tallystick/rules';
import type { ShownVersions } from '../client/public-client.ts';
import { type Context, store } from '../context.ts';
import { KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';
import { foundingCurrencies } from '../trust/changes.ts';
import { carryChanges } from './carry-changes.ts';
import { type ProvenContent, provenContent } from './proven-content.ts';
import { hasLaterCurrencies, unprovenPart, versionName } from './unproven-part.ts';

/**
 * Takes over what votes have made of the constitution, and the sovereign's rulebook, where they are
 * others than those that are carried: with versions
 * that are decided and yet to come, so that this wallet changes over when they do, with a network or
 * without. Each text is believed when the log proves that it was proposed and passed its gates. Where
 * the sovereign cannot be asked now, what is carried stays; what it shows and its log does not prove
 * ends the operation with `tampering`.
 */
export async function carryRulebook(context: Context): Promise<void> {
  try {
    const { changes, rulebook } = await context.client.current();
    await carryChanges(context, changes);
    await takeOver(context, rulebook);
  } catch (error) {
    if (!(error instanceof Stop) || error.failure.kind !== 'unreachable') throw error;
  }
}

async function takeOver(context: Context, current: Hash): Promise<void> {
  const { client, vault } = context;
  const carried = await vault.get(KEYS.carried);
  // The versions are all that were ever decided: they are asked for when there is something new.
  if (carried !== undefined && equalBytes(carried, current)) return;
  const shown = await client.versions();
  if (equalBytes(shown.rulebook, noObjection.hash)) {
    await store(vault, [{ key: KEYS.carried, value: shown.rulebook }]);
    return;
  }
  const encoded = await client.rulebook();
  const source = decodeSource(encoded);
  // It may have changed between the two answers: the next sync asks again.
  if (source === undefined || rulebookOf(source, shown.rulebook) === undefined) return;
  const part = await askUnproven(context, source, shown.versions);
  if (part !== undefined) {
    const message = `The sovereign shows a rulebook that its log does not prove: ${part} was not proposed so, or did not pass its gates.`;
    stop('tampering', 'rulebook', message, { rulebook: toHex(shown.rulebook), part });
  }
  await store(vault, [
    { key: KEYS.rulebook(shown.rulebook), value: encoded },
    { key: KEYS.proven(shown.rulebook), value: shown.rulebook },
    { key: KEYS.carried, value: shown.rulebook },
  ]);
}

/**
 * Whether the log proves each part of a rulebook: it has, or does now, which is remembered. A rulebook
 * without rules has no part. False, too, where the sovereign cannot be asked now.
 */
export async function isProven(
  context: Context,
  { source, rulebook: { hash } }: { readonly source: RulebookSource; readonly rulebook: Rulebook },
): Promise<boolean> {
  const { client, vault } = context;
  const key = KEYS.proven(hash);
  if (equalBytes(hash, noObjection.hash) || (await vault.get(key)) !== undefined) return true;
  if (context.trust.constitution.governance === null) return false;
  try {
    const { versions } = await client.versions();
    if ((await askUnproven(context, source, versions)) !== undefined) return false;
  } catch (error) {
    if (!(error instanceof Stop) || error.failure.kind !== 'unreachable') throw error;
    return false;
  }
  await store(vault, [{ key, value: hash }]);
  return true;
}

/** The first part of a rulebook that the log does not prove; undefined: it proves all of them. */
async function askUnproven(
  context: Context,
  source: RulebookSource,
  versions: ShownVersions['versions'],
): Promise<string | undefined> {
  const { client, trust, ports } = context;
  const names = new Set([...source.modules, ...source.lists].map(versionName));
  const { constitution, sovereign } = trust;
  const currencies = foundingCurrencies(sovereign, constitution.currencies);
  const matters = new Set(['settings']);
  if (hasLaterCurrencies(source, { currencies })) matters.add('currencies');
  const proven: ProvenContent[] = [];
  for (const { name, matter, proposal } of versions) {
    if (!matters.has(matter) && !names.has(name)) continue;
    const shown = await client.proposalEvidence(proposal);
    const found = provenContent(ports.crypto, trust, proposal, shown);
    if (found !== undefined) proven.push(found);
  }
  return unprovenPart(source, proven, { sovereign, currencies });
}
