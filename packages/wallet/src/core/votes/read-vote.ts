import { type Procedure, parseMatter } from '@tallystick/protocol';
import type { Counts, Members, Schedule } from '@tallystick/rules';
import { JsonReader } from '../client/json.ts';
import type { Outcome } from '../outcome.ts';
import { guard, stop } from '../stop.ts';
import type { BallotBody, EntryBody, ShownVote } from './shown-vote.ts';

/** What a sovereign says of a proposal, as far as a count looks at it. */
export interface ClaimedVote {
  readonly id: string;
  readonly name: string;
  readonly matter: string;
  readonly author: string;
  readonly lane: string;
  readonly from: number;
  readonly until: number | null;
  readonly schedule: Schedule;
  readonly procedure: Procedure;
  readonly members: Members;
  readonly counts: Counts;
  readonly ballots: string;
  readonly passes: boolean | null;
  readonly stage: { readonly kind: string; readonly reason: string | null };
  readonly content: { readonly hash: string | null };
  /** The newest header's, ms since 1970. */
  readonly time: number;
}

export interface BallotPage {
  readonly proposal: EntryBody;
  readonly ballots: readonly BallotBody[];
  readonly next: string | null;
}

export function readPage(body: unknown): BallotPage {
  const page = new JsonReader(body, 'ballots');
  return {
    proposal: readEntry(page.field('proposal')),
    ballots: page
      .field('ballots')
      .list()
      .map((ballot) => ({
        entry: readEntry(ballot.field('entry')),
        votingKey: ballot.field('votingKey').nullable(readEntry),
      })),
    next: page.field('next').nullable((next) => next.token()),
  };
}

export function readParts(body: unknown): EntryBody[] {
  return new JsonReader(body, 'evidence').field('parts').list().map(readEntry);
}

function readEntry(entry: JsonReader): EntryBody {
  return {
    id: entry.field('id').text(),
    transition: entry.field('transition').text(),
    certificate: entry.field('certificate').text(),
  };
}

export function readClaim(body: unknown): ClaimedVote {
  const claim = new JsonReader(body, 'proposal');
  const schedule = claim.field('schedule');
  const stage = claim.field('stage');
  const text = (name: string): string => claim.field(name).text();
  return {
    id: text('id'),
    name: text('name'),
    matter: text('matter'),
    author: text('author'),
    lane: text('lane'),
    from: claim.field('from').count(),
    until: claim.field('until').nullable((until) => until.count()),
    schedule: {
      voteFrom: schedule.field('voteFrom').count(),
      voteUntil: schedule.field('voteUntil').count(),
      lockUntil: schedule.field('lockUntil').count(),
    },
    procedure: readProcedure(claim.field('procedure'), text('matter')),
    members: readMembers(claim.field('members')),
    counts: readCounts(claim.field('counts')),
    ballots: text('ballots'),
    passes: claim.field('tally').nullable((tally) => tally.field('passes').flag()),
    stage: {
      kind: stage.field('kind').text(),
      reason: stage.field('reason').nullable((reason) => reason.text()),
    },
    content: {
      hash: claim
        .field('content')
        .field('hash')
        .nullable((hash) => hash.text()),
    },
    time: claim.field('time').count(),
  };
}

function readProcedure(body: JsonReader, about: string): Procedure {
  const scope = parseMatter(about);
  if (scope === undefined) {
    const message = `The proposal is about “${about}”, which this program does not know.`;
    return stop('unreachable', 'bad-answer', message);
  }
  const figure = (name: string): number => body.field(name).count();
  const named = (name: string): number | null => body.field(name).nullable(() => 0);
  return {
    scope,
    electorate: named('electorate'),
    office: named('office'),
    approvalPermille: figure('approvalPermille'),
    quorumPermille: figure('quorumPermille'),
    commentMs: figure('commentMs'),
    voteMs: figure('voteMs'),
    timelockMs: figure('timelockMs'),
    vendors: figure('vendors'),
    audits: figure('audits'),
    emergencyMs: figure('emergencyMs'),
  };
}

function readMembers(body: JsonReader): Members {
  const byVendor = body
    .field('byVendor')
    .list()
    .map((one): [string, number] => [one.field('vendor').text(), one.field('count').count()]);
  return { count: body.field('count').count(), byVendor: new Map(byVendor) };
}

function readCounts(body: JsonReader): Counts {
  return new Map(
    body.list().map((one) => [
      one.field('vendor').nullable((vendor) => vendor.text()),
      {
        yes: one.field('yes').count(),
        no: one.field('no').count(),
        abstain: one.field('abstain').count(),
        late: one.field('late').count(),
      },
    ]),
  );
}

const PAGE = 100;

/** A vote as a sovereign shows it; `get` gives the JSON at a path. `proposal`: its id in hexadecimal. */
export function askedVote(get: (path: string) => Promise<unknown>, proposal: string): ShownVote {
  const path = `/v1/rules/proposals/${proposal}`;
  return {
    async founding() {
      const constitution = new JsonReader(await get('/v1/constitution'), 'constitution');
      const epochs = new JsonReader(await get('/v1/epochs'), 'epochs');
      return {
        constitution: constitution.field('signedConstitution').text(),
        epochs: epochs
          .field('epochs')
          .list()
          .map((epoch) => epoch.field('signedEpoch').text()),
      };
    },
    async *pages() {
      let after = '';
      for (;;) {
        const body = await get(`${path}/ballots?limit=${PAGE}${after}`);
        const { next, ballots } = readPage(body);
        yield body;
        if (next === null) return;
        // Else it could keep whoever asks for ever.
        if (ballots.length === 0) {
          stop('unreachable', 'bad-answer', 'The sovereign shows pages without ballots.');
        }
        after = `&after=${encodeURIComponent(next)}`;
      }
    },
    evidence: () => get(`${path}/evidence`),
    proposal: () => get(path),
  };
}

/** All that a vote is counted from, as it was answered, to be kept; `ballots` those of all pages. */
export interface GatheredVote {
  readonly constitution: string;
  readonly epochs: readonly string[];
  readonly proposal: unknown;
  readonly entry: unknown;
  readonly parts: unknown;
  readonly ballots: readonly unknown[];
}

/** Asks for all of it; fails where an answer cannot be read (`bad-answer`). */
export async function gatherVote(
  shown: ShownVote,
  heard: (ballots: number) => void,
): Promise<Outcome<GatheredVote>> {
  return await guard(async () => {
    const founding = await shown.founding();
    const proposal = await shown.proposal();
    const { parts } = (await shown.evidence()) as { readonly parts: unknown };
    const ballots: unknown[] = [];
    let entry: unknown;
    for await (const body of shown.pages()) {
      const page = body as { readonly proposal: unknown; readonly ballots: readonly unknown[] };
      entry = page.proposal;
      ballots.push(...page.ballots);
      heard(ballots.length);
    }
    return { ...founding, proposal, entry, parts, ballots };
  });
}
