import {
  type Condition,
  type ConditionFacts,
  type Glossary,
  type Key,
  type Witness,
  claimStatement,
  conditionCodec,
  encode,
  evaluate,
  formatCondition,
  nodesOf,
  outcomeCodec,
  parseCondition,
  statementHash,
  witnessCodec,
} from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';
import { FOUNDED_AT, NOT_AFTER, type Samples } from './samples.ts';

/** Statements, witnesses, trees with what they are worth, and their text. */
export function conditionVectors({ genesis }: Samples): Json {
  const key = genesis.root;
  const other: Key = { suite: 4, publicKey: bytesFor('another key') };
  const names: Glossary = { keys: new Map([['ada', key]]), statements: ['rain', 'a "b" \\'] };
  const trees = treesOf(key, other);
  return plain({
    statements: ['rain', 'a "b" \\', 'Äpfel'].map((text) => ({ text, hash: statementHash(text) })),
    claims: [0, 15].map((claim) => {
      const hold = bytesFor('hold');
      return { hold, claim, hash: claimStatement(hold, claim) };
    }),
    witnesses: witnesses().map((value) => ({ value, bytes: encode(witnessCodec, value) })),
    outcomes: outcomes().map((value) => ({ value, bytes: encode(outcomeCodec, value) })),
    names: { keys: { ada: key }, statements: names.statements },
    texts: trees.map((value) => ({
      value,
      bytes: encode(conditionCodec, value),
      text: formatCondition(value),
      named: formatCondition(value, names),
    })),
    evaluations: evaluations(),
    invalid: INVALID_TEXTS.map((text) => {
      if (parseCondition(text, names).ok) throw new Error(`was read: ${text}`);
      return text;
    }),
  });
}

const INVALID_TEXTS = [
  '',
  'after 2027-02-29T00:00Z',
  'after 2027-01-01T00:00:00.5Z',
  'preimage 3f',
  'signed 0 of ada',
  'signed 1 of ada, ada',
  'signed 1 of nobody',
  'oracle ada rain',
  'before 2027-01-01T00:00Z and before 2027-01-01T00:00Z or before 2027-01-01T00:00Z',
  '2 of (before 2027-01-01T00:00Z)',
  '(before 2027-01-01T00:00Z',
];

function treesOf(key: Key, other: Key): Condition[] {
  const after: Condition = { kind: 'after', time: FOUNDED_AT };
  const before: Condition = { kind: 'before', time: NOT_AFTER + 1234 };
  const preimage: Condition = { kind: 'preimage', hash: bytesFor('preimage') };
  const some = (threshold: number, ...conditions: Condition[]): Condition => ({
    kind: 'some',
    threshold,
    conditions,
  });
  const admitted = {
    kind: 'admitted' as const,
    sovereign: bytesFor('peer'),
    hold: bytesFor('hold there'),
  };
  return [
    after,
    before,
    { kind: 'after', time: 951_782_400_000 },
    { kind: 'before', time: 2 ** 53 - 1 },
    preimage,
    { kind: 'signed', threshold: 1, keys: [key, other] },
    { kind: 'attested', oracle: key, statement: statementHash('a "b" \\') },
    { kind: 'attested', oracle: other, statement: bytesFor('unknown statement') },
    { ...admitted, outcome: 2 },
    { ...admitted, outcome: 16 },
    { kind: 'fork', hold: bytesFor('allowance') },
    some(1, after),
    some(2, after, before, preimage),
    some(2, after, some(1, preimage, before)),
    some(1, some(2, after, before), some(2, after, preimage, before), preimage),
  ];
}

function witnesses(): Witness[] {
  return [
    { node: 0, proof: { kind: 'bytes', bytes: bytesFor('shown', 20) } },
    { node: 31, proof: { kind: 'signature', key: 15, signature: bytesFor('word', 20) } },
    { node: 7, proof: { kind: 'outcome', outcome: 3 } },
  ];
}

function outcomes(): Parameters<typeof outcomeCodec.write>[1][] {
  const certificate = {
    index: 3,
    treeSize: 9,
    transition: bytesFor('transition'),
    effects: bytesFor('effects', 6),
    proof: [],
    checkpoint: bytesFor('checkpoint', 40),
  };
  const entry = { certificate, state: bytesFor('state', 176), operation: bytesFor('operation', 9) };
  const founding = {
    constitution: { constitution: bytesFor('constitution', 30), signature: bytesFor('s', 8) },
    epoch: { epoch: bytesFor('epoch', 30), signature: bytesFor('t', 8) },
  };
  return [
    { founding: null, ...entry },
    { founding, ...entry },
  ];
}

/** What a tree is worth under facts and witnesses that have verified: bytes at a node stand for whatever it asks for. */
function evaluations(): object[] {
  const fork: Condition = { kind: 'fork', hold: bytesFor('allowance') };
  const before: Condition = { kind: 'before', time: 2000 };
  const after: Condition = { kind: 'after', time: 3000 };
  const preimage: Condition = { kind: 'preimage', hash: bytesFor('preimage') };
  const either: Condition = { kind: 'some', threshold: 1, conditions: [preimage, fork] };
  const tree: Condition = { kind: 'some', threshold: 2, conditions: [before, either, after] };
  const cases: [number, number, boolean, number[]][] = [
    [1000, 0, false, []],
    [2000, 0, false, [3]],
    [2001, 0, false, [3]],
    [2001, 1, false, [3]],
    [3000, 0, false, [3]],
    [3000, 0, true, []],
    [3000, 0, true, [3]],
    [2500, 0, false, []],
  ];
  const late: Condition = { kind: 'some', threshold: 2, conditions: [before, preimage] };
  const all = [...cases.map((one) => [tree, one] as const), [late, [2001, 0, false, [2]]] as const];
  return all.map(([value, [time, closedSincePutMs, forked, shown]]) => {
    const facts: ConditionFacts = { time, closedSincePutMs, isForked: () => forked };
    const proof = { kind: 'bytes', bytes: new Uint8Array(1) } as const;
    const given = { nodes: nodesOf(value), witnesses: shown.map((node) => ({ node, proof })) };
    const bytes = encode(conditionCodec, value);
    return { value, bytes, time, closedSincePutMs, forked, shown, result: evaluate(given, facts) };
  });
}
