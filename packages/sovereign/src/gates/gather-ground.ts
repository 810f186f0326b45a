import {
  type Ledger,
  type ProposalView,
  constitutionInForce,
  readBeginning,
  readContent,
  readDecidedTexts,
  readProposals,
  readSupply,
  readVendors,
  readVersions,
} from '@tallystick/ledger';
import { equalBytes, formatScope } from '@tallystick/protocol';
import {
  type GatesGround,
  LONGEST_STEP,
  encodeSource,
  stageAt,
  versionNameOf,
} from '@tallystick/rules';
import { isText } from '../reads/proposals.ts';
import type { GatesJob } from './gates-worker.ts';

type State = Ledger['state'];

/** A proposal, and beside what its gates are run; undefined where its content is not on the log. */
export function gatherGround(state: State, view: ProposalView): GatesJob | undefined {
  const { record, matter } = view;
  const content = readContent(state, record.id);
  if (content === undefined) return undefined;
  const time = state.header?.time ?? 0;
  const { root, currencies, parameters, governance } = constitutionInForce(state, time);
  const { source, compiles } = readDecidedTexts(state);
  const circulating = readSupply(state).flatMap(({ minted, burned, currency }) => {
    const own = source.currencies.find(({ id }) => equalBytes(id, currency));
    return own !== undefined && minted > burned ? [own.code] : [];
  });
  const { base, from, until, lane } = record;
  return {
    proposal: { matter, base, content: content.slice(), from, until, lane },
    source: encodeSource(source),
    ground: {
      time,
      compiles,
      constitution: { root, currencies, parameters, governance },
      ...numbersOf(state, view, time),
      circulating,
      vendors: readVendors(state).length,
    },
  };
}

/** Of versions, and of earlier proposals that may still become one. */
function numbersOf(
  state: State,
  { matter, record }: ProposalView,
  time: number,
): Pick<GatesGround, 'lastNumber' | 'mostNumber'> {
  if (!isText(matter)) return { lastNumber: 0, mostNumber: 0 };
  const named = formatScope(matter);
  const earlier = readProposals(state).filter(
    (one) => one.record.index < record.index && formatScope(one.matter) === named,
  );
  const { versions } = readVersions(state, matter);
  const decided = earlier.filter((one) =>
    versions.some(({ proposal }) => equalBytes(proposal, one.record.id)),
  );
  const open = earlier.filter((one) => OPEN.has(stageAt(one.record, time).kind));
  const mostNumber = Math.max(0, ...decided.map((one) => numberOf(state, one))) + LONGEST_STEP;
  const taken = [...decided, ...open].map((one) => numberOf(state, one));
  return { lastNumber: Math.max(0, ...taken.filter((one) => one <= mostNumber)), mostNumber };
}

const OPEN: ReadonlySet<string> = new Set(['comment', 'voting', 'timelock', 'adopted']);

/** What a text says of its number; 0 where it says none. */
function numberOf(state: State, view: ProposalView): number {
  return versionNameOf(view.matter, readBeginning(state, view).start)?.version ?? 0;
}
