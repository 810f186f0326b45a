import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FOLDER } from './read-vectors.ts';
import { allVectors } from './vectors.ts';

const VERIFIER = join(import.meta.dirname, 'verify.py');
const NAMES = readdirSync(FOLDER).toSorted();
/** Changed digits tried in each file, spread over it; every one starts a process. */
const PLANTED = 4;
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('the committed vectors', () => {
  it('are what the code generates', () => {
    const generated = allVectors();
    expect(NAMES).toEqual([...generated.keys()].toSorted());
    for (const [name, text] of generated) {
      const same = readFileSync(join(FOLDER, name), 'utf8') === text;
      expect([name, same]).toEqual([name, true]);
    }
  });
});

describe.runIf(hasPython)('the verifier in Python', () => {
  let copy = '';

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'tallystick-vectors-'));
    cpSync(FOLDER, copy, { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  function verify(...args: string[]): { status: number | null; output: string } {
    const run = spawnSync('python3', ['-B', VERIFIER, ...args], { encoding: 'utf8' });
    return { status: run.status, output: run.stdout + run.stderr };
  }

  it('finds that everything holds', () => {
    const { status, output } = verify();
    expect(output).toMatch(/^\d{3,} checks, 0 faults/);
    expect(status).toBe(0);
  });

  it('fails when a file is empty or absent', () => {
    writeFileSync(join(copy, 'log.json'), '{}');
    expect(verify(copy, 'log').status).toBe(1);
    expect(verify(join(copy, 'nowhere')).status).toBe(1);
    cpSync(FOLDER, copy, { recursive: true });
  });

  it.each(NAMES)('finds any changed digit in %s', (name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    const places = placesOf(text);
    expect(places.length).toBeGreaterThan(2);
    for (let i = 0; i < PLANTED; i += 1) {
      const at = places[Math.floor(((i + 0.5) / PLANTED) * places.length)] ?? 0;
      const digit = text[at] === '0' ? '1' : '0';
      writeFileSync(join(copy, name), text.slice(0, at) + digit + text.slice(at + 1));
      const { status, output } = verify(copy, name.replace('.json', ''));
      expect({ status, changed: text.slice(at - 40, at), output }).toMatchObject({ status: 1 });
    }
    writeFileSync(join(copy, name), text);
  });
});

/** Assertions of voting keys, and offices' signatures: of these it checks the form. */
const FORM_ONLY =
  /"assertions": \[.*?\n \]|"assertion": \{.*?\}|"by": \d+,\s+"bytes": "[0-9a-f]+"/gs;

/**
 * Where a digit of a hex string stands that the verifier answers for: not in a signature or a sealed box, which it says it
 * does not check, nor in what is refused whatever that digit is.
 */
function placesOf(text: string): number[] {
  const places: number[] = [];
  const strings = /"(\w+)": "([0-9a-f]{16,}|tally1[a-z0-9]+)"/g;
  const unchecked = new Set([
    'signature',
    'message',
    'sealed',
    'publicKey',
    'seed',
    'plaintext',
    'random',
  ]);
  const [before = ''] = text.split('"invalid"');
  const accepted = before.replaceAll(FORM_ONLY, (part) => ' '.repeat(part.length));
  for (const match of accepted.matchAll(strings)) {
    const [whole, field = '', value = ''] = match;
    const isHashed = field === 'sealed' && text.startsWith('{\n "operations"');
    if (unchecked.has(field) && !isHashed) continue;
    places.push(match.index + whole.length - 1 - Math.ceil(value.length / 2));
  }
  return places;
}
