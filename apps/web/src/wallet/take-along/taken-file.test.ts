import { type Condition, conditionCodec, encode } from '@tallystick/protocol';
import type { HistoryEntry } from '@tallystick/wallet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GivenFile, readTaken, writeTaken } from './read-taken.ts';
import { standingOf } from './standing.ts';
import { KIND, MOST_BYTES, type Taken } from './taken-file.ts';

const ID = '5a'.repeat(32);
const HISTORY: readonly HistoryEntry[] = [
  { id: ID, kind: 'opened', status: 'final', time: 1 },
  {
    id: ID,
    kind: 'paid',
    status: 'given-up',
    time: 1_800_000_000_000,
    amount: '92233720368547758.07',
    currency: 'HRB',
    party: 'tally1qqq',
    handle: 'ada',
    memo: 'two "fish", קפה',
    reference: 'invoice 7',
    taken: false,
    refusal: { code: 'rules-refuse', message: 'no' },
    givenUp: { epoch: 1, size: 7, reason: 'a lost disk' },
  },
  {
    id: ID,
    line: 1,
    kind: 'received',
    status: 'pending',
    time: 2,
    amount: '5',
    treasury: true,
    note: 'for the boat',
  },
];
const TAKEN: Taken = {
  madeAt: 1_800_000_000_000,
  wallets: [
    {
      sovereign: { name: 'Harbour', url: 'https://harbour.example', id: ID },
      address: 'tally1qqq',
      handle: null,
      currencies: [{ code: 'HRB', decimals: 2, name: 'Harbour', balance: '5.00' }],
      history: HISTORY,
      certificates: [{ certificate: 'AQ_-', transition: 'Ag' }],
      checkpoints: ['harbour\n7\nroot\n\n— harbour sig\n'],
    },
  ],
  settings: { locking: { minutes: 5, isWhenHidden: true }, language: 'de' },
};

function given(content: string | Uint8Array, name = 'file.json'): GivenFile {
  const blob = new Blob([content as BlobPart]);
  return { name, size: blob.size, arrayBuffer: () => blob.arrayBuffer() };
}

function textOf(taken: Taken): string {
  const made = writeTaken(taken);
  if (!made.ok) throw new Error(`${made.why} ${made.at}`);
  return made.text;
}

/** The file with something else at a place in it, such as `wallets.0.address`. */
function changed(path: string, value: unknown): string {
  const file = JSON.parse(textOf(TAKEN)) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce<Record<string, unknown>>(
    (at, step) => at[step] as Record<string, unknown>,
    file,
  );
  holder[last] = value;
  return JSON.stringify(file);
}

const whyNot = async (file: GivenFile): Promise<string> => {
  const read = await readTaken(file);
  return read.ok ? 'taken' : read.why;
};

describe('a file that is taken along', () => {
  it('reads back as it was, amounts as texts', async () => {
    const text = textOf(TAKEN);
    expect(await readTaken(given(text))).toEqual({ ok: true, taken: TAKEN });
    expect(text).toContain('"amount": "92233720368547758.07"');
    expect(JSON.parse(text)).toMatchObject({ kind: KIND, version: 1 });
  });

  it('has no field that nobody named: it is not made at all', () => {
    const [wallet] = TAKEN.wallets;
    for (const extra of [{ secret: 'x' }, { somethingNew: 1 }]) {
      const made = writeTaken({ ...TAKEN, wallets: [{ ...wallet, ...extra } as never] });
      expect(made.ok).toBe(false);
    }
  });

  it('is not made larger than it can be read', () => {
    const [wallet] = TAKEN.wallets;
    const proof = { certificate: 'A'.repeat(1_000_000), transition: 'A'.repeat(1_000_000) };
    const certificates = Array.from({ length: 34 }, () => proof);
    const made = writeTaken({ ...TAKEN, wallets: [{ ...wallet, certificates } as never] });
    expect(made).toEqual({ ok: false, why: 'too-large' });
  });
});

