import { type Governance, decodeStructured, toBase64url } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, it } from 'vitest';
import { standingWith } from '../../testing/standing.ts';
import type { Ground } from '../ground.ts';
import { analyseChange } from './analyse-change.ts';
import type { ChangeDraft } from './messages.ts';

const { suite, publicKey } = nodeCrypto.keyPair(1, new Uint8Array(32).fill(5));
const governance: Governance = {
  electorates: [],
  offices: [{ name: 'council', signers: { threshold: 1, keys: [{ suite, publicKey }] } }],
  procedures: (['currencies', 'governance'] as const).map((kind) => ({
    scope: { kind },
    electorate: null,
    office: 0,
    approvalPermille: 501,
    quorumPermille: 0,
    commentMs: 1000,
    voteMs: 1000,
    timelockMs: 0,
    vendors: 0,
    audits: 0,
    emergencyMs: 0,
  })),
  gates: 0,
  registrars: null,
  appeals: null,
};
const ground = standingWith({ governance });
const { constitution } = ground;
const key = { suite, publicKey: toBase64url(publicKey) };
const change: ChangeDraft = {
  matter: 'currencies',
  currency: {
    code: 'COD',
    decimals: 0,
    name: 'Cod',
    treasury: { threshold: 1, add: [key], drop: [] },
  },
};
const proposed = (matter: string, opens: number | null) => ({
  name: `${matter}-1`,
  matter,
  stage: { kind: 'adopted', opens },
});

it('says of the bytes that would be proposed what they say, beside what is in force', async () => {
  const answer = await analyseChange(change, 20_000, ground);
  if (!answer.ok) throw new Error(answer.fault);
  const { verdict, proposal, stated, before } = answer.analysed;
  expect([verdict, proposal.from, proposal.until, proposal.base]).toEqual([
    'passed',
    20_000,
    null,
    null,
  ]);
  const decoded = decodeStructured('currencies', proposal.content);
  const codes = decoded.ok ? decoded.value.map(({ code }) => code) : [];
  const there = constitution.currencies.map(({ code }) => code);
  expect(codes).toEqual([...there, 'COD']);
  for (const [content, shown] of [
    [stated, codes],
    [before, there],
  ] as const) {
    if (content.kind !== 'currencies') throw new Error(content.kind);
    expect(content.currencies.map(({ code }) => code)).toEqual(shown);
  }
});

it('undoes no version that is decided and not in force yet', async () => {
  const faultBeside = async (...proposals: Ground['proposals']): Promise<unknown> => {
    const answer = await analyseChange(change, 20_000, { ...ground, proposals });
    return answer.ok ? 'ok' : answer.fault;
  };
  expect(await faultBeside(proposed('currencies', ground.time + 1))).toBe('to-come');
  expect(await faultBeside(proposed('currencies', ground.time))).toBe('ok');
  expect(await faultBeside(proposed('currencies', null))).toBe('ok');
  expect(await faultBeside(proposed('governance', ground.time + 1))).toBe('ok');
});

it('is for what somebody may change', async () => {
  const procedures = governance.procedures.slice(1);
  for (const none of [null, { ...governance, procedures }]) {
    const without = { ...ground, constitution: { ...constitution, governance: none } };
    expect(await analyseChange(change, 20_000, without)).toEqual({ ok: false, fault: 'procedure' });
  }
});
