import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Decision } from '@tallystick/rules';
import { type NoteAnswer, newAnswers } from './answers.ts';
import { type Samples, newSamples } from './samples.ts';
import { type Stops, newStops } from './stops.ts';

/** What Prometheus reads at `/metrics`. Names end in their unit; no label ever names a person, a key or an amount. */
export interface Metrics {
  readonly registry: Registry;
  readonly admitted: Counter;
  readonly refused: Counter<'code'>;
  readonly batchSize: Histogram;
  readonly batchSeconds: Histogram;
  readonly answered: NoteAnswer;
  readonly deliveries: Counter<'outcome'>;
  readonly streams: Gauge;
  /** What the operator's console shows of the last minutes and of the last day. */
  readonly samples: Samples;
  readonly stops: Stops;
  /** What the ring has decided, of each hold once. */
  readonly decided: (decisions: readonly Decision[]) => void;
}

/** What is asked for when Prometheus asks. */
export interface Gauges {
  readonly logSize: () => number;
  readonly queued: () => number;
  readonly verifying: () => number;
  readonly openHolds: () => number;
  readonly clockAheadMs: () => number;
  readonly ringStarts: () => number;
  readonly alarmsRaised: () => number;
  readonly appealsOverdue: () => number;
}

/** Where payments are sent. */
const TRANSITIONS = '/v1/transitions';

export function newMetrics(gauges: Gauges, now: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, value: () => number): void => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(value()) });
  };
  gauge('tally_log_entries', 'Entries in the log', gauges.logSize);
  gauge('tally_queue_transitions', 'Transitions that wait to be admitted', gauges.queued);
  gauge('tally_verify_jobs', 'Signatures that wait to be checked', gauges.verifying);
  gauge('tally_open_holds', 'Holds that are open', gauges.openHolds);
  gauge(
    'tally_ring_starts',
    'How often a ring was started; 1 when none has ended',
    gauges.ringStarts,
  );
  gauge(
    'tally_rule_alarms_raised',
    'Alarms of versions in force that were raised',
    gauges.alarmsRaised,
  );
  gauge('tally_appeals_overdue', 'Appeals that nobody has answered in time', gauges.appealsOverdue);
  gauge(
    'tally_clock_ahead_seconds',
    'How far the clock is ahead of what can be believed; 0 when it is right',
    () => gauges.clockAheadMs() / 1000,
  );
  const samples = newSamples(performance.now());
  const stops = newStops(now());
  const noteAnswer = newAnswers(registers);
  return {
    registry,
    samples,
    stops,
    decided(decisions) {
      stops.decided(decisions);
      samples.stopped(decisions.filter(isExplained).length);
    },
    admitted: new Counter({
      name: 'tally_transitions_admitted_total',
      help: 'Transitions admitted',
      registers,
    }),
    refused: new Counter({
      name: 'tally_transitions_refused_total',
      help: 'Transitions refused, by the code of the refusal',
      labelNames: ['code'],
      registers,
    }),
    batchSize: new Histogram({
      name: 'tally_batch_transitions',
      help: 'Transitions in one durable batch',
      buckets: [1, 4, 16, 64, 128, 256, 512, 1024],
      registers,
    }),
    batchSeconds: new Histogram({
      name: 'tally_batch_seconds',
      help: 'From the start of a batch until it is durable and signed',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
      registers,
    }),
    answered(method, route, status, ms) {
      samples.answered(ms, route === TRANSITIONS);
      noteAnswer(method, route, status, ms);
    },
    deliveries: new Counter({
      name: 'tally_webhook_deliveries_total',
      help: 'Attempts to deliver an event to a webhook, by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    streams: new Gauge({
      name: 'tally_event_streams',
      help: 'Open streams of events',
      registers,
    }),
  };
}

function isExplained({ outcome, rule }: Decision): boolean {
  return outcome !== 'no-objection' && rule !== null;
}