describe('what is refused', () => {
  it('keys, by what they are and by what they are called', async () => {
    const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
    const sealed = Uint8Array.from([0x87, 0x71, ...ascii('tallystick-sealed'), 0xff, 0xfe]);
    const files: readonly [string | Uint8Array, string?][] = [
      [sealed, 'photo.jpg'],
      ['{}', 'treasury-HRB-1.sealed'],
      [textOf(TAKEN), 'unlock.key'],
      [`tally-unlock-1:${ID}:00000000\n`],
      [ascii('SQLite format 3\0\x10\xff')],
      ['{}', 'wallet.db'],
      ['{}', 'wallet.db-wal'],
      ['{}', '000003.ldb'],
      ['-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----\n'],
      ['{"name":"tallystick-wallet/keyring","version":1,"stores":{}}'],
      ['{"kty":"OKP","crv":"Ed25519","x":"AA","d":"AA"}'],
      ['{"mnemonic":"one two three"}'],
      ['{"keys":[{"privateKey":"AA"}]}'],
      [changed('wallets.0.secret', 'AA')],
      [changed('wallets.0.history.0.unlockKey', 'AA')],
    ];
    for (const [content, name] of files) {
      expect([name, await whyNot(given(content, name))]).toEqual([name, 'keys']);
    }
  });

  it('what somebody sealed, told from keys of the same name by what it says of itself', async () => {
    const alone: Condition = { kind: 'preimage', hash: new Uint8Array(32) };
    const both: Condition = { kind: 'some', threshold: 2, conditions: [alone, alone] };
    for (const condition of [alone, both]) {
      const letter = Uint8Array.of(0x82, ...encode(conditionCodec, condition), 0x84, 0x58, 0x20);
      for (const name of ['letter.txt.sealed', 'letter', 'FILE.SEALED']) {
        expect([name, await whyNot(given(letter, name))]).toEqual([name, 'letter']);
      }
      expect(await whyNot(given(letter, 'unlock.key'))).toBe('keys');
    }
    const large = { size: 1 << 21, arrayBuffer: () => Promise.reject(new Error('not read')) };
    expect(await whyNot({ name: 'a.sealed', ...large })).toBe('keys');
    const inside = new TextEncoder().encode('..tallystick-sealed');
    inside.set([0x82, 0x80]);
    expect(await whyNot(given(inside))).toBe('keys');
  });

  it('what devices give each other to be enrolled', async () => {
    const texts = ['tally-device:AAAA', ' tally-invitation:tally1qqq\n', '"tally-device:AA"'];
    for (const text of [...texts, '{"request":"tally-device:AA"}', 'tally-change:AAAA']) {
      expect(await whyNot(given(text))).toBe('enrolment');
    }
  });

  it('other kinds, later versions, and what is too large, of which nothing is read', async () => {
    for (const text of [
      '',
      'null',
      '[]',
      '7',
      '{',
      '{}',
      '{"kind":1}',
      '['.repeat(500_000),
      '{"a":'.repeat(500_000),
    ]) {
      expect(await whyNot(given(text))).toBe('other');
    }
    expect(await whyNot(given(Uint8Array.of(0xff, 0xd8, 0xff)))).toBe('other');
    expect(await whyNot(given(changed('version', 2)))).toBe('newer');
    const gone = { name: 'a', size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) };
    expect(await whyNot(gone)).toBe('other');
    let isRead = false;
    const arrayBuffer = (): Promise<ArrayBuffer> => {
      isRead = true;
      return Promise.resolve(new ArrayBuffer(1));
    };
    expect(await whyNot({ name: 'a.json', size: MOST_BYTES + 1, arrayBuffer })).toBe('too-large');
    expect(isRead).toBe(false);
  });

  it('every field that is not what it should be, and says which', async () => {
    const wrong: readonly [string, unknown][] = [
      ['version', 0],
      ['madeAt', 8_640_000_000_000_001],
      ['madeAt', '1'],
      ['wallets', Array.from({ length: 17 }, () => TAKEN.wallets[0])],
      ['wallets.0', null],
      ['wallets.0.sovereign.url', 'javascript:alert(1)'],
      ['wallets.0.sovereign.url', 'https://harbour.example/path'],
      ['wallets.0.sovereign.url', 'https://a@harbour.example'],
      ['wallets.0.sovereign.id', ID.toUpperCase()],
      ['wallets.0.sovereign.name', 'x'.repeat(4097)],
      ['wallets.0.handle', 'Ada'],
      ['wallets.0.address', 'a b'],
      ['wallets.0.currencies.0.decimals', 19],
      ['wallets.0.currencies.0.balance', 5],
      ['wallets.0.currencies.0.balance', '92233720368547758.08'],
      ['wallets.0.currencies.0.balance', '-1'],
      ['wallets.0.currencies.0.balance', '1e3'],
      ['wallets.0.history.0.kind', 'minted'],
      ['wallets.0.history.0.status', 'toString'],
      ['wallets.0.history.0.time', 1.5],
      ['wallets.0.history.0.amount', null],
      ['wallets.0.history.2.note', 7],
      ['wallets.0.history.2.line', -1],
      ['wallets.0.history.1.treasury', false],
      ['wallets.0.history.1.refusal', { code: 'a' }],
      ['wallets.0.certificates.0.certificate', 'not base64'],
      ['wallets.0.checkpoints', Array.from({ length: 257 }, () => 'a')],
      ['wallets.0.checkpoints', { length: 1 }],
      ['settings.locking.minutes', 1_000_000],
      ['settings.language', 'xx'],
      ['unnamed', 1],
    ];
    for (const [path, value] of wrong) {
      const read = await readTaken(given(changed(path, value)));
      expect([path, read]).toMatchObject([path, { ok: false, why: 'damaged' }]);
      const place = path.replaceAll(/\.(\d+)/g, '[$1]');
      expect(read.ok ? '' : read.at).toContain(place);
    }
    const proto = textOf(TAKEN).replace('{', '{"__proto__":{"version":1},');
    expect(await whyNot(given(proto))).toBe('damaged');
  });

  it('answers whatever a file has in it', async () => {
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ kind: KIND, version: 1, wallets: value })),
      fc.jsonValue().map((value) => changed('wallets.0.history', [value])),
    );
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(any, fc.string(), async (content, name) => {
        const read = await readTaken(given(content, name));
        answered += read.ok ? 0 : 1;
      }),
    );
    expect(answered).toBe(100);
  });
});

it('a sovereign of a file is the pinned one, another at its address, or one that is not known', () => {
  const known = [{ url: 'https://harbour.example/', id: ID }];
  const other = 'b'.repeat(64);
  expect(standingOf({ url: 'https://moved.example', id: ID }, known)).toBe('same');
  expect(standingOf({ url: 'https://harbour.example', id: other }, known)).toBe('other');
  expect(standingOf({ url: 'https://island.example', id: other }, known)).toBe('none');
});
