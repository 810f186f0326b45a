import type { ProposalView } from '@tallystick/ledger';
import {
  type Governance,
  contentHash,
  formatAlarm,
  formatScope,
  toHex,
} from '@tallystick/protocol';
import {
  type History,
  type ProposalRecord,
  type Stage,
  explainProcedure,
  explainTally,
  stageAt,
  tally,
} from '@tallystick/rules';
import { Type } from 'typebox';
import type { NamedProposal } from '../reads/proposals.ts';
import { countSchema, idSchema, nullableSchema, strictObject, timeSchema } from './schemas.ts';

const text = Type.String();

export const proposalFields: Type.TProperties = {
  id: idSchema,
  name: text,
  matter: Type.String({ description: 'module DE, global, list NAME, settings, …' }),
  author: idSchema,
  index: countSchema,
  withdrawnAt: nullableSchema(timeSchema),
  lane: Type.String({ enum: ['ordinary', 'emergency'] }),
  base: nullableSchema(idSchema),
  from: timeSchema,
  until: nullableSchema(timeSchema),
  alarms: Type.Array(Type.String({ description: 'refused: more than 50 of the last 1000' })),
  stage: strictObject({
    kind: Type.String({
      enum: ['comment', 'voting', 'timelock', 'withdrawn', 'adopted', 'failed'],
    }),
    reason: nullableSchema(text),
    opens: nullableSchema(timeSchema),
  }),
  schedule: strictObject({ voteFrom: timeSchema, voteUntil: timeSchema, lockUntil: timeSchema }),
  procedure: strictObject({
    electorate: nullableSchema(text),
    office: nullableSchema(text),
    approvalPermille: countSchema,
    quorumPermille: countSchema,
    commentMs: countSchema,
    voteMs: countSchema,
    timelockMs: countSchema,
    vendors: countSchema,
    audits: countSchema,
    emergencyMs: countSchema,
    words: Type.Array(text),
  }),
  members: strictObject({
    count: countSchema,
    byVendor: Type.Array(strictObject({ vendor: idSchema, count: countSchema })),
  }),
  counts: Type.Array(
    strictObject({
      vendor: nullableSchema(idSchema),
      yes: countSchema,
      no: countSchema,
      abstain: countSchema,
      late: countSchema,
    }),
  ),
  ballots: idSchema,
  tally: nullableSchema(strictObject({ passes: Type.Boolean(), words: Type.Array(text) })),
  offices: Type.Array(
    strictObject({
      office: text,
      said: Type.String({ enum: ['approved', 'gates', 'audit'] }),
      verdict: nullableSchema(Type.String({ enum: ['failed', 'passed', 'tightens'] })),
      agrees: nullableSchema(Type.Boolean()),
      report: nullableSchema(idSchema),
      at: timeSchema,
      by: idSchema,
    }),
  ),
  content: strictObject({ hash: nullableSchema(idSchema), parts: Type.Array(idSchema) }),
};

/** Beside what a proposal stands: what became of its matter by the header's time. */
export interface ProposalScene {
  readonly history: History;
  readonly time: number;
}

export function proposalBody(
  { view, name }: NamedProposal,
  { history, time }: ProposalScene,
): object {
  const { record, matter, governance, author, content, alarms, words, ballots } = view;
  const { id, index, lane, base, from, until, procedure, schedule, members, counts } = record;
  const { scope: _scope, electorate, office, ...figures } = procedure;
  const counted = electorate === null ? null : tally(procedure, members, counts);
  return {
    id: toHex(id),
    name,
    matter: formatScope(matter),
    author: toHex(author),
    index,
    withdrawnAt: record.withdrawnAt,
    lane,
    base: base && toHex(base),
    from,
    until,
    alarms: alarms.map(formatAlarm),
    stage: stageBody(record, history, time),
    schedule,
    procedure: {
      electorate: electorate === null ? null : nameAt(governance.electorates, electorate),
      office: office === null ? null : nameAt(governance.offices, office),
      ...figures,
      words: explainProcedure(governance, procedure),
    },
    members: {
      count: members.count,
      byVendor: [...members.byVendor].map(([vendor, count]) => ({ vendor, count })),
    },
    counts: [...counts].map(([vendor, count]) => ({ vendor, ...count })),
    ballots: toHex(ballots),
    tally: counted && {
      passes: counted.passes,
      words: explainTally(counted, procedure, (vendor) => vendor.slice(0, 8)),
    },
    offices: words.map((said) => wordBody(said, governance)),
    content:
      content.kind === 'parts'
        ? { hash: toHex(content.hash), parts: content.parts.map(toHex) }
        : { hash: toHex(contentHash(content.bytes)), parts: [] },
  };
}

/** Where it is, by itself and beside its rivals. */
function stageBody(record: ProposalRecord, stood: History, time: number): object {
  const stage: Stage = stageAt(record, time);
  const id = toHex(record.id);
  const blocked = stood.failed.find(({ proposal }) => toHex(proposal) === id);
  if (blocked !== undefined) return { kind: 'failed', reason: blocked.reason, opens: null };
  const version = stood.versions.find(({ proposal }) => toHex(proposal) === id);
  return {
    kind: stage.kind,
    reason: stage.kind === 'failed' ? stage.reason : null,
    opens: version?.from ?? null,
  };
}

/** An index that is nobody's is shown as it is. */
function nameAt(named: readonly { readonly name: string }[], index: number): string {
  return named[index]?.name ?? String(index);
}

function wordBody(
  { office, word, at, by }: ProposalView['words'][number],
  { offices }: Governance,
): object {
  return {
    office: nameAt(offices, office),
    said: word.kind,
    verdict: word.kind === 'gates' ? word.verdict : null,
    agrees: word.kind === 'audit' ? word.agrees : null,
    report: word.kind === 'approved' ? null : toHex(word.report),
    at,
    by: toHex(by),
  };
}
