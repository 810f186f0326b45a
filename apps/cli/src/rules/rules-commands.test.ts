import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../exit-status.ts';
import { tallyHere } from '../testing/here.ts';

let folder: string;
const MODULE = `module currency HRB version 1 in force from 2027-01-01
rule HRB-1 "A limit" when amount > 100.00 HRB then refuse
rule HRB-2 "Sums" when sent in 24 hours + amount > 50.00 HRB then hold until second factor
`;
const OWN = ['--currency', 'HRB:2'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('a mistake is shown in its line, with what to write instead', async () => {
  const path = file('wrong.rules', MODULE.replace('amount > 100', 'amout > 100'));
  const people = await tallyHere('rules', 'check', path, ...OWN);
  expect(people).toMatchObject({ status: EXIT.usage, out: '' });
  expect(people.err).toContain(`${path}:2:27: `);
  expect(people.err).toContain('    |                           ^^^^^\n    = write: amount');
  const json = JSON.parse(
    (await tallyHere('rules', 'check', path, ...OWN, '--json')).out,
  ) as object;
  expect(json).toMatchObject({
    ok: false,
    files: [{ file: path, mistakes: [{ code: 'unknown-word', line: 2, correction: 'amount' }] }],
  });
});

test('an example that fails, a folder without rules and a file that is not there are told', async () => {
  const example = `${MODULE}example 101.00 HRB from KE to KE: allowed\n`;
  const failed = await tallyHere('rules', 'check', file('example.rules', example), ...OWN);
  expect(failed.err).toContain('[example-fails]');
  expect((await tallyHere('rules', 'check', join(folder, 'nothing'))).status).toBe(EXIT.usage);
});

test('what is printed is a text again, of the same hash', async () => {
  const path = file('one.rules', `# a comment\n${MODULE}`);
  const first = await tallyHere('rules', 'print', path, ...OWN);
  expect(first.out).toMatch(/^# [0-9a-f]{64}\nmodule currency HRB version 1/);
  const again = await tallyHere('rules', 'print', file('two.rules', first.out), ...OWN);
  expect(again.out).toBe(first.out);
});

test('findings have a witness and a status of their own', async () => {
  const clean = file('clean.rules', MODULE.split('\n').slice(0, 2).join('\n'));
  expect(await tallyHere('rules', 'analyse', clean, ...OWN)).toMatchObject({ status: EXIT.done });
  const found = await tallyHere('rules', 'analyse', file('odd.rules', MODULE), ...OWN);
  expect(found.status).toBe(EXIT.refused);
  expect(found.out).toMatch(/HRB-2 says what lifts its hold.*\n  for example 100.01 HRB from /);
});

test('a difference is shown as an example that the new rulebook keeps', async () => {
  const old = file('old.rules', MODULE);
  const text = MODULE.replace('100.00', '80.00');
  const changed = await tallyHere('rules', 'diff', old, '--to', file('new.rules', text), ...OWN);
  expect(changed.status).toBe(EXIT.done);
  const [example = ''] = /example .*: refused/.exec(changed.out) ?? [];
  const kept = file('kept.rules', `${text}${example} by HRB-1\n`);
  expect(await tallyHere('rules', 'check', kept, ...OWN)).toMatchObject({ status: EXIT.done });
  const same = await tallyHere('rules', 'diff', old, '--to', old, ...OWN);
  expect(same.out).toBe('No payment is decided differently.\n');
});

const PAYMENTS = `amount,currency,from,to,sent-24,second-factor
40.00,HRB,KE,KE,0.00,
60.00,HRB,KE,KE,0.00,no
60.00,HRB,KE,KE,0.00,yes
40.00,HRB,KE,KE,,no
101.00,HRB,KE,KE,0.00,yes
`;

test('payments of a file are decided and summed up, what is empty is unknown', async () => {
  const rules = file('try.rules', MODULE);
  const csv = file('payments.csv', PAYMENTS);
  const tried = await tallyHere('rules', 'try', rules, '--payments', csv, ...OWN, '--json');
  expect(JSON.parse(tried.out)).toMatchObject({
    payments: 5,
    allowed: 2,
    held: 2,
    refused: 1,
    rules: { 'held HRB-2': 1, 'held missing-fact': 1, 'refused HRB-1': 1 },
  });
  const lines = [
    { amount: '40.00', currency: 'HRB', from: 'KE', to: 'KE', 'sent-24': '0.00' },
    { amount: 60, currency: 'HRB', from: 'KE', to: 'KE', 'sent-24': 0, 'second-factor': false },
    { amount: '60,00', currency: 'HRB', from: 'KE', to: 'KE' },
  ];
  const jsonl = file('payments.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
  const mixed = await tallyHere('rules', 'try', rules, '--payments', jsonl, ...OWN);
  expect(mixed.status).toBe(EXIT.usage);
  expect(mixed.out).toMatch(/allowed +1\nheld +1\n/);
  expect(mixed.err).toContain('line 3: amount is no amount of HRB: 60,00.');
});

const COUNTED = `module currency HRB version 1 in force from 2027-01-01
rule HRB-1 "A day" when sent in 24 hours + amount > 100.00 HRB then refuse
rule HRB-2 "Often" when payments in 24 hours >= 3 then hold
rule HRB-3 "Strangers" when first payment to payee and payees in 2 hours >= 1 then hold`;

const RECORDED = `time,sender,receiver,amount,currency,from,to,sent-24
2027-02-01T10:00Z,ada,ben,60.00,HRB,KE,KE,
2027-02-01T10:30Z,ada,ben,41.00,HRB,KE,KE,
2027-02-01T11:00Z,ada,cy,5.00,HRB,KE,KE,
2027-02-01T11:00Z,eve,cy,60.00,HRB,KE,KE,
2027-02-02T09:59Z,ada,ben,41.00,HRB,KE,KE,
2027-02-02T10:00Z,ada,ben,41.00,HRB,KE,KE,
2027-02-02T11:00Z,ada,ben,1.00,HRB,KE,KE,100.00
2027-02-02T10:59Z,ada,ben,1.00,HRB,KE,KE,
,ada,ben,1.00,HRB,KE,KE,
`;

test('what came before a recorded payment is what its rulebook allowed of it', async () => {
  const rules = file('counted.rules', COUNTED);
  const csv = file('recorded.csv', RECORDED);
  const line = ['rules', 'try', rules, '--payments', csv, ...OWN];
  const tried = await tallyHere(...line, '--json');
  // 60 + 41 in a day; a stranger; 60 + 41 in 24 hours; and what a column says.
  expect(JSON.parse(tried.out)).toMatchObject({
    payments: 7,
    rules: { 'refused HRB-1': 3, 'held HRB-3': 1 },
    allowed: 3,
    unreadable: 2,
  });
  expect(tried.err).toContain('line 9: it is earlier than a line before it');
  expect(tried.err).toContain('line 10: it names its sender and no time');
  const looser = file('looser.rules', COUNTED.replace('100.00', '101.00').replace('>= 3', '>= 2'));
  const changed = await tallyHere(...line, '--to', looser);
  // 41 is allowed there, so what comes after it is too much: a history of its own.
  expect(changed.out).toContain('refused before, allowed now: 2');
  expect(changed.out).toContain('held before, refused now: 1');
  expect(changed.out).toContain('5.00 HRB from KE to KE, sent 101.00 in 24 hours, payments 2 in');
});

test('generated payments are the same for a seed, and show what a change would do', async () => {
  const rules = file('generate.rules', MODULE);
  const changed = file('changed.rules', MODULE.replace('100.00', '10.00'));
  const line = ['rules', 'try', rules, '--to', changed, '--generate', '500', ...OWN];
  const first = await tallyHere(...line, '--seed', '3');
  expect(first.out).toContain('allowed before, refused now: ');
  expect(first.out).toBe((await tallyHere(...line, '--seed', '3')).out);
  expect(first.out).not.toBe((await tallyHere(...line, '--seed', '4')).out);
});

test('may I: yes is 0, everything else is 3', async () => {
  const rules = ['--rules', file('may.rules', MODULE), ...OWN, '--at', '2027-06-01'];
  const between = ['--from', 'KE', '--to', 'DE'];
  expect(await tallyHere('may', '101', 'HRB', ...between, ...rules)).toMatchObject({
    status: EXIT.refused,
    out: expect.stringContaining('No: HRB-1 refuses it') as string,
  });
  const maybe = await tallyHere('may', '40', 'HRB', ...between, ...rules);
  expect(maybe.status).toBe(EXIT.refused);
  expect(maybe.out).toContain('at most 10.00 HRB in 1 days before this payment (HRB-2)');
  const before = ['--rules', join(folder, 'may.rules'), ...OWN, '--at', '2026-06-01'];
  expect((await tallyHere('may', '40', 'HRB', ...between, ...before)).status).toBe(EXIT.done);
  expect((await tallyHere('may', '40', 'HRB', ...between)).err).toContain('whose rules');
});

test('gates say what a sovereign would say of a changed text, and fail with a status of their own', async () => {
  const base = file('base.rules', MODULE.split('\n').slice(0, 2).join('\n'));
  const cap = `module global version 1 in force from 2027-01-01
rule GLOBAL-1 "Cap" when amount > 500.00 HRB then refuse`;
  const all = ['--base', base, file('global.rules', cap), ...OWN];
  const changed = (limit: string, version = 2): string =>
    file(
      `changed-${limit}.rules`,
      `module currency HRB version ${version} in force from 2027-06-01
rule HRB-1 "A limit" when amount > ${limit}.00 HRB then refuse`,
    );
  const tighter = await tallyHere('rules', 'gates', changed('80'), ...all);
  expect(tighter).toMatchObject({ status: EXIT.done });
  expect(tighter.out).toContain('module HRB version 2: tightens');
  const looser = await tallyHere('rules', 'gates', changed('900'), ...all);
  expect(looser).toMatchObject({ status: EXIT.refused });
  expect(looser.out).toMatch(/GLOBAL-1[^]*for example [56789]\d\d\.\d\d HRB/);
  const old = await tallyHere('rules', 'gates', changed('70', 1), ...all, '--json');
  expect(JSON.parse(old.out)).toMatchObject({ ok: false, texts: [{ verdict: 'failed' }] });
});
