import type { CreateSovereignOptions, FoundingProgress } from '../founding/options.ts';
import { foundWhole } from './found-whole.ts';

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

export function newFoundingDesk(ports: {
  /** Where a sovereign of this name is to lie. */
  readonly folderFor: (name: string) => string;
  /** The folder is there: its node is started. */
  readonly onFounded: (folder: string) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}): FoundingDesk {
  let state: FoundingState = { state: 'open', failure: null };

  async function found(options: Omit<CreateSovereignOptions, 'folder'>): Promise<void> {
    const wanted = ports.folderFor(options.name);
    const onProgress = (progress: FoundingProgress): void => {
      state = { state: 'founding', progress };
    };
    const { folder } = await foundWhole({ ...options, folder: wanted, onProgress });
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
