import {
  type Codec,
  type Condition,
  type Glossary,
  type Key,
  checkTicks,
  concat,
  conditionCodec,
  createFrameReader,
  decode,
  decodeMessage,
  encode,
  encodeMessage,
  evaluate,
  formatCondition,
  nodesOf,
  outcomeCodec,
  parseCondition,
  sealedContentCodec,
  statementHash,
  streamStart,
  tickFault,
  vaultId,
  vaultKey,
  vaultOf,
  verifyRun,
  witnessCodec,
} from '@tallystick/protocol';
import { describe, expect, it } from 'vitest';
import { plain } from './plain.ts';
import { hex, readVectors } from './read-vectors.ts';
import { OFFLINE_STRUCTURES } from './sections/offline.ts';

interface Encoded {
  value: unknown;
  bytes: string;
}

describe('the committed vectors of what needs no network hold for this implementation', () => {
  it('acts, evidence and messages', () => {
    const vectors = readVectors('offline.json') as {
      run: { first: { bytes: string }; acts: (Encoded & { state: string })[] };
      structures: (Encoded & { structure: string })[];
      request: Encoded;
      receipt: Encoded;
      messages: Encoded[];
      invalid: { structure: string; why: string; bytes: string }[];
    };
    const { run, structures, request, receipt } = vectors;
    const states = [run.first.bytes, ...run.acts.map(({ state }) => state)];
    expect(verifyRun(states.map(hex))).toEqual({ ok: true });
    for (const act of run.acts) expectEncoding(OFFLINE_STRUCTURES['act']!, act);
    for (const item of structures) expectEncoding(OFFLINE_STRUCTURES[item.structure]!, item);
    expectEncoding(OFFLINE_STRUCTURES['offlineRequest']!, request);
    expectEncoding(OFFLINE_STRUCTURES['receipt']!, receipt);
    for (const { value, bytes } of vectors.messages) {
      const message = decodeMessage(hex(bytes));
      expect(message.ok && plain(message.value)).toEqual(value);
      expect(message.ok && encodeMessage(message.value).toHex()).toBe(bytes);
    }
    for (const { structure, why, bytes } of vectors.invalid) {
      const codec = OFFLINE_STRUCTURES[structure];
      const { ok } = codec === undefined ? decodeMessage(hex(bytes)) : decode(codec, hex(bytes));
      expect({ structure, why, ok }).toEqual({ structure, why, ok: false });
    }
  });

  it('ticks', () => {
    const { ticks } = readVectors('offline.json') as {
      ticks: { anchor: string; links: number; ticks: { link: string; count: number }[] };
    };
    const { links, anchor } = ticks;
    const stream = { units: 1n, perTicks: 1, anchor: hex(anchor), links };
    for (const { link, count } of ticks.ticks) {
      expect(tickFault({ link: hex(link), count }, streamStart(stream), stream)).toBeUndefined();
    }
    const all = concat(...ticks.ticks.map(({ link }) => hex(link)));
    expect(checkTicks(all, streamStart(stream), stream)).toMatchObject({ ok: true });
  });

  it('conditions', () => {
    const vectors = readVectors('conditions.json') as {
      statements: { text: string; hash: string }[];
      witnesses: Encoded[];
      outcomes: Encoded[];
      names: { keys: Record<string, { suite: number; publicKey: string }>; statements: string[] };
      texts: (Encoded & { text: string; named: string })[];
      evaluations: { value: unknown; result: unknown; shown: number[]; forked: boolean }[];
      invalid: string[];
    };
    for (const { text, hash } of vectors.statements) expect(statementHash(text).toHex()).toBe(hash);
    for (const item of vectors.witnesses) expectEncoding(witnessCodec, item);
    for (const item of vectors.outcomes) expectEncoding(outcomeCodec, item);
    const keys = Object.entries(vectors.names.keys).map(
      ([name, key]) => [name, { ...key, publicKey: hex(key.publicKey) } as Key] as const,
    );
    const names: Glossary = { keys: new Map(keys), statements: vectors.names.statements };
    for (const { value, bytes, text, named } of vectors.texts) {
      expectEncoding(conditionCodec, { value, bytes });
      for (const [form, glossary] of [
        [text, undefined],
        [named, names],
      ] as const) {
        const parsed = parseCondition(form, glossary);
        expect(parsed.ok && plain(parsed.condition)).toEqual(value);
        expect(parsed.ok && formatCondition(parsed.condition, glossary)).toBe(form);
      }
    }
    for (const text of vectors.invalid) {
      expect([text, parseCondition(text, names).ok]).toEqual([text, false]);
    }
    for (const { value, shown, forked, result, ...facts } of vectors.evaluations) {
      const proof = { kind: 'bytes', bytes: new Uint8Array(1) } as const;
      const witnesses = shown.map((node) => ({ node, proof }));
      const given = { nodes: nodesOf(value as Condition), witnesses };
      const { time, closedSincePutMs } = facts as { time: number; closedSincePutMs: number };
      const world = { time, closedSincePutMs, isForked: () => forked };
      expect(evaluate(given, world)).toEqual(result);
    }
  });

  it('vaults', () => {
    const vectors = readVectors('vaults.json') as Record<'id' | 'key', string> & {
      condition: Condition;
      proof: string[];
      content: Encoded;
    };
    const [preimage] = nodesOf(vectors.condition)
      .map(({ condition }) => condition)
      .filter(({ kind }) => kind === 'preimage') as unknown as { hash: string }[];
    expect(preimage!.hash).toHaveLength(64);
    const tree = JSON.parse(JSON.stringify(vectors.condition), (name, value: unknown) =>
      name === 'hash' || name === 'hold' ? hex(value as string) : value,
    ) as Condition;
    const vault = vaultOf(tree);
    expect(vaultId(vault).toHex()).toBe(vectors.id);
    expect(vaultKey(vault, vectors.proof.map(hex)).toHex()).toBe(vectors.key);
    expectEncoding(sealedContentCodec, vectors.content);
  });

  it('frames', () => {
    const { messages } = readVectors('frames.json') as {
      messages: { content: string; blocks: number; frames: { text: string }[] }[];
    };
    for (const { content, blocks, frames } of messages) {
      const reader = createFrameReader();
      const kinds = frames.map(({ text }) => reader.offer(text).kind);
      expect(kinds).not.toContain('no-frame');
      if (frames.length < blocks) continue;
      const last = reader.offer(frames[0]!.text);
      expect(last.kind === 'complete' && last.message.toHex()).toBe(content);
    }
  });
});

function expectEncoding(codec: Codec<unknown>, { value, bytes }: Encoded): void {
  const found = decode(codec, hex(bytes));
  expect(found.ok && plain(found.value)).toEqual(value);
  expect(found.ok && encode(codec, found.value).toHex()).toBe(bytes);
}
