import { expect, test } from 'vitest';
import { EXIT } from './exit-status.ts';
import { toStop } from './failure.ts';

test('damage is told with the file or the record, for people too', () => {
  const problems = [{ where: 'ada/wallet.db, bytes 0 to 4095', what: 'is not what was written' }];
  const { answer } = toStop({
    kind: 'tampering',
    code: 'storage-damaged',
    message: 'The wallet’s file is not what was written.',
    data: { problems },
  });
  expect(answer).toMatchObject({ status: EXIT.tampering, json: { ok: false, problems } });
  expect(answer.complaint).toBe(
    'The wallet’s file is not what was written.\nada/wallet.db, bytes 0 to 4095: is not what was written',
  );
});

test('a ledger that stores nothing is no refusal of what was asked, and nobody is sent looking for an id', () => {
  const message = 'The ledger has stopped after a failure; ask for the transition by its id.';
  const { answer } = toStop({ kind: 'refused', code: 'unavailable', message, data: {} });
  expect(answer.status).toBe(EXIT.unreachable);
  expect(answer.complaint).toContain('give the same command again later');
});
