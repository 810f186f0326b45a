import {
  type Alarm,
  type Governance,
  type Lane,
  type Matter,
  formatScope,
  procedureFor,
} from '@tallystick/protocol';
import {
  DEFAULT_STEPS,
  type GatesReport,
  type List,
  type Module,
  historyOf,
  nameOf,
  print,
  runGates,
  versionAt,
} from '@tallystick/rules';
import { usage } from '../stop.ts';
import { type AllProposals, type ProposedVersion, recordOf } from './read-proposals.ts';
import { readGround } from './rules-ground.ts';

/** What a sovereign's gates would find of a version, were it proposed now; ends the command where nobody may change that matter. */
export async function lookAhead(
  sovereign: { readonly url: string; readonly id: string | undefined },
  all: AllProposals,
  version: ProposedVersion,
): Promise<GatesReport> {
  const { matter, lane } = version;
  const ground = await readGround(sovereign, formatScope(matter), all);
  requireProcedure(ground.constitution.governance, matter, lane);
  return runGates({ ...version, base: baseOf(all, matter, lane) }, ground, DEFAULT_STEPS);
}

/** What it replaces: the newest version that is decided; in an emergency the one that is in force. */
export function baseOf(
  { proposals, time }: AllProposals,
  matter: Matter,
  lane: Lane,
): Uint8Array | null {
  const of = formatScope(matter);
  const history = historyOf(proposals.filter((one) => one.matter === of).map(recordOf), time);
  const replaced =
    lane === 'emergency'
      ? versionAt(history, time)
      : history.versions.findLast((version) => version.lane === 'ordinary');
  return replaced?.proposal ?? null;
}

/** A text as it is proposed, with the dates that it says. */
export function versionOf(
  tree: Module | List,
  lane: Lane,
  alarms: readonly Alarm[] = [],
): ProposedVersion {
  const { from, until } = tree.force;
  return {
    matter: matterOfText(tree),
    content: new TextEncoder().encode(print(tree)),
    from,
    until,
    lane,
    alarms,
  };
}

export function matterOfText(tree: Module | List): Matter {
  if (tree.kind === 'list') return { kind: 'list', name: tree.name };
  const owner = nameOf(tree.owner);
  return owner === 'GLOBAL' ? { kind: 'global' } : { kind: 'module', owner };
}

function requireProcedure(governance: Governance | null, matter: Matter, lane: Lane): void {
  const procedure = governance === null ? undefined : procedureFor(governance, matter);
  if (procedure === undefined) {
    throw usage(
      `The constitution says of nobody that they may change ${formatScope(matter)}.`,
      'no-procedure',
    );
  }
  if (lane === 'emergency' && procedure.emergencyMs === 0) {
    throw usage(`There is no emergency lane for ${formatScope(matter)}.`, 'no-emergency-lane');
  }
}
