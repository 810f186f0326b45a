import type { RunningSovereign, StartSovereignOptions } from '../lifecycle/options.ts';

export interface FoundingDoorOptions {
  /** On the machine's own address; 0 takes a free one. The sovereign's node gets it then. */
  readonly port: number;
  /** A folder of built pages. */
  readonly pages: string;
  /** Where a sovereign of this name is to lie: a folder that there is not yet, in one that there is. */
  readonly folderFor: (name: string) => string;
  /** How its node is run. */
  readonly start: Pick<StartSovereignOptions, 'logLevel' | 'acceptClock'>;
  readonly onRunning: (node: RunningSovereign, folder: string) => Promise<void>;
  /** A founding failed and has left nothing, or its node did not start; the page tells of the first. */
  readonly onFailure: (error: unknown) => void;
}

/** Open until a sovereign is founded; that runs then. */
export interface FoundingDoor {
  /** As `http://127.0.0.1:7601`. */
  readonly url: string;
  /** What opens the page. Whoever has it founds, and is the operator for an hour: treat it as a password. */
  readonly link: string;
  /** Closes the door, or stops the node that it has become. */
  close(): Promise<void>;
}
