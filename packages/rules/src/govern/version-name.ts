import type { Matter } from '@tallystick/protocol';

/** How many bytes of a text are enough to read its heading, that of a treaty between a hundred parties too. */
const HEADING_BYTES = 1024;

/** What a printed text begins with: `module DE version 14 …`, `module global version 2 …`, `list OFAC of parties version 3 …`. */
const MODULE =
  /^module (?:currency |treaty )?([A-Za-z0-9-]+)(?: between [A-Za-z0-9 -]+?)? version (\d{1,15})\b/;
const LIST = /^(?:confidential )?list ([A-Z0-9-]+) of (?:countries|parties) version (\d{1,15})\b/;

/** A version of a text as people type it: `DE-15`, `GLOBAL-2`, `OFAC-3`. */
export interface VersionName {
  readonly name: string;
  readonly version: number;
}

/** What a version of a matter goes by, from how its printed text begins; undefined where that is no text of the matter. */
export function versionNameOf(matter: Matter, start: Uint8Array): VersionName | undefined {
  const owner = ownerOf(matter);
  if (owner === undefined) return undefined;
  const text = new TextDecoder().decode(start.subarray(0, HEADING_BYTES));
  const [, found, number] = (matter.kind === 'list' ? LIST : MODULE).exec(text) ?? [];
  if (found === undefined || found !== (matter.kind === 'global' ? 'global' : owner))
    return undefined;
  return { name: `${owner}-${number}`, version: Number(number) };
}

function ownerOf(matter: Matter): string | undefined {
  if (matter.kind === 'global') return 'GLOBAL';
  if (matter.kind === 'module') return matter.owner;
  return matter.kind === 'list' ? matter.name : undefined;
}
