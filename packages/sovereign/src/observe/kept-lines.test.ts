import { expect, test } from 'vitest';
import { type KeptLines, newKeptLines } from './kept-lines.ts';
import { newLogger } from './log.ts';

const ALL = { after: 0, least: 'debug', containing: '', limit: 200 } as const;

function opened(): { kept: KeptLines; log: ReturnType<typeof newLogger>; written: string[] } {
  const written: string[] = [];
  const kept = newKeptLines();
  const log = newLogger('debug', kept.behind({ write: (line) => void written.push(line) }));
  return { kept, log, written };
}

test('a line is kept as it is written, and written on', () => {
  const { kept, log, written } = opened();
  log.warn({ starts: 2 }, 'the ring is open again');
  log.info('the sovereign is open');
  expect(written).toHaveLength(2);
  const [first, second] = kept.find(ALL);
  expect(first).toMatchObject({ number: 1, level: 'warn', text: 'the ring is open again' });
  expect(first?.data).toBe('{"starts":2}');
  expect(first?.time).toBeGreaterThan(1_700_000_000_000);
  expect(second).toMatchObject({ number: 2, level: 'info', data: '' });
});

test('what is a secret is in no line, wherever in an object it stands', () => {
  const { kept, log } = opened();
  const secret = 'hunter2';
  log.info({ passphrase: secret, token: secret }, 'top');
  log.warn({ key: { secretKey: secret, seed: secret } }, 'nested');
  log.error({ request: { headers: { authorization: secret, cookie: secret } } }, 'deep');
  log.error({ err: Object.assign(new Error('x'), { unlock: secret }) }, 'of an error');
  const lines = kept.find(ALL);
  expect(lines).toHaveLength(4);
  expect(JSON.stringify(lines)).not.toContain(secret);
  expect(kept.find({ ...ALL, containing: secret })).toEqual([]); // nor can it be guessed at
});

test('lines are chosen by level, by what stands in them and by what is known', () => {
  const { kept, log } = opened();
  log.debug('one');
  log.info({ route: '/v1/Forks' }, 'two');
  log.error('three');
  const texts = (wanted: Partial<Parameters<KeptLines['find']>[0]>): string[] =>
    kept.find({ ...ALL, ...wanted }).map(({ text }) => text);
  expect(texts({ least: 'info' })).toEqual(['two', 'three']);
  expect(texts({ least: 'error' })).toEqual(['three']);
  expect(texts({ containing: 'FORKS' })).toEqual(['two']);
  expect(texts({ after: 2 })).toEqual(['three']);
  expect(texts({ limit: 2 })).toEqual(['two', 'three']);
});

test('memory is bounded by lines and by characters, and the newest stay', () => {
  const { kept, log } = opened();
  for (let i = 0; i < 5000; i += 1) log.info({ i }, 'small');
  expect(kept.find({ ...ALL, limit: 10_000 })).toHaveLength(2000);
  for (let i = 0; i < 2000; i += 1) log.info({ i, text: 'x'.repeat(4000) }, 'large');
  const lines = kept.find({ ...ALL, limit: 10_000 });
  expect(JSON.stringify(lines).length).toBeLessThan(1.3 * (1 << 20));
  expect(lines.at(-1)?.number).toBe(7000);
  log.info({ text: 'x'.repeat(1 << 20) }, 'too long');
  expect(kept.find(ALL).at(-1)).toMatchObject({ text: 'too long', data: '{"isCut":true}' });
  expect(kept.find(ALL).length).toBeGreaterThan(100);
});
