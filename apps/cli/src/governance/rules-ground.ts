import { currencyId, hash } from '@tallystick/protocol';
import { type GatesGround, type List, type Module, parse } from '@tallystick/rules';
import { readAnswer, readPublicSovereign } from '../sovereign/public-sovereign.ts';
import { unreachable } from '../stop.ts';
import { readFounding } from './draft-approval.ts';
import type { AllProposals, ProposalBody } from './read-proposals.ts';

/** Beside what a proposal is looked at, from what a sovereign shows to everybody. */
export async function readGround(
  url: string,
  matter: string,
  { proposals, time }: AllProposals,
): Promise<GatesGround> {
  const sovereign = await readPublicSovereign(url);
  const { constitution, signedConstitution } = await readFounding(url);
  const id = hash('constitution', signedConstitution.constitution);
  const body = await readAnswer(url, '/v1/rules');
  const trees = [...textsOf(body['modules']), ...textsOf(body['lists'])].map((text) => {
    const { tree } = parse(text);
    if (tree === null) throw unreachable(`${url} shows rules that are none.`, 'bad-answer');
    return tree;
  });
  const { supply } = await sovereign.supply();
  return {
    time,
    source: {
      modules: trees.filter((tree): tree is Module => tree.kind === 'module'),
      lists: trees.filter((tree): tree is List => tree.kind === 'list'),
      settings: [],
      currencies: constitution.currencies.map(({ code, decimals }) => ({
        code,
        decimals,
        id: currencyId(id, code),
      })),
    },
    constitution,
    lastNumber: lastNumber(matter, proposals.filter(isPossible)),
    mostNumber: lastNumber(matter, proposals.filter(isDecided)) + LONGEST_STEP,
    circulating: supply.flatMap(({ code, circulating }) => (circulating > 0n ? [code] : [])),
    vendors: 0,
  };
}

/** Numbers go up in steps: else whoever proposes the highest leaves none for others. */
const LONGEST_STEP = 1000;

function isDecided({ stage }: ProposalBody): boolean {
  return stage.opens !== null;
}

function isPossible({ stage }: ProposalBody): boolean {
  return stage.kind !== 'failed' && stage.kind !== 'withdrawn';
}

function textsOf(said: unknown): string[] {
  if (!Array.isArray(said)) return [];
  return (said as readonly { readonly text?: unknown }[]).flatMap(({ text }) =>
    typeof text === 'string' ? [text] : [],
  );
}

/** The highest number that any proposal of a matter has had; 0: there was none. */
export function lastNumber(matter: string, proposals: readonly ProposalBody[]): number {
  const numbers = proposals
    .filter((one) => one.matter === matter)
    .map(({ name }) => Number(/-(\d+)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}
