import { readFileSync } from 'node:fs';
import { type Person, holdFor } from '@tallystick/ledger/testing';
import { speak } from '@tallystick/ledger/testing/governance';
import {
  type GovernanceStatement,
  type Hash,
  approvalHash,
  certificateCodec,
  contentHash,
  contentOf,
  decode,
  fromBase64url,
  fromHex,
  signingContext,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { gatesReportCodec, parse, print, reportHash } from '@tallystick/rules';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_GOVERNANCE } from './founding/governance/default-governance.ts';
import { childrenOf } from './testing/process-memory.ts';
import { Scene } from './testing/scene.ts';

/** A rule from its proposal to the payment that it refuses, through a real node and its ring. */
let scene: Scene;
let ada: Person;
const council = nodeCrypto.keyPair(1, new Uint8Array(32).fill(11));
/** A whole second that is over. */
const FROM = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
const COMMENT_MS = 10_000;

beforeAll(async () => {
  const [procedure] = DEFAULT_GOVERNANCE.procedures;
  if (procedure === undefined) throw new Error('no procedure');
  const periods = { commentMs: COMMENT_MS, voteMs: 4000, timelockMs: 0, emergencyMs: 0 };
  scene = await Scene.found({
    governance: {
      ...DEFAULT_GOVERNANCE,
      offices: DEFAULT_GOVERNANCE.offices.map((office) =>
        office.name === 'council' ? { name: 'council', threshold: 1, signers: [council] } : office,
      ),
      procedures: [{ ...procedure, electorate: null, office: 'council', ...periods }],
    },
  });
  await scene.start();
  ada = await scene.funded(10_000n);
});
afterAll(() => scene.remove());

function textOf(): Uint8Array {
  const from = new Date(FROM).toISOString().replace('.000Z', 'Z');
  const { tree } = parse(`module KE version 1 in force from ${from}
    rule KE-1 "Cap" when amount > 5.00 HRB then refuse`);
  if (tree === null) throw new Error('no module');
  return new TextEncoder().encode(print(tree));
}

/** Says it as soon as the ledger hears it: words have their stages. */
async function say(said: GovernanceStatement): Promise<Hash> {
  for (;;) {
    const built = speak(ada, said);
    const { results } = await scene.send([built.bytes]);
    if (results[0]?.kind === 'admitted') {
      built.accept();
      return built.id;
    }
    const { code } = results[0] as { code: string };
    if (code !== 'wrong-stage') throw new Error(code);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

const pay = async (amount: bigint): Promise<unknown> => {
  const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, amount)]);
  const { results } = await scene.send([put.bytes]);
  const [result] = results;
  if (result?.kind === 'admitted') put.accept();
  return result?.kind === 'refused' ? [result.code, JSON.parse(result.data)] : result?.kind;
};

interface Answered {
  readonly verdict: string;
  readonly report: { readonly hash: string; readonly bytes: string };
  readonly word: { readonly officeIndex: number; readonly by: number; readonly signature: string };
}

