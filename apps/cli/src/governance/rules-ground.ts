import {
  type GatesGround,
  LONGEST_STEP,
  type RulebookSource,
  decodeSource,
} from '@tallystick/rules';
import { readAnswer, readCanonical, readPublicSovereign } from '../sovereign/public-sovereign.ts';
import { unreachable } from '../stop.ts';
import { readFounding } from './read-founding.ts';
import type { AllProposals, ProposalBody } from './read-proposals.ts';

/** Beside what a proposal is looked at, from what a sovereign shows to everybody; `id`: the one that is meant, where that is known. */
export async function readGround(
  { url, id }: { readonly url: string; readonly id: string | undefined },
  matter: string,
  { proposals, time }: AllProposals,
): Promise<GatesGround> {
  const sovereign = await readPublicSovereign(url);
  const { inForce } = await readFounding(url, id);
  const source = await readSource(url);
  const { supply } = await sovereign.supply();
  return {
    time,
    compiles: true,
    source,
    constitution: inForce,
    lastNumber: lastNumber(matter, proposals.filter(isPossible)),
    mostNumber: lastNumber(matter, proposals.filter(isDecided)) + LONGEST_STEP,
    circulating: supply.flatMap(({ code, circulating }) => (circulating > 0n ? [code] : [])),
    vendors: await countVendors(url),
  };
}

/** How many vendors of voting keys are registered. */
async function countVendors(url: string): Promise<number> {
  const { vendors } = await readAnswer(url, '/v1/vendors');
  if (Array.isArray(vendors)) return vendors.length;
  throw unreachable(`${url} shows no registry of vendors.`, 'bad-answer');
}

/** Everything that is decided and not over, settings and currencies included, as a sovereign shows it. */
export async function readSource(url: string): Promise<RulebookSource> {
  const source = decodeSource(await readCanonical(url, '/v1/rules'));
  if (source === undefined) throw unreachable(`${url} shows rules that are none.`, 'bad-answer');
  return source;
}

function isDecided({ stage }: ProposalBody): boolean {
  return stage.opens !== null;
}

function isPossible({ stage }: ProposalBody): boolean {
  return stage.kind !== 'failed' && stage.kind !== 'withdrawn';
}

/** The highest number that any proposal of a matter has had; 0: there was none. */
export function lastNumber(matter: string, proposals: readonly ProposalBody[]): number {
  const numbers = proposals
    .filter((one) => one.matter === matter)
    .map(({ name }) => Number(/-(\d+)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}
