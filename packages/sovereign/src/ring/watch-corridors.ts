import { encode, seal } from '@tallystick/protocol';
import { writeDurably, SECRET_MODE } from '../folder/durable-file.ts';
import { openFolder } from '../folder/open-folder.ts';
import { readUnlock } from '../folder/open-keys.ts';
import { WATCHED_NAME } from '../folder/paths.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, SovereignProblem } from '../founding/options.ts';
import { type Corridor, MAX_CORRIDORS, corridorsCodec } from './inside/watched.ts';

/**
 * Replaces the list of corridors whose payments are held without a reason that anybody is told, in
 * a file that only the ring opens. It counts from the next start of the node. Throws
 * `SovereignProblem` (`invalid-options`, and those of opening the folder).
 */
export async function watchCorridors(
  folder: string,
  corridors: readonly Corridor[],
  ports: FoundingPorts = nodePorts,
): Promise<void> {
  if (corridors.length > MAX_CORRIDORS || !corridors.every(isCorridor)) {
    const message = `at most ${MAX_CORRIDORS} corridors, each of two countries as "KE", or null for any`;
    throw new SovereignProblem('invalid-options', message);
  }
  const { paths } = await openFolder(folder, ports.crypto);
  const key = await readUnlock(paths);
  const secret = encode(corridorsCodec, corridors);
  const sealed = await seal(WATCHED_NAME, secret, { kind: 'key', key }, ports);
  await writeDurably(paths.watched, sealed, SECRET_MODE);
}

function isCorridor({ origin, destination }: Corridor): boolean {
  return [origin, destination].every((country) => country === null || /^[A-Z]{2}$/.test(country));
}
