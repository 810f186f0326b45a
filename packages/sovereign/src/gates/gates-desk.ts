import { type Ledger, type ProposalView, readProposal } from '@tallystick/ledger';
import { type Hash, decode, sameKey, toHex } from '@tallystick/protocol';
import { gatesReportCodec, reportHash, stageAt } from '@tallystick/rules';
import type { Logger } from 'pino';
import type { Ring } from '../ring/keep-ring.ts';
import { gatherGround } from './gather-ground.ts';
import type { GatesJob } from './gates-worker.ts';
import type { KeptReport, KeptReports } from './kept-reports.ts';

/** Why gates are not run: `unknown` proposal, `over`: no word could count any more, `full`: ask later. */
export type GatesFault = 'unknown' | 'over' | 'full' | 'failed';

/** How far the gates have come with a proposal. */
interface GatesWork {
  /** How many proposals are looked at before it; 0: this one is looked at. */
  readonly before: number;
  /** For how long it has been looked at, ms; 0 while others are before it. */
  readonly runningMs: number;
}

/** Runs the gates of proposals, one at a time, and has the office's word signed where the ring can. */
export interface GatesDesk {
  /** The same answer whenever it is asked for, and whoever asks. */
  ask(proposal: Hash): Promise<KeptReport | GatesFault>;
  /** How far it is with what was asked for and is not answered yet; undefined where nothing is. */
  workOn(proposal: Hash): GatesWork | undefined;
  /** What has been found; undefined where nobody has asked. */
  find(proposal: Hash): Promise<KeptReport | undefined>;
  /** Stops what is running. */
  close(): Promise<void>;
}

export interface GatesDeskOptions {
  readonly state: () => Ledger['state'];
  readonly ring: Pick<Ring, 'say' | 'offices'>;
  readonly reports: KeptReports;
  readonly run: (job: GatesJob, signal: AbortSignal) => Promise<Uint8Array>;
  readonly log: Logger;
  /** A steady clock, ms. */
  readonly now?: () => number;
}

/** Proposals whose gates wait for others'. A ledger has at most 256 that are open. */
const MOST_WAITING = 16;

export function openGatesDesk(options: GatesDeskOptions): GatesDesk {
  const { state, reports, log, now = () => performance.now() } = options;
  const closing = new AbortController();
  /** In the order in which they are looked at: the first one is under way, from when on `since` says. */
  const asked = new Map<string, Promise<KeptReport | GatesFault>>();
  let since = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function answer(proposal: Hash): Promise<KeptReport | GatesFault> {
    const view = readProposal(state(), proposal);
    if (view === undefined) return 'unknown';
    const kept = await reports.read(proposal);
    if (kept !== undefined && kept.word !== null) return kept;
    if (kept === undefined && !mayBeHeard(state(), view)) return 'over';
    const report = kept?.report ?? (await runFor(view));
    if (report === undefined) return 'unknown';
    // Stored before it is signed, and its signature before anybody has it.
    if (kept === undefined) await reports.write(proposal, { report, word: null });
    const word = await signed(options, view, report);
    if (word !== null) await reports.write(proposal, { report, word });
    return { report, word };
  }

  async function runFor(view: ProposalView): Promise<Uint8Array | undefined> {
    const job = gatherGround(state(), view);
    return job && (await options.run(job, closing.signal));
  }

  return {
    ask(proposal) {
      const key = toHex(proposal);
      const under = asked.get(key);
      if (under !== undefined) return under;
      if (asked.size >= MOST_WAITING) return Promise.resolve('full');
      const answered = last
        .then(() => {
          since = now();
          return closing.signal.aborted ? 'failed' : answer(proposal);
        })
        .catch((error: unknown): GatesFault => {
          log.error({ err: error, proposal: key }, 'the gates of a proposal could not be run');
          return 'failed';
        })
        .finally(() => asked.delete(key));
      asked.set(key, answered);
      last = answered;
      return answered;
    },
    workOn(proposal) {
      const before = [...asked.keys()].indexOf(toHex(proposal));
      if (before < 0) return undefined;
      return { before, runningMs: before === 0 ? Math.round(now() - since) : 0 };
    },
    find: (proposal) => reports.read(proposal),
    async close() {
      closing.abort();
      await last;
    },
  };
}

/** Whether the word of the gates can still count. */
function mayBeHeard({ header }: Ledger['state'], { record }: ProposalView): boolean {
  const { kind } = stageAt(record, header?.time ?? 0);
  return kind === 'comment' || (record.lane === 'emergency' && kind === 'voting');
}

/** Null where the office's key is elsewhere: whoever has it can run the gates too. */
async function signed(
  { ring }: GatesDeskOptions,
  { record, governance }: ProposalView,
  encoded: Uint8Array,
): Promise<KeptReport['word']> {
  const own = ring.offices.gates;
  if (own === null) return null;
  const { gates: office, offices } = governance;
  const by = offices[office]?.signers.keys.findIndex((key) => sameKey(key, own)) ?? -1;
  if (by < 0) return null;
  const decoded = decode(gatesReportCodec, encoded);
  if (!decoded.ok) throw new Error(`a report that is none: ${decoded.reason}`);
  const report = reportHash(decoded.value);
  const { verdict } = decoded.value;
  const signature = await ring.say({ kind: 'gates', proposal: record.id, office, report, verdict });
  return { office, by, signature };
}
