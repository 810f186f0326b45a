import type { RunningSovereign, StartSovereignOptions } from './options.ts';

/**
 * `startSovereign` of `start-sovereign.ts`, which is loaded when a node is started: the server is
 * most of this package's text, and whoever opens a folder or a treasury needs none of it.
 */
export async function startSovereign(options: StartSovereignOptions): Promise<RunningSovereign> {
  const server = await import('./start-sovereign.ts');
  return await server.startSovereign(options);
}
