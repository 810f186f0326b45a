import { type Hash, type Message, actCodec, encode, receiptCodec } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { describe, expect, it } from 'vitest';
import { isEarlierReceipt, isExpected } from './expected.ts';

it('a payer reads one request first, or a word about an earlier act, and then answers only', () => {
  expect(isExpected('pay', false, 'request')).toBe(true);
  for (const kind of ['receipt', 'voided', 'not-accepted', 'half'] as const) {
    expect(isExpected('pay', false, kind)).toBe(kind === 'voided');
    expect(isExpected('pay', true, kind)).toBe(true);
  }
  expect(isExpected('pay', true, 'request')).toBe(false);
  expect(isExpected('pay', true, 'handover')).toBe(false);
});

it('a payee reads acts, and whoever compares what was seen', () => {
  expect(isExpected('receive', false, 'handover')).toBe(true);
  expect(isExpected('receive', false, 'half')).toBe(true);
  expect(isExpected('receive', false, 'request')).toBe(false);
  expect(isExpected('receive', false, 'seen')).toBe(false);
  expect(isExpected('compare', false, 'seen')).toBe(true);
  expect(isExpected('compare', false, 'shown')).toBe(true);
  expect(isExpected('compare', false, 'handover')).toBe(false);
});

describe('a receipt', () => {
  const hash = (byte: number): Hash => new Uint8Array(32).fill(byte);
  const signature = new Uint8Array(1);
  const { suite, publicKey } = nodeCrypto.keyPair(1, hash(7));
  const handover = (index: number): Message => {
    const act = encode(actCodec, {
      version: 1,
      hold: hash(1),
      amount: 5n,
      total: 5n,
      request: hash(2),
      half: { index, previous: hash(3) },
      payee: null,
      stream: null,
      void: null,
      salt: new Uint8Array(16),
    });
    const signed = { state: new Uint8Array(176), act, signature };
    return { kind: 'handover', act: signed, payee: null, earlier: [], bundle: null };
  };
  const receipt = (index: number): Message => {
    const bytes = encode(receiptCodec, {
      version: 1,
      preCommitment: hash(4),
      half: { index, head: hash(5) },
      by: {
        identity: hash(6),
        device: { key: { suite, publicKey }, encryptionKey: null },
      },
      time: 0,
    });
    return { kind: 'receipt', receipt: { receipt: bytes, signature } };
  };

  it('of an earlier act is no answer to the one that is handed over', () => {
    expect(isEarlierReceipt(handover(3), receipt(2))).toBe(true);
    expect(isEarlierReceipt(handover(3), receipt(3))).toBe(false);
    expect(isEarlierReceipt(null, receipt(1))).toBe(false);
    expect(isEarlierReceipt(handover(3), handover(2))).toBe(false);
  });
});
