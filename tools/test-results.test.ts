import { describe, expect, it } from 'vitest';
import { tallyOf } from './test-results.ts';

function report(passed: number, failed: number, files: unknown[] = []): string {
  const counts = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 1 };
  return JSON.stringify({ ...counts, testResults: files });
}

describe('the closing line of npm test', () => {
  it('counts a static check as one', () => {
    expect(tallyOf(0, undefined)).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
    expect(tallyOf(2, undefined)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts tests, and files that could not be loaded', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(tallyOf(0, report(5, 0))).toMatchObject({ passed: 5, failed: 0, skipped: 1 });
    expect(tallyOf(1, report(5, 2))).toMatchObject({ passed: 5, failed: 2, skipped: 1 });
    expect(tallyOf(1, report(5, 0, [unloaded]))).toMatchObject({
      passed: 5,
      failed: 1,
      skipped: 1,
    });
  });

  it('tells of each failed test, and of each file that could not be loaded, where and why', () => {
    const long = `AssertionError: ${'x'.repeat(500)}\n\n${'at a line\n'.repeat(20)}`;
    const files = [
      { name: '/a/b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      {
        name: '/a/c.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'holds' },
          { status: 'failed', fullName: 'breaks', failureMessages: [long] },
        ],
      },
    ];
    const [unloaded, broken] = tallyOf(1, report(1, 1, files)).failures;
    expect(unloaded).toBe('/a/b.test.ts\n    no such file');
    expect(broken?.split('\n')).toHaveLength(7);
    expect(broken).toMatch(
      /^\/a\/c\.test\.ts › breaks\n {4}AssertionError: x{184}\n {4}at a line/u,
    );
  });

  it('never says that nothing failed when the run failed', () => {
    expect(tallyOf(1, report(5, 0)).failed).toBe(1);
    expect(tallyOf(0, null).failed).toBe(1);
  });
});