test('a proposal is looked at, reported, approved, in force; the ring decides by it, and again when it was killed', async () => {
  expect(await pay(600n)).toBe('admitted');
  const proposal = await say({
    kind: 'proposal',
    matter: { kind: 'module', owner: 'KE' },
    base: null,
    content: contentOf(textOf(), []),
    from: FROM,
    until: null,
    lane: 'ordinary',
    alarms: [{ on: 'refused', rule: 'KE-1', most: 20, of: { kind: 'within', hours: 24 } }],
  });
  const id = toHex(proposal);
  const path = `/v1/rules/proposals/${id}/gates`;
  expect((await scene.get(path)).status).toBe(404);
  const shadow = path.replace('gates', 'shadow');
  expect((await scene.get(shadow)).status).toBe(409);
  let asked = await fetch(`${scene.url}${path}`, { method: 'POST' });
  while (asked.status === 202) asked = await fetch(`${scene.url}${path}`, { method: 'POST' });
  expect(asked.status).toBe(200);
  const answer = (await asked.json()) as Answered;
  expect(answer.verdict).toBe('tightens');
  expect(await scene.json(path)).toEqual(answer);
  expect(await scene.json(shadow)).toMatchObject({ proposal: id, payments: 0, changes: [] });
  const report = decode(gatesReportCodec, fromBase64url(answer.report.bytes, 1 << 24) ?? textOf());
  expect(report.ok && toHex(reportHash(report.value))).toBe(answer.report.hash);

  const { officeIndex: office, by, signature } = answer.word;
  const word = {
    kind: 'gates',
    report: fromHex(answer.report.hash, 32) as Hash,
    verdict: 'tightens',
  } as const;
  const bytes = fromBase64url(signature, 4096) as Uint8Array;
  await say({ kind: 'approval', proposal, office, word, signatures: [{ by, bytes }] });
  const spoken = { proposal, office: 2, word: { kind: 'approved' } } as const;
  const context = signingContext('approval', scene.sovereign);
  const approved = nodeCrypto.sign(council, approvalHash(spoken), context);
  await say({ kind: 'approval', ...spoken, signatures: [{ by: 0, bytes: approved }] });

  const refused = ['rules-refuse', { hold: 0, rule: 'KE-1' }];
  await expect.poll(() => pay(600n), { timeout: 120_000, interval: 500 }).toEqual(refused);
  expect(await pay(500n)).toBe('admitted');
  expect(await scene.json('/v1/rules/alarms')).toMatchObject({
    alarms: [
      {
        proposal: id,
        alarm: 'KE-1 refused: more than 20 within 24 hours',
        stopped: 0,
        raisedAt: null,
      },
    ],
  });
  for (const pid of childrenOf(process.pid)) {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    if (command.includes('ring-process')) process.kill(pid, 'SIGKILL');
  }
  expect(await pay(600n)).toEqual(refused);
  expect(await pay(500n)).toBe('admitted');

  const { rulebook, modules } = await scene.json<{ rulebook: string; modules: unknown[] }>(
    '/v1/rules',
  );
  expect(modules).toMatchObject([{ name: 'KE', version: 1 }]);
  expect(await scene.json('/v1/ring')).toMatchObject({ rulebook });
  const version = { name: 'KE-1', matter: 'module KE', proposal: id, isInForce: true };
  expect(await scene.json('/v1/rules/versions')).toMatchObject({ rulebook, versions: [version] });
  expect(await scene.json('/v1/rules/versions/module%20KE')).toMatchObject({
    versions: [
      { ...version, differences: [{ message: expect.stringContaining('KE-1') as string }] },
    ],
  });
  expect(await scene.json('/v1/rules/versions/lists')).toMatchObject({ versions: [], next: null });
  const [{ content }] = (
    await scene.json<{ versions: [{ content: { hash: string; bytes: number } }] }>(
      '/v1/rules/versions?limit=1',
    )
  ).versions;
  const shown = await scene.get(`/v1/rules/contents/${content.hash}`);
  const proposed = new Uint8Array(await shown.arrayBuffer());
  expect(proposed).toEqual(textOf());
  expect(content).toEqual({ hash: toHex(contentHash(proposed)), bytes: proposed.length });
  expect(shown.headers.get('cache-control')).toContain('immutable');
  expect((await scene.get(`/v1/rules/contents/${rulebook}`)).status).toBe(404);
  const past = await scene.get(`/v1/rules?rulebook=${rulebook}`);
  expect(await past.json()).toMatchObject({ rulebook, modules });
  expect(past.headers.get('cache-control')).toContain('immutable');
  expect((await scene.get(`/v1/rules?rulebook=${id}`)).status).toBe(404);
  expect(await scene.json(`/v1/rules/proposals/${id}/ballots`)).toMatchObject({ ballots: [] });
  expect(await scene.json('/v1/rules/figures/BREAD')).toMatchObject({ figures: [], next: null });
  const evidence = await scene.json<{ proposal: { id: string; certificate: string }; words: [] }>(
    `/v1/rules/proposals/${id}/evidence`,
  );
  expect(evidence.words).toHaveLength(2);
  const certificate = fromBase64url(evidence.proposal.certificate, 1 << 20) as Uint8Array;
  expect(decode(certificateCodec, certificate)).toMatchObject({ value: { transition: proposal } });
});
