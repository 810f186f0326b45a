import type { Choice, Hash } from '@tallystick/protocol';
import type { FigureState } from './figure-state.ts';
import type { BallotPlace } from './governance-records.ts';
import type { ProposalState } from './proposal-state.ts';
import type { AppealView, SaidWord, VotingKeyView } from './views.ts';

/** What an admitted statement changes; `identity` is a slot, `proposal` a number. */
export type GovernanceChange =
  | {
      readonly kind: 'proposal';
      readonly identity: number;
      readonly proposal: ProposalState;
      readonly content: Uint8Array;
      /** A bit for each identity that may vote; null: nobody votes. */
      readonly members: Uint8Array | null;
    }
  | {
      readonly kind: 'part';
      readonly identity: number;
      readonly id: Hash;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'withdrawn'; readonly proposal: number; readonly at: number }
  | { readonly kind: 'word'; readonly proposal: number; readonly said: SaidWord }
  | {
      readonly kind: 'ballot';
      readonly proposal: number;
      readonly identity: number;
      readonly voter: Hash;
      readonly choice: Choice;
      readonly vendor: Hash | null;
      readonly place: BallotPlace;
      /** It had no voting key when the proposal was admitted. */
      readonly isLate: boolean;
    }
  | {
      readonly kind: 'voting-key';
      readonly identity: number;
      readonly owner: Hash;
      readonly votingKey: VotingKeyView;
    }
  | { readonly kind: 'appeal'; readonly identity: number; readonly appeal: AppealView }
  | {
      readonly kind: 'answer';
      /** Of who appealed. */
      readonly identity: number;
      readonly appeal: AppealView;
    }
  | {
      readonly kind: 'exempted';
      /** Of who appealed. */
      readonly identity: number;
      /** With the put that used it. */
      readonly appeal: AppealView;
    }
  | { readonly kind: 'figure'; readonly figure: FigureState };
