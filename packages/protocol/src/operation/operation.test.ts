import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ZERO_HASH,
  decodeState,
  encodeState,
  impliedFirstState,
  stateId,
  transitionId,
  verifyRun,
} from '../chain/index.ts';
import { concat, decode, encode } from '../encoding/index.ts';
import { holdCodec, raiseCodec } from '../hold/index.ts';
import { identityContents, openIdentity } from '../identity/index.ts';
import { geneses, hashes, holds, operations } from '../testing/arbitraries.ts';
import {
  type OpenOperation,
  type Operation,
  type Transition,
  MAX_TRANSITION_BYTES,
  buildOpening,
  buildTransition,
  encodeOperation,
  operationCodec,
  operationHash,
  transitionCodec,
} from './index.ts';

const salt = new Uint8Array(16);
const mint: Operation = { kind: 'mint', notAfter: 5, salt, currency: ZERO_HASH, amount: 1n };

describe('building', () => {
  it('a transition gives a successor that a run accepts', () => {
    fc.assert(
      fc.property(hashes, fc.array(operations, { minLength: 1, maxLength: 4 }), (chain, list) => {
        let head = impliedFirstState(chain, 1, chain);
        const run = [encodeState(head)];
        for (const operation of list) {
          const headId = stateId(run.at(-1)!);
          const contents = operationHash(run.at(-1)!);
          const built = buildTransition({ head, headId, operation, contents });
          expect(decodeState(built.stateBytes)).toEqual({ ok: true, value: built.state });
          expect(decode(operationCodec, built.operationBytes)).toEqual({
            ok: true,
            value: operation,
          });
          expect(built.state.operation).toEqual(operationHash(built.operationBytes));
          expect(built.id).toEqual(transitionId({ state: built.stateBytes }));
          run.push(built.stateBytes);
          head = built.state;
        }
        expect(verifyRun(run)).toEqual({ ok: true });
      }),
    );
  });

  it('an opening gives the S_0 of the identity', () => {
    const withoutRecovery = geneses.map((genesis) => ({
      ...genesis,
      policy: { ...genesis.policy, recovery: null },
    }));
    fc.assert(
      fc.property(withoutRecovery, (genesis) => {
        const opened = openIdentity(genesis, ['KE'], null);
        if (!opened.ok) throw new Error(opened.fault);
        const { view } = opened;
        const operation: OpenOperation = {
          kind: 'open',
          notAfter: 1,
          salt,
          genesis,
          countries: ['KE'],
          handle: null,
        };
        const built = buildOpening(view, operation);
        expect(verifyRun([built.stateBytes])).toEqual({ ok: true });
        expect(built.state.chain).toEqual(view.id);
        expect(built.state.contents).toEqual(identityContents(view));
        expect(built.state.suite).toBe(genesis.root.suite);
      }),
    );
  });

  it('the salt alone changes the hash', () => {
    const other = { ...mint, salt: salt.with(15, 1) };
    expect(operationHash(encodeOperation(mint))).not.toEqual(operationHash(encodeOperation(other)));
  });
});

describe('the encoding', () => {
  it('is kind, time, salt and body', () => {
    const expected = `84010550${'00'.repeat(16)}825820${'00'.repeat(32)}01`;
    expect(encodeOperation(mint).toHex()).toBe(expected);
    const open = decode(operationCodec, Uint8Array.fromHex(expected.replace('8401', '8406')));
    expect(open).toMatchObject({ ok: false });
  });

  it.each([
    ['an amount of 0', { ...mint, amount: 0n }],
    ['an amount of 2^63', { ...mint, amount: 2n ** 63n }],
    ['a salt of 15 bytes', { ...mint, salt: new Uint8Array(15) }],
    ['a time of 2^53', { ...mint, notAfter: 2 ** 53 }],
    ['no holds', { kind: 'put', notAfter: 1, salt, country: 'KE', holds: [] }],
    ['no takings', { kind: 'take', notAfter: 1, salt, takings: [] }],
    ['a long body', { kind: 'say', notAfter: 1, salt, statement: 1, body: new Uint8Array(36_865) }],
  ] as [string, Operation][])('refuses %s', (_name, operation) => {
    expect(() => encodeOperation(operation)).toThrow(RangeError);
  });

  it('of a put has its holds before its raises', () => {
    const raise = { hold: ZERO_HASH, by: 5n };
    const raiseBytes = encode(raiseCodec, raise);
    const put = {
      kind: 'put',
      notAfter: 1,
      salt,
      country: 'KE',
      holds: [],
      raises: [raise],
    } as const;
    const bytes = encodeOperation(put);
    expect(decode(operationCodec, bytes)).toEqual({ ok: true, value: put });
    fc.assert(
      fc.property(holds, (hold) => {
        const both = encodeOperation({ ...put, holds: [hold] });
        expect(decode(operationCodec, both)).toMatchObject({
          ok: true,
          value: { raises: [raise] },
        });
        const start = bytes.subarray(0, -raiseBytes.length - 1);
        const two = Uint8Array.of(0x82);
        const after = concat(start, two, raiseBytes, encode(holdCodec, hold));
        expect(decode(operationCodec, after)).toMatchObject({ reason: 'a hold after a raise' });
      }),
      { numRuns: 20 },
    );
  });

  it('of a transition has its signers in ascending order, each once', () => {
    const transition = (...by: number[]): Transition => ({
      state: new Uint8Array(176),
      operation: Uint8Array.of(1),
      signatures: by.map((signer) => ({ by: signer, bytes: salt })),
    });
    const inOrder = encode(transitionCodec, transition(3, 4));
    // [[3, salt], [4, salt]] with its two numbers exchanged.
    const first = inOrder.lastIndexOf(3);
    const second = inOrder.lastIndexOf(4);
    const exchanged = inOrder.with(first, 4).with(second, 3);
    expect(decode(transitionCodec, inOrder)).toMatchObject({ ok: true });
    expect(decode(transitionCodec, exchanged)).toMatchObject({ ok: false });
    expect(decode(transitionCodec, inOrder.with(second, 3))).toMatchObject({ ok: false });
    for (const wrong of [transition(), transition(1, 1), transition(2, 1), transition(257)]) {
      expect(() => encode(transitionCodec, wrong)).toThrow(RangeError);
    }
    const long = decode(transitionCodec, new Uint8Array(200_000), MAX_TRANSITION_BYTES);
    expect(long).toMatchObject({ ok: false, at: MAX_TRANSITION_BYTES });
  });
});
