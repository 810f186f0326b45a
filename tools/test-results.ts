/** How many tests of a stage passed, failed and were skipped, and what the failed ones said. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** For each failed test: `path › name`, and the first lines of its message, indented. */
  failures: string[];
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: TestFile[];
}

interface TestFile {
  /** The file's absolute path. */
  name: string;
  status: string;
  /** Why the file could not be loaded. */
  message?: string;
  assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
}

const MESSAGE_LINES = 6;
const MESSAGE_WIDTH = 200;

/**
 * Counts a stage. Without a report (undefined) it is a static check, which counts as one. A test
 * file that could not be loaded counts as one failure, and so does a run that failed with no
 * failing test, or that left no report (null).
 */
export function tallyOf(status: number, report: string | null | undefined): Tally {
  if (report === undefined) {
    return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0, failures: [] };
  }
  if (report === null) return { passed: 0, failed: 1, skipped: 0, failures: [] };
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    report,
  ) as Report;
  const failed = numFailedTests + testResults.filter(isUnloaded).length;
  return {
    passed: numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: numPendingTests,
    failures: testResults.flatMap(failuresOf),
  };
}

function isUnloaded(file: TestFile): boolean {
  return file.status === 'failed' && file.assertionResults.length === 0;
}

function failuresOf(file: TestFile): string[] {
  if (isUnloaded(file)) return [told(file.name, file.message ?? 'could not be loaded')];
  return file.assertionResults
    .filter(({ status }) => status === 'failed')
    .map((test) => told(`${file.name} › ${test.fullName}`, test.failureMessages?.[0] ?? ''));
}

function told(title: string, message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  const shown = lines.slice(0, MESSAGE_LINES).map((line) => `    ${line.slice(0, MESSAGE_WIDTH)}`);
  return [title, ...shown].join('\n');
}
