import { contentHash, type Matter, toHex } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import type { ProvenStatement } from '../verify/prove-statement.ts';
import { misnamed, proveContent } from './prove-content.ts';
import type { Prover } from './prove-entry.ts';

const ID = new Uint8Array(32);
const NOBODY = {} as Prover;

function proposal(matter: Matter, content: Uint8Array | null): ProvenStatement {
  const written = content ?? new Uint8Array();
  return {
    id: ID,
    index: 0,
    identity: ID,
    time: 0,
    said: {
      kind: 'proposal',
      matter,
      base: null,
      content:
        content === null
          ? { kind: 'parts', hash: contentHash(written), size: 40_000, parts: [ID, ID] }
          : { kind: 'inline', bytes: written },
      from: 0,
      until: null,
      lane: 'ordinary',
      alarms: [],
    },
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const DE: Matter = { kind: 'module', owner: 'DE' };

it.each([
  [DE, 'module DE version 15 in force from 2026-01-01\n', 'DE-15'],
  [
    { kind: 'list', name: 'OFAC' } as const,
    'list OFAC of parties version 3 in force from 2026-01-01',
    'OFAC-3',
  ],
  [{ kind: 'global' } as const, 'module global version 2 in force from 2026-01-01', 'GLOBAL-2'],
  [DE, 'module FR version 15 in force from 2026-01-01', null],
  [DE, 'no heading', null],
  [{ kind: 'settings' } as const, 'module DE version 15 ', null],
])('%o that says %s is called %s', async (matter, text, name) => {
  const content = bytes(text);
  const hash = contentHash(content);
  expect(await proveContent(NOBODY, proposal(matter, content), [])).toEqual({ hash, name });
});

it('parts that are not shown prove nothing', async () => {
  expect(await proveContent(NOBODY, proposal(DE, null), [])).toBe('part 1: it is not shown');
});

it('a content is not shown under another’s name or hash', () => {
  const hash = contentHash(bytes('x'));
  const content = { hash: toHex(hash) };
  expect(misnamed({ hash, name: 'DE-15' }, { name: 'DE-15', content })).toBeUndefined();
  expect(misnamed({ hash, name: null }, { name: 'settings-1', content })).toBeUndefined();
  expect(misnamed({ hash, name: 'DE-16' }, { name: 'DE-15', content })).toContain('is DE-16');
  const other = { name: 'DE-15', content: { hash: toHex(ID) } };
  expect(misnamed({ hash, name: 'DE-15' }, other)).toContain('not the one');
});
