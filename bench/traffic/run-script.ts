import { openConnection } from './connection.ts';
import { admitted } from './economy.ts';
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
  const bodies: Uint8Array[] = [];
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
        bodies.push(await connection.exchange(request));
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

/** Sends requests at random instants of a mean rate, whether or not earlier ones have been answered. */
export async function runOpenLoop(
  url: string,
  script: Script,
  perSecond: number,
  connections: number,
): Promise<Ran> {
  if (connections >= script.lag) throw new Error('a take could overtake its payments');
  const idle = await Promise.all(Array.from({ length: connections }, () => openConnection(url)));
  const all = [...idle];
  const waiting: (() => void)[] = [];
  const bodies: Uint8Array[] = [];
  const latenciesMs: number[] = [];
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let due = startedAt;
  await Promise.all(
    script.requests.map(async (request) => {
      due += (-Math.log(1 - Math.random()) * 1000) / perSecond;
      const scheduled = due;
      await until(scheduled);
      let connection = idle.pop();
      while (connection === undefined) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        connection = idle.pop();
      }
      bodies.push(await connection.exchange(request));
      // From the instant at which it was due: time spent waiting for a connection is the payer's time too.
      latenciesMs.push(performance.now() - scheduled);
      idle.push(connection);
      waiting.shift()?.();
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  for (const connection of all) connection.close();
  for (const body of bodies) admitted(body);
  return { seconds, clientCpuSeconds: (user + system) / 1e6, latenciesMs };
}

async function until(instant: number): Promise<void> {
  const ms = instant - performance.now();
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
