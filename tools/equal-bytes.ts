import { expect } from 'vitest';

/**
 * Compares bytes as bytes, in every test. Left to itself, `toEqual` lists the keys of a byte array,
 * a text for each byte: a fifth of the unit tests' processor time. Arrays of two classes are left
 * to it.
 */
function equalBytes(a: unknown, b: unknown): boolean | undefined {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return undefined;
  if (a.constructor !== b.constructor) return undefined;
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

// This file runs before each test file, and several of those run in one process.
const ADDED = Symbol.for('tallystick.equal-bytes');
if (!Reflect.has(globalThis, ADDED)) expect.addEqualityTesters([equalBytes]);
Reflect.set(globalThis, ADDED, true);
