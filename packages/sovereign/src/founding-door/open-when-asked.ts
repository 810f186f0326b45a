import type { FoundingDoor, FoundingDoorOptions } from './options.ts';

/** `openFoundingDoor` of `open-founding-door.ts`, which is loaded when one is opened, as a node's server is. */
export async function openFoundingDoor(options: FoundingDoorOptions): Promise<FoundingDoor> {
  const door = await import('./open-founding-door.ts');
  return await door.openFoundingDoor(options);
}
