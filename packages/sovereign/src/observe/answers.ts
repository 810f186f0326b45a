import { type Tracer, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Notes one request that was answered, `ms` after it came. */
export type NoteAnswer = (method: string, route: string, status: number, ms: number) => void;

/**
 * Counts, durations and spans by route; what a request says is not in them. Looking labels up costs more than counting: those of a
 * route and a status are looked up once.
 */
export function newAnswers(registers: Registry[]): NoteAnswer {
  const tracer: Tracer = trace.getTracer('tallystick');
  const requests = new Counter({
    name: 'tally_http_requests_total',
    help: 'Requests answered, by route and status',
    labelNames: ['route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'tally_http_request_seconds',
    help: 'From the request to the end of its answer, by route',
    labelNames: ['route'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers,
  });
  interface Labelled {
    readonly count: Counter.Internal;
    readonly seconds: Histogram.Internal<'route'>;
  }
  const routes = new Map<string, Labelled[]>();
  return (method, route, status, ms) => {
    let statuses = routes.get(route);
    if (statuses === undefined) routes.set(route, (statuses = []));
    const labelled = (statuses[status] ??= {
      count: requests.labels({ route, status }),
      seconds: requestSeconds.labels({ route }),
    });
    labelled.count.inc();
    labelled.seconds.observe(ms / 1000);
    const end = Date.now();
    const span = tracer.startSpan(`${method} ${route}`, {
      kind: SpanKind.SERVER,
      startTime: end - ms,
      attributes: { 'http.route': route, 'http.response.status_code': status },
    });
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(end);
  };
}
