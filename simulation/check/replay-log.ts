import { audit, openMemoryStore } from '@tallystick/ledger';
import type { Rulebook } from '@tallystick/rules';
import type { Stage } from '../stage.ts';
import { demand } from './violation.ts';

/** The whole log once more; `rulebook` decides where the log has none of its own. */
export async function replayLog({ node, context }: Stage, rulebook: Rulebook): Promise<void> {
  const { constitution, epoch } = node.founding;
  const store = openMemoryStore(node.image);
  const log = {
    size: node.image.entries.length,
    entry: (index: number) => store.entry(index),
    checkpointFor: (index: number) => store.checkpointFor(index),
  };
  const { crypto } = context;
  const report = await audit({ constitution, epochs: [epoch], log, store, crypto, rulebook });
  demand(report.ok, 'a decision replays to the same bit', () => JSON.stringify(report.problems[0]));
}
