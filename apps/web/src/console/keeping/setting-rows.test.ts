import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { healthEnglish } from '../../words/english/console/health.ts';
import { type LimitName, type Settings, limitRows, settingGroups } from './setting-rows.ts';

const ROOT = join(import.meta.dirname, '../../../../..');
const say = healthEnglish.settings;
const limits = Object.fromEntries(
  Object.keys(say.limitNames).map((name) => [name, 8_388_608]),
) as Record<LimitName, number>;
const SETTINGS: Settings = {
  version: '0.1.0',
  node: '26.10.0',
  release: null,
  folder: '/srv/harbour',
  host: '127.0.0.1',
  port: 7600,
  addresses: ['https://a.example', 'https://b.example'],
  trustedProxy: null,
  store: 'sqlite',
  keptLog: null,
  unlocksElsewhere: false,
  decoysPerMillion: 0,
  verifyWorkers: 2,
  logLevel: 'info',
  limits,
};
const formats = { number: String, duration: (ms: number) => `${ms / 1000} s` };
const rows = settingGroups(SETTINGS, say, String).flatMap((group) => group.rows);

it('shows each setting once, and what is not set as that', () => {
  const shown = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  expect(rows).toHaveLength(Object.keys(say.names).length);
  expect(shown).toMatchObject({ 'Kept log': 'none', Port: '7600' });
  expect(shown['Addresses for people']).toBe('https://a.example, https://b.example');
});

it('names flags and options that there are', () => {
  const command = readFileSync(join(ROOT, 'apps/cli/src/commands/sovereign-start.ts'), 'utf8');
  const options = readFileSync(join(ROOT, 'packages/sovereign/src/lifecycle/options.ts'), 'utf8');
  const all = [...rows, ...limitRows(limits, say, formats)];
  const named = all.flatMap(({ changedBy }) => changedBy ?? []);
  expect(named.length).toBeGreaterThan(20);
  for (const one of named) {
    const [flag] = one.split(' ');
    const option = /\{(?:limits: \{)?(\w+)\}/.exec(one)?.[1];
    const isThere = one.startsWith('--')
      ? command.includes(`'${flag} <`)
      : options.includes(`readonly ${option}`);
    expect([one, isThere]).toEqual([one, true]);
  }
});

it('says limits in units that people read', () => {
  const texts = limitRows(limits, say, formats);
  const shown = Object.fromEntries(texts.map(({ name, value }) => [name, value]));
  expect(shown).toMatchObject({ 'One request': '8 MiB', Connections: '8388608' });
  expect(shown['Sending a request']).toBe('8388.608 s');
});
