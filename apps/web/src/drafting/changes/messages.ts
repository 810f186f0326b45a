/** Changes of the constitution, as pages and the process that drafts them tell each other: plain data. */
import type { KeyShown } from '../../sovereign/answers.ts';

/** A public key: as `GET /v1/constitution` has one, or the text of the file that `tally sovereign key` writes. */
export type KeyTyped = KeyShown | { readonly pub: string; readonly file: string };

/** What changes of people who sign together. Keys and the threshold that it does not name stay as they are when it is proposed. */
export interface SignersChange {
  readonly add: readonly KeyTyped[];
  readonly drop: readonly KeyShown[];
  readonly threshold: number | null;
}

/** Figures of one procedure; times in ms. */
export interface FiguresTyped {
  readonly approvalPermille: number;
  readonly quorumPermille: number;
  readonly commentMs: number;
  readonly voteMs: number;
  readonly timelockMs: number;
}

/** One of those that go by a name, and what stands under it: of another one nothing is changed. */
export interface NamedKnown {
  readonly name: string;
  /** A key's id, or a sovereign's: 64 hexadecimal digits. */
  readonly id: string;
}

/** What changes of a list of those that go by a name. */
export interface NamedChange<T> {
  readonly add: readonly T[];
  readonly drop: readonly NamedKnown[];
  readonly rename: readonly (NamedKnown & { readonly to: string })[];
}

/** protocol.md section 2. */
export const SUITE_NUMBERS = [1, 2, 3, 4] as const;

export const ROLES_OF_SUITES = ['roots', 'devices', 'log'] as const;
export const ROLES_OF_COSIGNERS = ['witnesses', 'validators'] as const;
type RoleOfSuites = (typeof ROLES_OF_SUITES)[number];
export type RoleOfCosigners = (typeof ROLES_OF_COSIGNERS)[number];

export const ROLES_OF_OFFICES = ['gates', 'registrars', 'appeals'] as const;
export type RoleOfOffices = (typeof ROLES_OF_OFFICES)[number];

export interface OfficeChange {
  readonly name: string;
  readonly signers: SignersChange;
}

export interface CosignerTyped {
  readonly name: string;
  readonly key: KeyTyped;
}

export interface PeerTyped {
  readonly name: string;
  /** Its id, or what it answers as its constitution (`GET /v1/constitution`). */
  readonly text: string;
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
        readonly treasury: SignersChange | null;
      };
    }
  | {
      readonly matter: 'governance';
      readonly offices: readonly OfficeChange[];
      readonly newOffices: readonly OfficeChange[];
      /** Offices that nobody needs any more, by name. */
      readonly dropOffices: readonly string[];
      /** Each by what it is for, as `GET /v1/constitution` says it; `office`: which one approves. */
      readonly procedures: readonly (Partial<FiguresTyped> & {
        readonly for: string;
        readonly office?: string | null;
      })[];
      /** Which office does what; null: none. */
      readonly roles: Partial<Readonly<Record<RoleOfOffices, string | null>>>;
    }
  | {
      readonly matter: 'settings';
      /** A decimal amount or a whole number, as it was typed; null: what the rules themselves say. */
      readonly set: readonly {
        readonly module: string;
        readonly parameter: string;
        readonly value: string | null;
      }[];
    }
  | {
      readonly matter: 'suites';
      readonly suites: readonly {
        readonly role: RoleOfSuites;
        readonly suite: number;
        readonly isAdmitted: boolean;
      }[];
    }
  | ({ readonly matter: 'cosigners' } & Readonly<
      Record<RoleOfCosigners, NamedChange<CosignerTyped>>
    >)
  | ({ readonly matter: 'peers' } & NamedChange<PeerTyped>)
  | {
      readonly matter: 'vendors';
      /** Each root a file of certificates in PEM; of a name that there is they are added. */
      readonly add: readonly { readonly name: string; readonly roots: readonly string[] }[];
      readonly drop: readonly string[];
    };

/**
 * Why a change cannot be drafted. `to-come`: another version of the matter is decided and not in force yet, and would be undone.
 * `procedure`: the constitution says of nobody that they may change it. `gone`: what it would change or take out is not there, or is
 * another one by now. `there`: what it would add is there. `in-use`: an office would go that something is left to. `unfit`: what would come of it is no constitution.
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
  | 'gone'
  | 'there'
  | 'in-use'
  | 'office-name'
  | 'value'
  | 'bounds'
  | 'cosigner-name'
  | 'cosigner-key'
  | 'peer'
  | 'certificate'
  | 'nothing'
  | 'unfit';

/** A value of a parameter of rules; `decimal` is as `1234.50`. */
export type ConstantStated =
  | { readonly kind: 'money'; readonly decimal: string; readonly currency: string }
  | { readonly kind: 'figure'; readonly value: string };

/** A parameter that can be set, as the text of the rules in force has it. */
export interface ParameterStated {
  readonly module: string;
  readonly parameter: string;
  /** What it does, in the words of its author. */
  readonly title: string;
  readonly value: ConstantStated;
  readonly low: ConstantStated;
  readonly high: ConstantStated;
}

export interface SettingStated {
  readonly module: string;
  readonly parameter: string;
  readonly value: ConstantStated;
}

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
    }
  | {
      readonly kind: 'settings';
      readonly settings: readonly SettingStated[];
      /** Of the rules in force; null where they could not be read. */
      readonly parameters: readonly ParameterStated[] | null;
    }
  | ({ readonly kind: 'suites' } & Readonly<Record<RoleOfSuites, readonly number[]>>)
  | ({ readonly kind: 'cosigners' } & Readonly<Record<RoleOfCosigners, readonly NamedKnown[]>>)
  | { readonly kind: 'peers'; readonly peers: readonly NamedKnown[] }
  /** Each root by the SHA-256 of its certificate, 64 hexadecimal digits. */
  | {
      readonly kind: 'vendors';
      readonly vendors: readonly { readonly name: string; readonly roots: readonly string[] }[];
    };

/**
 * What a proposal would replace: the version that its `base` names, held to that hash, or the founding as the sovereign serves it;
 * nothing where it names none and no founding says anything of its matter.
 */
export interface BeforeStated {
  readonly of: 'version' | 'founding' | 'nothing';
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
