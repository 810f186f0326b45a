import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../folder/durable-file.ts';
import { createSovereign } from '../founding/create-sovereign.ts';
import type {
  CreateSovereignOptions,
  FoundingProgress,
  SovereignFolder,
} from '../founding/options.ts';

/** What `GET /v1/founding` tells. `failure`: why the last attempt left nothing, for a person. */
export type FoundingState =
  | { readonly state: 'open'; readonly failure: string | null }
  | { readonly state: 'founding'; readonly progress: FoundingProgress }
  | { readonly state: 'done' };

/** Founds one sovereign, and tells how far it is. */
export interface FoundingDesk {
  readonly now: () => FoundingState;
  /** Begins a founding; false where one is under way or done. */
  begin(options: Omit<CreateSovereignOptions, 'folder'>): boolean;
}

/**
 * Founds under another name until all of it is there, so that whoever stops this at any moment gets a fresh one the next time.
 * Throws as `createSovereign` does.
 */
export async function foundWhole(options: CreateSovereignOptions): Promise<SovereignFolder> {
  const { folder } = options;
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const founded = await createSovereign({ ...options, folder: unfinished });
  await rename(unfinished, folder);
  await syncFolder(dirname(folder));
  return { ...founded, folder };
}

export function newFoundingDesk(ports: {
  /** Where a sovereign of this name is to lie. */
  readonly folderFor: (name: string) => string;
  /** The folder is there: its node is started. */
  readonly onFounded: (folder: string) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}): FoundingDesk {
  let state: FoundingState = { state: 'open', failure: null };

  async function found(options: Omit<CreateSovereignOptions, 'folder'>): Promise<void> {
    const folder = ports.folderFor(options.name);
    const onProgress = (progress: FoundingProgress): void => {
      state = { state: 'founding', progress };
    };
    await foundWhole({ ...options, folder, onProgress });
    onProgress({ doing: 'starting', done: 0, of: 1 });
    await ports.onFounded(folder);
    state = { state: 'done' };
  }

  return {
    now: () => state,
    begin(options) {
      if (state.state !== 'open') return false;
      state = { state: 'founding', progress: { doing: 'keys', done: 0, of: 1 } };
      void found(options)
        .catch((error: unknown) => {
          state = { state: 'open', failure: messageOf(error) };
          ports.onFailure(error);
        })
        .finally(() => options.passphrase.fill(0));
      return true;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
