import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nobleCrypto } from '../crypto/noble/index.ts';
import { nodeCrypto } from '../crypto/node/index.ts';
import { rootOfLeaves, verifyConsistency, verifyInclusion } from '../merkle/index.ts';
import {
  COSIGNATURE_CONTEXT,
  type Checkpoint,
  type CosignerKey,
  TileTree,
  addSignatures,
  cosignatureKeyId,
  cosignatureLine,
  cosignedMessage,
  decodeEntryBundle,
  encodeEntryBundle,
  formatCheckpoint,
  formatNote,
  logHasher,
  parseCheckpoint,
  parseNote,
  parseTilePath,
  signedCheckpoint,
  tilePath,
  tileWidth,
  verifyCosignature,
} from './index.ts';

const sha256 = (data: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(data).digest());
const hasher = logHasher(sha256);
const utf8 = new TextEncoder();

function leaf(i: number): Uint8Array {
  return hasher.leaf(utf8.encode(`entry ${i}`));
}

describe('paths of tiles', () => {
  it('are those of C2SP tlog-tiles', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 5, width: 17 })).toBe('tile/entries/005.p/17');
    expect(tilePath({ level: 2, index: 1000, width: 1 })).toBe('tile/2/x001/000.p/1');
  });

  it('read back, and nothing else is read', () => {
    const levels = fc.oneof(fc.nat(63), fc.constant('entries' as const));
    fc.assert(
      fc.property(
        levels,
        fc.maxSafeNat(),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          const tile = { level, index, width };
          expect(parseTilePath(tilePath(tile))).toEqual(tile);
        },
      ),
    );
    const wrong = [
      'tile/0/1',
      'tile/00/001',
      'tile/64/001',
      'tile/0/x000/001',
      'tile/0/001.p/0',
      'tile/0/001.p/256',
      'tile/0/001.p/01',
      'tile/0/x001',
      'tile/0/001/002',
      'tile/0/001/',
      '/tile/0/001',
      'tile/x/001',
      `tile/0/${'x999/'.repeat(6)}999`,
    ];
    for (const path of wrong) expect([path, parseTilePath(path)]).toEqual([path, undefined]);
  });

  it('have the widths of the example of 70,000 leaves', () => {
    const widths = [
      [0, 272, 256],
      [0, 273, 112],
      [0, 274, 0],
      [1, 0, 256],
      [1, 1, 17],
      [2, 0, 1],
      [3, 0, 0],
    ] as const;
    for (const [level, index, width] of widths) expect(tileWidth(70_000, level, index)).toBe(width);
  });
});

describe('entry bundles', () => {
  it('give back their entries, and are refused when cut off', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });
    fc.assert(
      fc.property(entries, (list) => {
        const bundle = encodeEntryBundle(list);
        expect(decodeEntryBundle(bundle)).toEqual(list);
        const cut = decodeEntryBundle(bundle.subarray(0, -1));
        if (list.length > 0) expect(cut).toBeUndefined();
      }),
    );
    expect(decodeEntryBundle(new Uint8Array(2 * 257))).toBeUndefined();
  });
});

