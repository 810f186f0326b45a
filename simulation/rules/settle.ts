import { toHex } from '@tallystick/protocol';
import { replayLog } from '../check/replay-log.ts';
import { demand } from '../check/violation.ts';
import { outcomes, submission } from '../parties/raw-account.ts';
import type { Resident } from './resident.ts';
import type { RulesWorld } from './rules-world.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SUMS = [1n, 9_000n, 20_000n, 31_000n, 45_000n] as const;

/**
 * After the storm everybody pays some more, one after the other: then it is known beforehand what the rulebook says, and that has to be the
 * answer. Last of all the whole log is replayed.
 */
export async function settle(world: RulesWorld): Promise<Record<string, number>> {
  world.calm();
  // Ten minutes past the hour after everything has ended that was under way; nothing changes then.
  const now = world.node.wall();
  await world.runFor(2 * HOUR_MS - (now % HOUR_MS) + 10 * MINUTE_MS);
  for (const resident of world.residents) await probe(world, resident);
  await replayLog(world, world.law.rulebook);
  return world.figures();
}

async function probe(world: RulesWorld, resident: Resident): Promise<void> {
  const { node, decisions } = world;
  for (const account of resident.accounts) {
    for (const [code, divisor] of [
      ['HRB', 1n],
      ['GLD', 3n],
    ] as const) {
      for (const units of SUMS) {
        const paying = resident.pay(account, code, units / divisor + 1n);
        if (paying === null) continue;
        const { operation, transition } = paying;
        const owner = toHex(resident.id);
        const time = node.now();
        const said = decisions.foresee({ owner, isTreasury: false, operation, time });
        const answer = await world.drive(node.serve(submission([transition])) ?? nobody());
        const [found] = outcomes(answer);
        const expected = { 'no-objection': 'admitted', hold: 'rules-hold', refuse: 'rules-refuse' };
        demand(
          found === expected[said as keyof typeof expected],
          'what no rule objects to is admitted',
          () => `${resident.name} sends ${units}: ${said}, and the ledger says ${found}`,
        );
      }
    }
  }
}

function nobody(): never {
  throw new Error('the sovereign is down in calm weather');
}
