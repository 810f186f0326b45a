import {
  type Ledger,
  type ProposalView,
  readContent,
  readProposal,
  rulebookInForce,
} from '@tallystick/ledger';
import { type Hash, decode, toHex } from '@tallystick/protocol';
import {
  type RulebookSource,
  encodeSource,
  gatesReportCodec,
  shadowSource,
  stageAt,
} from '@tallystick/rules';
import type { Logger } from 'pino';
import type { GatesDesk } from '../gates/gates-desk.ts';
import type { Ring } from '../ring/keep-ring.ts';
import { MAX_SHADOW_BYTES, type Shadow } from '../ring/shadow-message.ts';

/** What a proposal would have done with the payments that were decided last. */
interface ShadowRun extends Shadow {
  /** Of the header when it was asked, ms since 1970. */
  readonly at: number;
  /** The rulebook in force, with which it is compared. */
  readonly rulebook: Hash;
}

/**
 * Why there is no shadow run: `unknown` proposal; `other-matter` than rules, settings and countries; `not-comment`: the
 * stage; `gates`: they have not passed it; `too-large` a rulebook; `busy`: ask later.
 */
export type ShadowFault =
  'unknown' | 'other-matter' | 'not-comment' | 'gates' | 'too-large' | 'busy' | 'failed';

/** Shadow runs of proposals, each at most once a minute. */
export interface ShadowDesk {
  ask(proposal: Hash): Promise<ShadowRun | ShadowFault>;
}

export interface ShadowDeskOptions {
  readonly state: () => Ledger['state'];
  readonly ring: Pick<Ring, 'shadow'>;
  readonly gates: Pick<GatesDesk, 'find'>;
  /** Monotonic, in ms. */
  readonly clock: () => number;
  readonly log: Logger;
}

const KEPT_MS = 60_000;
/**
 * The ring does nothing else meanwhile: so it is rare, however many proposals there are, and the
 * rarer the longer it takes.
 */
const PAUSE_MS = 1000;
const BYTES_PER_PAUSE = 65_536;

interface Kept {
  readonly until: number;
  readonly run: Promise<ShadowRun | ShadowFault>;
}

export function openShadowDesk(options: ShadowDeskOptions): ShadowDesk {
  const { state, ring, clock, log } = options;
  const kept = new Map<string, Kept>();
  const tooLarge = new WeakSet<RulebookSource>();
  let next = -Infinity;

  function run(view: ProposalView): Promise<ShadowRun | ShadowFault> {
    const now = state();
    const { source, rulebook } = rulebookInForce(now);
    const content = readContent(now, view.record.id);
    if (content === undefined) return Promise.resolve('unknown');
    if (content.length > MAX_SHADOW_BYTES || tooLarge.has(source)) {
      return Promise.resolve('too-large');
    }
    const time = now.header?.time ?? 0;
    const at = time - (time % 1000); // texts say whole seconds
    const proposed = shadowSource(source, view.matter, content, at);
    if (proposed === undefined) return Promise.resolve('other-matter');
    const encoded = encodeSource(proposed);
    if (encoded.length > MAX_SHADOW_BYTES) {
      if (encoded.length > MAX_SHADOW_BYTES + content.length) tooLarge.add(source);
      return Promise.resolve('too-large');
    }
    next = clock() + PAUSE_MS * Math.ceil(encoded.length / BYTES_PER_PAUSE);
    return ring.shadow({ rulebook: { source, rulebook }, source: encoded, at }).then(
      (shadow) => ({ ...shadow, at, rulebook: rulebook.hash }),
      (error: unknown): ShadowFault => {
        log.warn({ err: error }, 'a proposal had no shadow run');
        return 'failed';
      },
    );
  }

  return {
    async ask(proposal) {
      const view = readProposal(state(), proposal);
      if (view === undefined) return 'unknown';
      const now = state();
      if (stageAt(view.record, now.header?.time ?? 0).kind !== 'comment') return 'not-comment';
      if (!(await hasPassed(options, view))) return 'gates';
      const monotonic = clock();
      for (const [id, { until }] of kept) if (until <= monotonic) kept.delete(id);
      const key = toHex(proposal);
      const known = kept.get(key);
      if (known !== undefined) return known.run;
      if (monotonic < next) return 'busy';
      next = monotonic + PAUSE_MS;
      const made = run(view);
      kept.set(key, { until: monotonic + KEPT_MS, run: made });
      return made;
    },
  };
}

/** By the word on the log; before it is said, by what the gates of this node found. */
async function hasPassed({ gates }: ShadowDeskOptions, { record }: ProposalView): Promise<boolean> {
  if (record.gates !== null) return record.gates.verdict !== 'failed';
  const found = await gates.find(record.id);
  const report = found && decode(gatesReportCodec, found.report);
  return report?.ok === true && report.value.verdict !== 'failed';
}
