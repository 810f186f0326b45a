/** What a page and the process that reads and draws its codes say to each other. */

/** A picture of a camera: as it comes, where the browser gives it so, or drawn. Whoever gets it closes it. */
export type Picture = VideoFrame | ImageBitmap;

/** What was found in a picture, or in a text. */
export interface Seen {
  /** What a code says that is no frame of a message; null where there is none. */
  readonly text: string | null;
  /** How much of a message is there; null where no frame was seen. */
  readonly progress: { readonly have: number; readonly of: number } | null;
  /** A message that is whole for the first time. */
  readonly message: Uint8Array<ArrayBuffer> | null;
  /** How long looking took, in ms. */
  readonly ms: number;
}

/** A code as cells, row by row: 1 is dark. With the white that has to be around it. */
export interface Drawn {
  readonly side: number;
  readonly cells: Uint8Array<ArrayBuffer>;
}

export interface EyeWork {
  readonly look: { readonly given: Picture; readonly got: Seen };
  /** Texts of frames, or of any other code, one a line. */
  readonly read: { readonly given: string; readonly got: Seen };
  /** A message as a file has it. */
  readonly take: { readonly given: Uint8Array<ArrayBuffer>; readonly got: Seen };
  /** Cuts a message into frames, to be drawn; how many are enough. */
  readonly cut: {
    readonly given: { readonly message: Uint8Array; readonly blockBytes: number };
    readonly got: number;
  };
  /** The same as text, a frame a line, for whoever carries it by hand. */
  readonly write: { readonly given: Uint8Array; readonly got: string };
  /** Frame number so and so of what was cut last. */
  readonly draw: { readonly given: number; readonly got: Drawn | null };
}

export type EyeAsk = {
  [K in keyof EyeWork]: { readonly work: K; readonly given: EyeWork[K]['given'] };
}[keyof EyeWork] & { readonly id: number };

export interface EyeAnswer {
  readonly id: number;
  readonly got: unknown;
}
