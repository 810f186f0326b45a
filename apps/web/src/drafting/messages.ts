import type { Lane } from '@tallystick/protocol';
import type { Analysed } from './analyse-draft.ts';
import type { ChangeAnswer } from './changes/analyse-change.ts';
import type { ChangeDraft, ContentStated } from './changes/messages.ts';
import type { FreezeAnswer, FreezeDraft, StoppingText } from './freezes/messages.ts';
import type { Known, Looked } from './look-at.ts';
import type { TrialSums } from './trial-sums.ts';

/** What a page asks of the process that looks at drafts. */
export type DeskRequest =
  /** `turn` comes back with the answer: only the newest counts. */
  | { readonly kind: 'look'; readonly turn: number; readonly text: string }
  | { readonly kind: 'analyse'; readonly text: string; readonly lane: Lane }
  /** `from`: when it is to be in force, ms since 1970. */
  | { readonly kind: 'change'; readonly change: ChangeDraft; readonly from: number }
  /** What is in force of a matter that is no text. */
  | { readonly kind: 'standing'; readonly matter: ChangeDraft['matter'] }
  | { readonly kind: 'freeze'; readonly draft: FreezeDraft }
  /** Rules that would make a list count. */
  | { readonly kind: 'stop'; readonly list: string }
  | {
      readonly kind: 'try';
      readonly text: string;
      /** A file of payments, or how many to make up and from which seed. */
      readonly payments: Blob | { readonly count: number; readonly seed: number };
    };

/** What the process tells. */
export type DeskNews =
  | { readonly kind: 'ready'; readonly known: Known }
  | { readonly kind: 'looked'; readonly turn: number; readonly looked: Looked }
  /** Null: the text has mistakes. */
  | { readonly kind: 'analysed'; readonly analysed: Analysed | null }
  | { readonly kind: 'changed'; readonly answer: ChangeAnswer }
  /** Null: nobody governs. */
  | { readonly kind: 'standing'; readonly stated: ContentStated | null }
  | { readonly kind: 'frozen'; readonly answer: FreezeAnswer }
  | { readonly kind: 'stopping'; readonly texts: readonly StoppingText[] }
  /** Of what is asked for, how much is done; `of` is 0 where nobody knows. */
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'tried'; readonly sums: TrialSums }
  /** It cannot be tried; why, in the compiler's words. */
  | { readonly kind: 'untried'; readonly why: string }
  /** The sovereign did not answer. */
  | { readonly kind: 'unreachable' };