describe('the tree over tiles', () => {
  const SIZE = 70_000;
  const leaves = Array.from({ length: 1500 }, (_, i) => leaf(i));
  const roots = leaves.map((_, i) => rootOfLeaves(hasher, leaves.slice(0, i)));

  it('is the same whenever it is closed and opened again, and proves every size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 8 }),
        fc.nat(),
        (batches, at) => {
          const stored = new Map<string, Uint8Array>();
          const read = (level: number, index: number): Uint8Array | undefined =>
            stored.get(`${level}/${index}`);
          let tree = new TileTree(hasher, 0, read);
          for (const batch of batches) {
            for (let i = 0; i < batch && tree.size < 1499; i += 1) tree.append(leaves[tree.size]!);
            for (const { level, index, hashes } of tree.takeChanged()) {
              expect(hashes.length).toBe(32 * tileWidth(tree.size, level, index));
              stored.set(`${level}/${index}`, hashes);
            }
            expect(tree.takeChanged()).toEqual([]);
            tree = new TileTree(hasher, tree.size, read);
          }
          const { size } = tree;
          expect(tree.root()).toEqual(roots[size]);
          if (size === 0) return;
          const first = 1 + (at % size);
          const index = at % first;
          expect(tree.rootAt(first)).toEqual(roots[first]);
          const place = { index, size: first };
          const path = tree.inclusionProof(index, first);
          expect(verifyInclusion(hasher, leaves[index]!, place, path, roots[first]!)).toBe(true);
          const heads = [first, size].map((n) => ({ size: n, root: roots[n]! }));
          const proof = tree.consistencyProof(first, size);
          expect(verifyConsistency(hasher, heads[0]!, heads[1]!, proof)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('reaches three levels of tiles', () => {
    const stored = new Map<string, Uint8Array>();
    const read = (level: number, index: number): Uint8Array | undefined =>
      stored.get(`${level}/${index}`);
    const tree = new TileTree(hasher, 0, read);
    for (let i = 0; i < SIZE; i += 1) {
      tree.append(leaves[i % 1500]!);
      if (i % 256 === 100) for (const row of tree.takeChanged()) keep(row);
    }
    for (const row of tree.takeChanged()) keep(row);
    expect(stored.size).toBe(274 + 2 + 1);
    const again = new TileTree(hasher, SIZE, read);
    expect(again.root()).toEqual(tree.root());
    for (const index of [0, 65_535, 65_536, SIZE - 1]) {
      const place = { index, size: SIZE };
      const path = again.inclusionProof(index, SIZE);
      expect(verifyInclusion(hasher, leaves[index % 1500]!, place, path, tree.root())).toBe(true);
    }
    stored.delete('1/1');
    expect(() => new TileTree(hasher, SIZE, read)).toThrow(RangeError);

    function keep(row: { level: number; index: number; hashes: Uint8Array }): void {
      stored.set(`${row.level}/${row.index}`, row.hashes);
    }
  });
});

describe('notes', () => {
  // The examples of C2SP signed-note and tlog-cosignature.
  const poem = [
    'Ognuno sta solo sul cuor della terra',
    'trafitto da un raggio di sole:',
    '',
    'ed è subito sera.',
    '',
    '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=',
    '',
  ].join('\n');
  const example = [
    'example.com/behind-the-sofa',
    '20852163',
    'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
    '',
    '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=',
    '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==',
    '',
  ].join('\n');

  it('of the specifications are read, and written the same', () => {
    for (const text of [poem, example]) {
      const note = parseNote(utf8.encode(text));
      expect(note).toBeDefined();
      expect(new TextDecoder().decode(formatNote(note!))).toBe(text);
    }
    expect(parseNote(utf8.encode(poem))?.text.split('\n')).toHaveLength(5);
    const checkpoint = parseCheckpoint(parseNote(utf8.encode(example))!.text);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
  });

  it.each([
    ['no blank line', example.replace('\n\n', '\n')],
    ['no newline at the end', example.slice(0, -1)],
    ['a carriage return', example.replace('\n', '\r\n')],
    ['a tab', example.replace('2085', '\t2085')],
    ['a hyphen for the dash', example.replace('— w', '- w')],
    ['two spaces', example.replace('— w', '—  w')],
    ['a plus in a name', example.replace('witness.', 'witness+')],
    ['base64 without padding', example.replace('==\n', '\n')],
    ['base64 with stray bits', example.replace('nA==', 'nB==')],
    ['no signature', example.slice(0, example.indexOf('—'))],
    ['129 signatures', example + example.slice(example.indexOf('— w')).repeat(127)],
  ])('are refused for %s', (_name, text) => {
    expect(parseNote(utf8.encode(text))).toBeUndefined();
  });

  it('are refused when not UTF-8 or too large, and never throw', () => {
    expect(parseNote(Uint8Array.of(0xff, 10, 10))).toBeUndefined();
    expect(parseNote(new Uint8Array(300_000).fill(0x61))).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), (at, byte) => {
        const bytes = utf8.encode(example);
        bytes[at % bytes.length] = byte;
        const note = parseNote(bytes);
        if (note !== undefined) expect(formatNote(note)).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a leading zero', 'x\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a sign', 'x\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a size above 2^53', 'x\n9999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a short root', 'x\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n'],
    ['an extension', 'x\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nmore\n'],
    ['a space in the root', 'x\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2 MPA3j2jxq2I=\n'],
    ['lines after an empty one', 'x\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nmore\n'],
    ['no origin', '\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'],
    ['a long origin', `${'x'.repeat(256)}\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n`],
  ])('a checkpoint is refused for %s', (_name, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });
});

describe('cosignatures', () => {
  const pair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(5));
  const witnessPair = nodeCrypto.keyPair(1, new Uint8Array(32).fill(6));
  const log: CosignerKey = { name: 'harbour.example/log', key: pair };
  const witness: CosignerKey = { name: 'w1.example', key: witnessPair };
  const checkpoint: Checkpoint = { origin: log.name, size: 70_000, root: leaf(1) };
  const time = 1_700_000_000;

  function signatureBy(cosigner: CosignerKey, timestamp: number): Uint8Array {
    const key = cosigner === log ? pair : witnessPair;
    const message = cosignedMessage({ name: cosigner.name, timestamp, checkpoint });
    return nodeCrypto.sign(key, message, COSIGNATURE_CONTEXT);
  }
  const signed = signedCheckpoint(checkpoint, pair, time, signatureBy(log, time), sha256);
  const line = cosignatureLine(witness, time + 1, signatureBy(witness, time + 1), sha256);
  const both = addSignatures(signed, [line])!;

  it('sign the message of C2SP tlog-cosignature', () => {
    const message = cosignedMessage({
      name: 'w',
      timestamp: 258,
      checkpoint: { ...checkpoint, origin: 'xy' },
    });
    const parts = [
      '737562747265652f76310a00', // "subtree/v1\n\0"
      '0177',
      '0000000000000102',
      '027879',
      '0000000000000000',
      '0000000000011170',
      checkpoint.root.toHex(),
    ];
    expect(message.toHex()).toBe(parts.join(''));
    const type = Uint8Array.of(10, 6);
    const input = Uint8Array.from([...utf8.encode('w'), ...type, ...pair.publicKey]);
    expect(cosignatureKeyId({ name: 'w', key: pair }, sha256)).toEqual(sha256(input).slice(0, 4));
  });

  it('verify under both providers, the log and a witness in one note', () => {
    const note = parseNote(both)!;
    expect(parseCheckpoint(note.text)).toEqual(checkpoint);
    for (const crypto of [nodeCrypto, nobleCrypto]) {
      expect(verifyCosignature(note, checkpoint, log, crypto)).toEqual({
        ok: true,
        timestamp: time,
      });
      expect(verifyCosignature(note, checkpoint, witness, crypto)).toEqual({
        ok: true,
        timestamp: time + 1,
      });
    }
    expect(verifyCosignature(parseNote(signed)!, checkpoint, witness, nodeCrypto)).toEqual({
      ok: false,
      reason: 'absent',
    });
  });

  it('do not pass for another tree, time, name or key', () => {
    const note = parseNote(both)!;
    const invalid = { ok: false, reason: 'invalid' };
    const check = (other: Partial<Checkpoint>): unknown =>
      verifyCosignature(note, { ...checkpoint, ...other }, log, nodeCrypto);
    expect(check({ size: 70_001 })).toEqual(invalid);
    expect(check({ root: leaf(2) })).toEqual(invalid);
    expect(check({ origin: 'other' })).toEqual(invalid);
    const [first] = note.signatures as [(typeof note.signatures)[0]];
    const later = { ...first, signature: first.signature.with(7, first.signature[7]! ^ 1) };
    const moved = { text: note.text, signatures: [later] };
    expect(verifyCosignature(moved, checkpoint, log, nodeCrypto)).toEqual(invalid);
    const short = {
      text: note.text,
      signatures: [{ ...first, signature: first.signature.slice(1) }],
    };
    expect(verifyCosignature(short, checkpoint, log, nodeCrypto)).toEqual(invalid);
    for (const other of [
      { ...log, name: 'other' },
      { ...log, key: witnessPair },
    ]) {
      expect(verifyCosignature(note, checkpoint, other, nodeCrypto)).toEqual({
        ok: false,
        reason: 'absent',
      });
    }
  });

  it('survive no change of any byte of the note', () => {
    const original = both;
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = original.slice();
        const place = at % bytes.length;
        bytes[place] = bytes[place]! ^ change;
        const note = parseNote(bytes);
        const found = note && parseCheckpoint(note.text);
        if (note === undefined || found === undefined) return;
        const checks = [log, witness].map((by) => verifyCosignature(note, found, by, nodeCrypto));
        expect(checks.every((check) => check.ok)).toBe(false);
      }),
      { numRuns: 300 },
    );
    expect(formatCheckpoint(checkpoint).split('\n')).toHaveLength(4);
  });
});
