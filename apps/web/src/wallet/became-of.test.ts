import type { HistoryEntry, Payment } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { walletEnglish } from '../words/english/wallet.ts';
import { becameOf, toldOf } from './became-of.ts';

const pending: Payment = { status: 'pending', id: 'aa', hold: 'bb' };
const line: HistoryEntry = { id: 'aa', kind: 'paid', status: 'pending', time: 1 };
const final: Payment = {
  ...pending,
  status: 'final',
  certificate: { index: 1, treeSize: 2, transition: 'aa', bytes: '', checkpoint: '' },
};

it('a payment that was refused, abandoned or given up meanwhile is not waited for', () => {
  expect(becameOf(pending, []).status).toBe('pending');
  expect(becameOf(pending, [line]).status).toBe('pending');
  for (const status of ['final', 'refused', 'abandoned', 'given-up'] as const) {
    expect(becameOf(pending, [{ ...line, status }]).status).toBe(status);
  }
  const refusal = { code: 'rules-refuse', message: 'No.' };
  expect(becameOf(pending, [{ ...line, status: 'refused', refusal }])).toMatchObject({ refusal });
});

it('a final payment stays so before the history shows it, and not after a new epoch', () => {
  expect(becameOf(final, [line]).status).toBe('final');
  const givenUp = { epoch: 2, size: 9, reason: 'Lost.' };
  expect(becameOf(final, [{ ...line, status: 'given-up', givenUp }])).toMatchObject({
    status: 'given-up',
    givenUp,
  });
});

it('says that it keeps asking of what is pending alone', () => {
  const { payment: say } = walletEnglish;
  for (const status of ['final', 'refused', 'abandoned', 'given-up'] as const) {
    expect(toldOf(status, say).means).not.toContain('keeps asking');
  }
  expect(toldOf('pending', say)).toMatchObject({ title: 'Not final yet', verb: 'Paying' });
  expect(toldOf('refused', say)).toMatchObject({ title: 'Refused', verb: 'Not paid' });
});
