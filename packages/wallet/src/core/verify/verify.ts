import type { Context } from '../context.ts';
import type { Problem } from '../outcome.ts';
import { StorageDamage } from '../storage/damage.ts';
import { Stop } from '../stop.ts';
import type { Verified } from '../wallet-types.ts';
import { verifyChains } from './verify-chains.ts';
import { verifyCheckpoints } from './verify-checkpoints.ts';
import { verifyGivenUp } from './verify-given-up.ts';
import { verifyOnline } from './verify-online.ts';

/** What was found, and how much was looked at. */
export interface Findings {
  readonly problems: Problem[];
  /** Keys of checkpoints that certificates were proven under. */
  readonly proven: Set<string>;
  transitions: number;
  certificates: number;
  checkpoints: number;
}

/**
 * Checks everything that the wallet stores, then what the sovereign shows now: its newest checkpoint, that its log continues
 * every one that this wallet has seen, and that it stores the heads that it certified.
 */
export async function verify(context: Context): Promise<Verified> {
  const stored = await context.vault.inspect();
  const findings: Findings = {
    problems: [...stored.problems],
    proven: new Set(),
    transitions: 0,
    certificates: 0,
    checkpoints: 0,
  };
  await collecting(findings, () => verifyChains(context, findings));
  await collecting(findings, () => verifyGivenUp(context, findings));
  await collecting(findings, () => verifyHalves(context, findings));
  await collecting(findings, () => verifyCheckpoints(context, findings));
  const online = await collecting(findings, () => verifyOnline(context, findings));
  const { problems, transitions, certificates, checkpoints } = findings;
  return {
    ok: problems.length === 0,
    problems: distinct(problems),
    checked: { records: stored.records, transitions, certificates, checkpoints, online },
  };
}

/** What was paid and accepted without a network. */
async function verifyHalves(context: Context, findings: Findings): Promise<void> {
  const { verifyOffline } = await import('../offline/door.ts');
  findings.problems.push(...(await verifyOffline(context)));
}

/** False where the sovereign could not be reached; what is damaged or forged becomes a problem. */
async function collecting(findings: Findings, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
  } catch (error) {
    if (error instanceof StorageDamage) findings.problems.push(...error.problems);
    else if (!(error instanceof Stop)) throw error;
    else if (error.failure.kind !== 'tampering') return false;
    else findings.problems.push({ where: 'sovereign', what: error.failure.message });
  }
  return true;
}

/** Damage is met again by whatever reads the damaged record. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ where, what }) => {
    const key = `${where}\n${what}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
