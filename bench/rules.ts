import { type Bench, median, rounded } from './figures.ts';
import { DEFAULT_STEPS } from '@tallystick/rules';
import { cedarAllows, openCedar } from './rules/cedar.ts';
import { jsonAllows, jsonEngine } from './rules/json-rules.ts';
import { factsOf, type Payment, payments, RULES } from './rules/rule-set.ts';
import { analysed, hardText, rulesText, unified } from './rules/unified.ts';

/**
 * Decisions per second on one thread with 5,000 rules loaded, beside Cedar's WebAssembly and
 * json-rules-engine on the same rules: they have to agree on every payment first. Sides alternate in
 * slices within one run, and the medians of the slices count.
 */

const PAYMENTS = 4096;
/** Payments that all three answer; the slowest takes tens of milliseconds for each. */
const AGREED = 128;
const ROUNDS = 9;
const SLICE_MS = 250;
const COMPILED = 5;

export const run: Bench = async (report) => {
  const text = rulesText();
  const first = factsOf(payments(1)[0] as Payment);
  report(`compiling ${RULES} rules`);
  const compileSeconds = median(
    Array.from({ length: COMPILED }, () => secondsFor(() => unified(text).decide(first))),
  );
  report('compiling and analysing them, and as many that are hard');
  const analyseSeconds = secondsFor(() => analysed(text));
  let undecided = 0;
  const hardSeconds = secondsFor(() => {
    undecided = analysed(hardText(RULES)).undecided.length;
  });
  const rulebook = unified(text);
  const cedarSeconds = secondsFor(openCedar);
  const engine = jsonEngine();
  const asked = payments(PAYMENTS);
  const facts = asked.map(factsOf);

  report('checking that all three agree');
  let objections = 0;
  for (const payment of asked.slice(0, AGREED)) {
    const ours = rulebook.decide(factsOf(payment)).outcome === 'no-objection';
    const theirs = [cedarAllows(payment), await jsonAllows(engine, payment)];
    if (theirs.some((answer) => answer !== ours)) {
      throw new Error(`they differ on ${JSON.stringify(payment)}`);
    }
    if (!ours) objections += 1;
  }

  const rates = { ours: [] as number[], cedar: [] as number[], json: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    report(`round ${round + 1} of ${ROUNDS}`);
    rates.ours.push(
      slice((i) => {
        rulebook.decide(facts[i % PAYMENTS] as (typeof facts)[number]);
      }),
    );
    rates.cedar.push(slice((i) => void cedarAllows(asked[i % PAYMENTS] as (typeof asked)[number])));
    rates.json.push(
      await slowSlice((i) => jsonAllows(engine, asked[i % PAYMENTS] as (typeof asked)[number])),
    );
  }
  const decisionsPerSecond = rounded(median(rates.ours));
  const cedarPerSecond = rounded(median(rates.cedar));
  const jsonPerSecond = rounded(median(rates.json));
  return {
    name: 'rules',
    figures: {
      decisionsPerSecond,
      compileSeconds: rounded(compileSeconds),
      compileAndAnalyseSeconds: rounded(analyseSeconds),
      hardCompileAndAnalyseSeconds: rounded(hardSeconds),
      cedarPerSecond,
      cedarCompileSeconds: rounded(cedarSeconds),
      jsonPerSecond,
      ratioToCedar: rounded(decisionsPerSecond / cedarPerSecond),
      ratioToJson: rounded(decisionsPerSecond / jsonPerSecond),
    },
    notes: [
      `${RULES} rules: sanctioned pairs of countries, a cap, monthly sums by tier, cross-border by tier; ${PAYMENTS} payments between any two of 249 countries. All three agreed on ${AGREED} of them, ${objections} of which met an objection.`,
      'compileSeconds: parse, check and compile, from the text to the first decision; cedarCompileSeconds: preparsePolicySet. One thread, by its own time: what else the machine does is not counted.',
      `compileAndAnalyseSeconds: the same, and every finding about them, at most ${DEFAULT_STEPS.left} steps of work. Hard are ${RULES} rules that all ask every payment: ${undecided} questions about them end in "not decided" when the steps are used up.`,
      'ours answers outcome, deciding rule and requirements; the others are asked whether anything objects.',
    ],
  };
};

function secondsFor(work: () => unknown): number {
  const busy = stopwatch();
  work();
  return busy() / 1000;
}

/** How often a second of the thread's own time it is done: what others do meanwhile is not counted. */
function slice(once: (index: number) => void): number {
  const busy = stopwatch();
  let done = 0;
  while (busy() < SLICE_MS) {
    for (let i = 0; i < 32; i += 1) once(done + i);
    done += 32;
  }
  return (done * 1000) / busy();
}

async function slowSlice(once: (index: number) => Promise<unknown>): Promise<number> {
  const busy = stopwatch();
  let done = 0;
  while (busy() < SLICE_MS) {
    await once(done);
    done += 1;
  }
  return (done * 1000) / busy();
}

function stopwatch(): () => number {
  const started = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(started);
    return (user + system) / 1000;
  };
}
