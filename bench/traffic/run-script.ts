import { type Connection, openConnection } from './connection.ts';
import { admitted } from './economy.ts';
import { newResponses } from './responses.ts';
import type { Script } from './script.ts';

export interface Ran {
  readonly seconds: number;
  /** Processor time of the sending process, in seconds. */
  readonly clientCpuSeconds: number;
  /** Of each request, from its sending to its whole answer, in milliseconds. */
  readonly latenciesMs: readonly number[];
}

/**
 * Sends a script over so many connections, each with one request under way, and answers when the last response is there.
 * Every response is kept and checked afterwards: a refusal fails the bench.
 */
export async function runScript(url: string, script: Script, connections: number): Promise<Ran> {
  if (connections >= script.lag) throw new Error('a take could overtake its payments');
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(url)));
  const bodies = newResponses(script.requests.length);
  const latenciesMs: number[] = [];
  let next = 0;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(
    open.map(async (connection) => {
      while (next < script.requests.length) {
        const request = script.requests[next] as Uint8Array;
        next += 1;
        const sentAt = performance.now();
        bodies.keep(await connection.exchange(request));
        latenciesMs.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  for (const connection of open) connection.close();
  for (const body of bodies) admitted(body);
  return { seconds, clientCpuSeconds: (user + system) / 1e6, latenciesMs };
}

/**
 * Sends requests at random instants of a mean rate, whether or not earlier ones have been answered. What this process keeps
 * meanwhile lies in memory set aside beforehand, because its own pauses count as the payers' time.
 */
export async function runOpenLoop(
  url: string,
  script: Script,
  perSecond: number,
  connections: number,
): Promise<Ran> {
  const { requests, lag } = script;
  if (connections >= lag) throw new Error('a take could overtake its payments');
  const all = await Promise.all(Array.from({ length: connections }, () => openConnection(url)));
  const idle = [...all];
  const bodies = newResponses(requests.length);
  const latenciesMs = new Float64Array(requests.length);
  const due = arrivals(requests.length, perSecond);
  const answered = Promise.withResolvers<void>();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let next = 0;
  let left = requests.length;

  async function send(number: number, connection: Connection): Promise<void> {
    bodies.keep(await connection.exchange(requests[number] as Uint8Array));
    // From the instant at which it was due: time spent waiting for a connection is the payer's time too.
    latenciesMs[number] = performance.now() - startedAt - (due[number] as number);
    idle.push(connection);
    left -= 1;
    if (left === 0) answered.resolve();
    else sendDue();
  }

  function sendDue(): void {
    while (next < requests.length && (due[next] as number) <= performance.now() - startedAt) {
      const connection = idle.pop();
      if (connection === undefined) return; // the next answer gives one back
      send(next, connection).catch(answered.reject);
      next += 1;
    }
  }

  const timer = setInterval(sendDue, 1);
  await answered.promise.finally(() => clearInterval(timer));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  for (const connection of all) connection.close();
  for (const body of bodies) admitted(body);
  return { seconds, clientCpuSeconds: (user + system) / 1e6, latenciesMs: [...latenciesMs] };
}

/** When each of `count` requests is due, in milliseconds from the start: a Poisson process of a mean rate. */
function arrivals(count: number, perSecond: number): Float64Array {
  let due = 0;
  return new Float64Array(count).map(() => {
    due += (-Math.log(1 - Math.random()) * 1000) / perSecond;
    return due;
  });
}
