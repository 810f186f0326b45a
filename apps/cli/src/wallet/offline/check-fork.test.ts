import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../exit-status.ts';
import { checkFork } from './check-fork.ts';

interface Vectors {
  readonly forkEvidence: readonly {
    readonly sovereign: string;
    readonly bytes: string;
    readonly result: { readonly rule: string };
  }[];
}

const VECTORS = join(import.meta.dirname, '../../../../../conformance/vectors/evidence.json');
const { forkEvidence } = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vectors;

function evidenceOf(rule: string): Vectors['forkEvidence'][number] {
  const found = forkEvidence.find((one) => one.result.rule === rule);
  if (found === undefined) throw new Error(`no evidence by ${rule}`);
  return found;
}

describe('evidence in a file', () => {
  let folder = '';
  let file = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tally-check-fork-'));
    file = join(folder, 'fork.evidence');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['same-sequence', 'one key has signed two contents for position 1.'],
    ['broken-link', 'one key has signed two contents for position 2.'],
    ['total', 'one key has signed a total at position 3 that leaves out what it had given before.'],
  ])('by the rule %s is explained in plain words', (rule, words) => {
    const { bytes, sovereign } = evidenceOf(rule);
    writeFileSync(file, Buffer.from(bytes, 'hex'));
    const answer = checkFork(file, sovereign);
    expect(answer).toMatchObject({ json: { ok: true, rule } });
    expect(answer.text).toContain(words);
    const isExplained = answer.text.includes('cannot both be true');
    expect(isExplained).toBe(rule === 'total');
  });

  it('that shows an honest payer’s cheques proves nothing', () => {
    const { bytes, sovereign } = evidenceOf('total');
    // The total that was left out of, in the sums alone: what the states commit to is another.
    const other = bytes.replace('1901f41901f4', '1901f41901f5');
    expect(other).not.toBe(bytes);
    writeFileSync(file, Buffer.from(other, 'hex'));
    expect(checkFork(file, sovereign).status).toBe(EXIT.tampering);
  });
});
