/** Changes of the constitution, as pages and the process that drafts them tell each other: plain data. */
import type { KeyShown } from '../../sovereign/answers.ts';

/** A public key: as `GET /v1/constitution` has one, or the text of the file that `tally sovereign key` writes. */
export type KeyTyped = KeyShown | { readonly pub: string; readonly file: string };

/** People who sign together, in full. */
export interface SignersTyped {
  readonly threshold: number;
  readonly keys: readonly KeyTyped[];
}

/** Figures of one procedure; times in ms. */
export interface FiguresTyped {
  readonly approvalPermille: number;
  readonly quorumPermille: number;
  readonly commentMs: number;
  readonly voteMs: number;
  readonly timelockMs: number;
}

/** What somebody wants changed. What it does not name stays as it is when it is proposed. */
export type ChangeDraft =
  | {
      readonly matter: 'currencies';
      /** A new one, or by its code one that there is; of that one null is what stays as it is when it is proposed. */
      readonly currency: {
        readonly code: string;
        readonly decimals: number | null;
        readonly name: string | null;
        readonly treasury: SignersTyped | null;
      };
    }
  | {
      readonly matter: 'governance';
      readonly offices: readonly { readonly name: string; readonly signers: SignersTyped }[];
      /** Each by what it is for, as `GET /v1/constitution` says it. */
      readonly procedures: readonly (FiguresTyped & { readonly for: string })[];
    };

/**
 * Why a change cannot be drafted. `to-come`: another version of the matter is decided and not in force yet, and would be undone.
 * `procedure`: the constitution says of nobody that they may change it. `unfit`: what would come of it is no constitution.
 */
export type ChangeFault =
  | 'to-come'
  | 'procedure'
  | 'bad-key'
  | 'same-key'
  | 'threshold'
  | 'code'
  | 'name'
  | 'decimals'
  | 'figures'
  | 'nothing'
  | 'unfit';

/** Keys by their ids, 64 hexadecimal digits: the hash of suite and key, since whoever makes a key can choose how it begins. */
export interface SignersStated {
  readonly threshold: number;
  readonly keys: readonly string[];
}

/** What a content says, read from its bytes. */
export type ContentStated =
  | {
      readonly kind: 'currencies';
      readonly currencies: readonly {
        readonly code: string;
        readonly decimals: number;
        readonly name: string;
        readonly treasury: SignersStated;
      }[];
    }
  | {
      readonly kind: 'governance';
      readonly electorates: readonly {
        readonly name: string;
        readonly countries: readonly string[];
        readonly minTier: number;
      }[];
      readonly offices: readonly { readonly name: string; readonly signers: SignersStated }[];
      readonly procedures: readonly ProcedureStated[];
      readonly gates: string;
      readonly registrars: string | null;
      readonly appeals: string | null;
    };

/** What a proposal would replace: the version that its `base` names, held to that hash, or the founding as the sovereign serves it. */
export interface BeforeStated {
  readonly of: 'version' | 'founding';
  readonly stated: ContentStated;
}

export interface ProcedureStated extends FiguresTyped {
  readonly for: string;
  readonly electorate: string | null;
  readonly office: string | null;
  readonly vendors: number;
  readonly audits: number;
  readonly emergencyMs: number;
}
