import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  entryLeaf,
  logHasher,
  parseCheckpoint,
  parseNote,
  verifyInclusion,
} from '@tallystick/protocol';
import { expect, test } from 'vitest';
import type { Ledger } from './ledger.ts';
import { type Answer, openLedger, type Pending } from './index.ts';
import { createMemoryImage, openMemoryStore } from './store/index.ts';
import { type Built, holdFor, Person, treasury } from './testing/parties.ts';
import { taking } from './testing/desk.ts';
import { testSovereign, type TestSovereign } from './testing/sovereign.ts';

const HASHER = logHasher((data) => nodeCrypto.sha256(data));

/** What a node does with transitions: precheck, verify, admit. */
async function submit(ledger: Ledger, built: readonly Built[]): Promise<Answer[]> {
  const pending: Pending[] = [];
  const answers = new Map<number, Answer>();
  for (const [at, { bytes }] of built.entries()) {
    const checked = ledger.precheck(bytes);
    if ('refusal' in checked) answers.set(at, checked.refusal);
    else if ('known' in checked) {
      const certificate = ledger.certificate(checked.id);
      if (certificate === undefined) throw new Error('known without certificate');
      answers.set(at, { ok: true, certificate });
    } else {
      const good = checked.jobs.every((job) =>
        nodeCrypto.verify(job.key, job.message, job.signature, job.context),
      );
      if (good) pending.push(checked.pending);
      else answers.set(at, ledger.reject(checked.pending));
    }
  }
  const admitted = await ledger.admitBatch(pending);
  return built
    .map((_, at) => answers.get(at) ?? (admitted.shift() as Answer))
    .map((answer, at) => {
      if (answer.ok) built[at]?.accept();
      return answer;
    });
}

function person(sovereign: TestSovereign, seed: number): Person {
  return new Person(seed, { key: sovereign.keys.key, sign: sovereign.sign });
}

test('a payment through the whole cycle, with certificates that verify', async () => {
  const sovereign = testSovereign();
  const image = createMemoryImage();
  const ledger = await openLedger(
    sovereign.constitution,
    sovereign.epoch,
    sovereign.ports(openMemoryStore(image)),
  );
  const [ada, ben] = [person(sovereign, 1), person(sovereign, 2)];
  const issuer = treasury(sovereign.constitution, 'HRB', sovereign.sign);
  const hrb = ledger.state.currencies.ids[0]!;
  await submit(ledger, [ada.open(), ben.open(), issuer.mint(hrb, 1000n)]);
  const put = issuer.put('KE', [holdFor(ada.id, hrb, 1000n)]);
  await submit(ledger, [put]);
  const take = ada.account.take([taking(put, 0, 0, 1000n, hrb)]);
  const [answer] = await submit(ledger, [take]);
  if (answer?.ok !== true) throw new Error('refused');
  const { certificate } = answer;
  const note = parseNote(certificate.checkpoint)!;
  const checkpoint = parseCheckpoint(note.text)!;
  const leaf = HASHER.leaf(entryLeaf(take.id, certificate.effects));
  const place = { index: certificate.index, size: certificate.treeSize };
  expect(checkpoint.size).toBe(certificate.treeSize);
  expect(verifyInclusion(HASHER, leaf, place, certificate.proof, checkpoint.root)).toBe(true);
  expect(ledger.certificate(take.id)).toEqual(certificate);
  expect(await submit(ledger, [take])).toEqual([answer]);
  expect(ledger.size).toBe(certificate.treeSize);
  await ledger.close();
});
