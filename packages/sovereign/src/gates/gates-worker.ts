import { parentPort, workerData } from 'node:worker_threads';
import { encode } from '@tallystick/protocol';
import {
  DEFAULT_STEPS,
  type GatedProposal,
  type GatesGround,
  decodeSource,
  gatesReportCodec,
  runGates,
} from '@tallystick/rules';

/** What a thread is started with: the rulebook in bytes, since trees are slow to copy. */
export interface GatesJob {
  readonly proposal: GatedProposal;
  readonly source: Uint8Array;
  readonly ground: Omit<GatesGround, 'source'>;
}

const { proposal, source: encoded, ground } = workerData as GatesJob;
const source = decodeSource(encoded);
if (source === undefined) throw new Error('the rulebook in force is not one');
const report = runGates(proposal, { ...ground, source }, DEFAULT_STEPS);
parentPort?.postMessage(encode(gatesReportCodec, report));
