import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newBodyBudget } from './body-budget.ts';
import { BodyMemory, receiveBody } from './body-memory.ts';

const pieces = fc.array(fc.integer({ min: 1, max: 90_000 }), { maxLength: 12 });

test('what arrives is what was sent, in whatever pieces, and nothing stays counted', () => {
  const property = fc.property(pieces, fc.boolean(), (lengths, isDeclared) => {
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const budget = newBodyBudget(1e9);
    const memory = new BodyMemory(isDeclared ? total : 0, budget);
    const sent = lengths.map((length, i) => new Uint8Array(length).fill(i + 1));
    for (const piece of sent) expect(memory.add(piece)).toBe(true);
    expect(Buffer.concat(sent).equals(memory.bytes)).toBe(true);
    expect(budget.used).toBeLessThanOrEqual(isDeclared ? total : 4 * total);
    expect(budget.used > 0).toBe(total > 65_536);
    memory.release();
    memory.release();
    expect(budget.used).toBe(0);
  });
  fc.assert(property, { numRuns: 50 });
});

test('long bodies wait for room, and short ones do not', () => {
  const budget = newBodyBudget(200_000);
  const first = new BodyMemory(150_000, budget);
  expect([first.add(new Uint8Array(60_000)), first.add(new Uint8Array(60_000))]).toEqual([
    true,
    true,
  ]);
  const second = new BodyMemory(150_000, budget);
  expect(second.add(new Uint8Array(60_000))).toBe(true);
  expect(second.add(new Uint8Array(60_000))).toBe(false);
  expect(new BodyMemory(0, budget).add(new Uint8Array(65_536))).toBe(true);
  first.release();
  expect(new BodyMemory(150_000, budget).add(new Uint8Array(150_000))).toBe(true);
});

test('what is announced costs nothing until it comes', () => {
  const budget = newBodyBudget(200_000);
  const announced = Array.from({ length: 100 }, () => new BodyMemory(150_000, budget));
  for (const memory of announced) expect(memory.add(new Uint8Array(1000))).toBe(true);
  expect(budget.used).toBe(0);
});

test('of a body that was given up nothing more is kept, whatever still comes of it', async () => {
  const budget = newBodyBudget(100_000);
  const other = new BodyMemory(100_000, budget);
  expect(other.add(new Uint8Array(100_000))).toBe(true);
  const payload = new PassThrough({ highWaterMark: 1e6 });
  const memory = new BodyMemory(90_000, budget);
  const receiving = receiveBody(payload, memory, 1e6);
  payload.write(new Uint8Array(70_000));
  await expect(receiving).rejects.toMatchObject({ code: 'busy' });
  other.release();
  payload.resume();
  payload.end(new Uint8Array(20_000));
  await new Promise((resolve) => payload.once('close', resolve));
  expect([memory.length, budget.used]).toEqual([0, 0]);
});
