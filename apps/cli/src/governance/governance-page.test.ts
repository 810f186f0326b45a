import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeStructured,
  encode,
  isStructured,
  keyCodec,
  toBase64url,
} from '@tallystick/protocol';
import { checkTexts, listsAt } from '@tallystick/rules';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMANDS } from '../commands/index.ts';
import { runCommandLine } from '../program.ts';
import { CONSTITUTION, keyNamed } from '../testing/shown-sovereign.ts';
import { readStructuredFile } from './structured-file.ts';

const PAGE = join(import.meta.dirname, '../../../../docs/operators/governance.md');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-governance-page-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function framed(kind: string): string[] {
  const text = readFileSync(PAGE, 'utf8');
  const frames = text.matchAll(new RegExp(`^\`\`\`${kind}\n([^]*?)^\`\`\`$`, 'gm'));
  return [...frames].map(([, body = '']) => body.trim());
}

/** A line of the page, with every file in the reader's folder and a passphrase from a file. */
async function typed(line: string): Promise<{ status: number; said: string }> {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
  expect(words.shift()).toBe('tally');
  const isFile = /^(?:\w+\.key|governance\.json|harbour)$/;
  const argv = words.map((word) => (isFile.test(word) ? join(folder, word) : word));
  let said = '';
  const passphrase = join(folder, 'passphrase');
  const status = await runCommandLine([...argv, '--passphrase-file', passphrase], COMMANDS, {
    interactive: false,
    columns: undefined,
    colours: false,
    out: (text) => void (said += text),
    err: (text) => void (said += text),
    stopped: () => new AbortController().signal,
  });
  return { status, said: said.replaceAll(`${folder}/`, '') };
}

test('the page founds a sovereign as it says', { timeout: 60_000 }, async () => {
  writeFileSync(join(folder, 'passphrase'), 'correct horse\n');
  const [governance = ''] = framed('json');
  const file = join(folder, 'governance.json');
  // The frames after it propose to a sovereign that runs.
  const lines = framed('console')
    .slice(0, 2)
    .flatMap((body) => body.split('\n'));
  const create = lines.pop() ?? '';
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(await typed(line)).toMatchObject({ status: 0 });

  writeFileSync(file, governance.replace('50.1 %', 'half'));
  const [complaint] = framed('text');
  expect(await typed(create)).toMatchObject({
    status: 2,
    said: expect.stringContaining(complaint!),
  });

  writeFileSync(file, governance);
  const { status, said } = await typed(create);
  expect(status).toBe(0);
  expect(said).toContain(
    'Who changes the rules of any owner, the rules for everybody, any list and',
  );
  expect(said).toContain(
    '  The electorate residents votes, and the office council has to approve.',
  );
  expect(said).toContain(
    'Offices: gates (1 of 1 key), registrars (1 of 1 key), council (2 of 3 keys)',
  );
});

test('the files that the page proposes say what they should', () => {
  const names = ['ada', 'ben', 'cyd'];
  for (const name of names) {
    const key = toBase64url(encode(keyCodec, keyNamed(name)));
    writeFileSync(join(folder, `${name}.key.pub`), `${key}\n`);
  }
  const proposals = framed('console').find((body) => body.includes('--matter')) ?? '';
  const files = framed('json').slice(1);
  const [currency] = CONSTITUTION.currencies;
  const constitution = { ...CONSTITUTION, currencies: [currency!] };
  const said = proposals.split('\n').map((line, at): unknown => {
    const [, kind = ''] = /--matter (\w+)/.exec(line) ?? [];
    if (!isStructured(kind)) throw new Error(`${line} is about no matter`);
    const file = join(folder, 'proposed.json');
    writeFileSync(file, files[at] ?? '');
    const standing = { constitution, toCome: undefined };
    const decoded = decodeStructured(kind, readStructuredFile(kind, file, standing));
    return decoded.ok ? decoded.value : decoded.reason;
  });
  const signers = { threshold: 2, keys: names.map(keyNamed) };
  expect(said).toMatchObject([
    [{ treasury: currency!.treasury }, { code: 'FSH', treasury: signers }],
    { witnesses: [{ key: keyNamed('ada') }], validators: [] },
    { offices: [{ name: 'gates' }, { name: 'registrars' }, { name: 'council', signers }] },
  ]);
});

test('the list and the rules that it freezes somebody with stop them both ways, and pause', () => {
  const texts = framed('rules').map((text, at) => ({ name: `${at}.rules`, text }));
  const currencies = [{ code: 'HRB', id: new Uint8Array(32), decimals: 2 }];
  const checked = checkTexts(texts, { currencies, settings: [] });
  expect(checked.texts.flatMap(({ mistakes }) => mistakes)).toEqual([]);
  if (!checked.ok) throw new Error('together they do not compile');
  const [frozen] = listsAt(checked.source, Date.UTC(2027, 0, 2));
  expect(frozen?.isInForce).toBe(true);
  expect(frozen?.use.rules.map(({ subject, does, pauses }) => [subject, does, pauses])).toEqual([
    ['sender', 'refuse', false],
    ['receiver', 'refuse', true],
  ]);
});
