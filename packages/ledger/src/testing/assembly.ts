import {
  answerHash,
  ballotChallenge,
  type Choice,
  contentOf,
  encodeStructured,
  type Governance,
  type GovernanceStatement,
  type Hash,
  type Matter,
  partsOf,
  type Proposal,
  toHex,
  vendorId,
  type Word,
} from '@tallystick/protocol';
import { assertionOf, credentialOf } from '@tallystick/protocol/testing/authenticator';
import { stageAt, versionAt } from '@tallystick/rules';
import { readAppeal, readProposals, readVersions } from '../governance/read.ts';
import type { ProposalView } from '../governance/views.ts';
import type { LedgerState } from '../state/state.ts';
import {
  OFFICES,
  type OfficeSign,
  signaturesOf,
  speak,
  votingKeyOf,
  wordOf,
} from './governance.ts';
import { type Built, type Person, START } from './parties.ts';
import { seal } from './seal.ts';

/** What an assembly needs to know of the ledger that it speaks to. */
export interface Hall {
  readonly state: () => LedgerState;
  readonly people: () => readonly Person[];
  readonly below: (count: number) => number;
}

const utf8 = new TextEncoder();
const SEALED: OfficeSign = (key, message) => seal(0, message, key);
const VENDORS = ['Harbour', 'Mill', 'Quarry'].map((name) => ({
  name,
  roots: [utf8.encode(name)],
}));
const REPORT = new Uint8Array(32).fill(7);
const NEW = ['NUT', 'OAK'];
/** A text of three parts. */
const LONG = utf8.encode(
  `module GLOBAL version 1 in force from 2027-01-15\n\n${'# long\n'.repeat(10_000)}`,
);

function ruleFor(owner: string, cap: number): string {
  return `parameter CAP "Most" is ${cap}.00 HRB between 1.00 HRB and 100.00 HRB

rule ${owner}-1 "Cap"
  when amount > CAP
  then refuse
`;
}

const MATTERS: readonly Matter[] = [
  { kind: 'global' },
  { kind: 'module', owner: 'KE' },
  { kind: 'module', owner: 'KE' },
  { kind: 'module', owner: 'DE' },
  { kind: 'list', name: 'SANCTIONS' },
  { kind: 'settings' },
  { kind: 'suites' },
  { kind: 'currencies' },
  { kind: 'vendors' },
  { kind: 'governance' },
];

/**
 * What people say about governance, as it follows from a seed: most of it what would come next, some
 * of it by the wrong one, too late, or twice.
 */
export class Assembly {
  readonly #hall: Hall;
  readonly #parts = new Map<string, Hash[]>();
  readonly #keys = new Map<string, string>();
  readonly #appeals: Hash[] = [];
  #version = 0;

  constructor(hall: Hall) {
    this.#hall = hall;
  }

  /** The next statement; on admission call its `accept`. */
  next(): Built {
    const what = this.#hall.below(24);
    if (what < 3) return this.#propose();
    if (what < 5) return this.#part();
    if (what < 7) return this.#register();
    if (what < 8) return this.#appeal();
    const wanting = this.#wanting();
    if (wanting !== undefined && this.#hall.below(4) > 0) return this.#carry(wanting);
    const proposal = this.#anyProposal();
    if (proposal === undefined) return this.#propose();
    const { id } = proposal.record;
    if (what < 9) return this.#say(this.#anybody(), { kind: 'withdrawal', proposal: id });
    return what < 14 ? this.#word(proposal) : this.#vote(proposal);
  }

  /** A proposal for which something is to be done in its stage. */
  #wanting(): ProposalView | undefined {
    const open = readProposals(this.#hall.state()).filter(({ record }) => {
      const { kind } = stageAt(record, this.#time);
      return (kind === 'comment' && record.gates === null) || kind === 'voting';
    });
    return open.length === 0 ? undefined : this.#pick(open);
  }

  /** What would bring a proposal further. */
  #carry(proposal: ProposalView): Built {
    const { id, gates, approvedAt, procedure, lane } = proposal.record;
    if (gates === null) {
      const word = { kind: 'gates', report: REPORT, verdict: 'tightens' } as const;
      return this.#speakFor(OFFICES.gates, id, word);
    }
    const isVoted = procedure.electorate !== null && lane === 'ordinary';
    if (approvedAt !== null || procedure.office === null || (isVoted && this.#hall.below(2) > 0)) {
      return this.#vote(proposal);
    }
    return this.#speakFor(OFFICES.council, id, { kind: 'approved' });
  }

  #speakFor(office: number, proposal: Hash, word: Word): Built {
    return this.#say(this.#anybody(), wordOf(this.#governance, office, proposal, word, SEALED));
  }

  get #governance(): Governance {
    return this.#hall.state().constitution.governance as Governance;
  }

  get #time(): number {
    return this.#hall.state().header?.time ?? START;
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#hall.below(list.length)] as T;
  }

  #anybody(): Person {
    return this.#pick(this.#hall.people());
  }

  #say(by: Person, statement: GovernanceStatement): Built {
    // Its devices may have been revoked.
    return speak(by, statement, [0]);
  }

  /** Most often a recent one. */
  #anyProposal(): ProposalView | undefined {
    const all = readProposals(this.#hall.state());
    const { below } = this.#hall;
    return all[all.length - 1 - below(below(4) === 0 ? all.length : Math.min(all.length, 5))];
  }

  #propose(): Built {
    const matter = this.#pick(MATTERS);
    const { below } = this.#hall;
    const history = readVersions(this.#hall.state(), matter);
    const lane = below(6) === 0 ? 'emergency' : 'ordinary';
    const newest =
      lane === 'emergency'
        ? versionAt(history, this.#time)
        : history.versions.findLast((one) => one.lane === 'ordinary');
    const base = below(9) === 0 ? null : (newest?.proposal ?? null);
    const second = Math.floor(this.#time / 1000) * 1000;
    const from = below(2) === 0 ? START : second + below(20) * 1000;
    const until = below(3) === 0 && matter.kind !== 'currencies' ? second + 30_000 : null;
    const proposal = { kind: 'proposal', matter, base, from, until, lane, alarms: [] } as const;
    const by = this.#anybody();
    const said = this.#parts.get(toHex(by.id)) ?? [];
    if (said.length === 3 && matter.kind === 'global') {
      return this.#say(by, { ...proposal, content: contentOf(LONG, said) });
    }
    return this.#say(by, { ...proposal, content: this.#content(matter) });
  }

  #content(matter: Matter): Proposal['content'] {
    return contentOf(this.#bytesFor(matter), []);
  }

  #bytesFor(matter: Matter): Uint8Array {
    const { constitution } = this.#hall.state();
    const { below } = this.#hall;
    this.#version += 1;
    const head = `version ${this.#version} in force from 2027-01-15`;
    switch (matter.kind) {
      case 'global':
        return utf8.encode(`module GLOBAL ${head}\n\n${ruleFor('GLOBAL', 20 + below(50))}`);
      case 'module':
        return utf8.encode(
          below(9) === 0
            ? 'no module'
            : `module ${matter.owner} ${head}\n\n${ruleFor(matter.owner, 1 + below(50))}`,
        );
      case 'list':
        return utf8.encode(`list ${matter.name} of parties ${head} fresh for 400 days: none\n`);
      case 'settings':
        return encodeStructured(
          'settings',
          [{ module: 'KE', parameter: 'CAP', value: `${1 + below(99)}.00 HRB` }].slice(below(2)),
        );
      case 'suites':
        return encodeStructured('suites', constitution.suites);
      case 'currencies':
        return encodeStructured('currencies', [
          ...constitution.currencies,
          ...NEW.slice(0, below(3)).map((code) => ({
            ...(constitution.currencies[0] as (typeof constitution.currencies)[0]),
            code,
          })),
        ]);
      case 'vendors':
        return encodeStructured('vendors', VENDORS);
      case 'peers':
        return encodeStructured('peers', []);
      case 'cosigners':
        return encodeStructured('cosigners', { witnesses: [], validators: [] });
      case 'governance':
        return encodeStructured('governance', this.#governance);
    }
  }

  #part(): Built {
    const by = this.#anybody();
    const name = toHex(by.id);
    const said = this.#parts.get(name) ?? [];
    const bytes = partsOf(LONG)[said.length % 3] as Uint8Array;
    const built = this.#say(by, { kind: 'part', bytes });
    const accept = (): void => {
      built.accept();
      this.#parts.set(name, [...(said.length === 3 ? [] : said), built.id]);
    };
    return { ...built, accept };
  }

  #word({ record, words }: ProposalView): Built {
    const { below } = this.#hall;
    const what = below(8);
    const report = words.find(({ word }) => word.kind === 'gates')?.word;
    const known = report?.kind === 'gates' ? report.report : REPORT;
    const said = (office: number, word: Word): Built => this.#speakFor(office, record.id, word);
    if (what === 0) return said(below(5), { kind: 'approved' });
    if (what === 1)
      return said(OFFICES.gates, { kind: 'gates', report: REPORT, verdict: 'failed' });
    if (what < 4) return said(OFFICES.auditors, { kind: 'audit', report: known, agrees: true });
    return said(OFFICES.council, { kind: 'approved' });
  }

  #register(): Built {
    const by = this.#anybody();
    const { below } = this.#hall;
    const name = `${toHex(by.id)} ${below(3)}`;
    const vendor = vendorId(this.#pick(VENDORS));
    const key = credentialOf('ES256', name).key;
    const votingKey = { key, attestation: Uint8Array.of(1), vendor };
    const built = this.#say(by, votingKeyOf(this.#governance, by.id, votingKey, SEALED));
    const accept = (): void => (built.accept(), void this.#keys.set(toHex(by.id), name));
    return { ...built, accept };
  }

  #vote({ record }: ProposalView): Built {
    const by = this.#anybody();
    const { below } = this.#hall;
    const choice = this.#pick<Choice>(['yes', 'yes', 'yes', 'yes', 'no', 'abstain']);
    const name = this.#keys.get(toHex(by.id));
    const isAsked = record.procedure.vendors > 0 !== (below(12) === 0);
    const { sovereign } = this.#hall.state();
    const challenge = ballotChallenge(sovereign, by.id, record.id, choice);
    const assertion =
      isAsked && name !== undefined ? assertionOf(credentialOf('ES256', name), challenge) : null;
    return this.#say(by, { kind: 'ballot', proposal: record.id, choice, assertion });
  }

  #appeal(): Built {
    const open = this.#appeals.find((id) => readAppeal(this.#hall.state(), id)?.answer === null);
    if (open !== undefined && this.#hall.below(2) === 0) {
      const office = this.#governance.offices[OFFICES.appeals];
      if (office === undefined) throw new Error('no office of appeals');
      const said = { appeal: open, outcome: 'upheld', exemption: null } as const;
      const signatures = signaturesOf(office, answerHash(said), 'answer', SEALED);
      return this.#say(this.#anybody(), { kind: 'answer', ...said, signatures });
    }
    const built = this.#say(this.#anybody(), { kind: 'appeal', decision: REPORT, note: REPORT });
    return { ...built, accept: () => (built.accept(), void this.#appeals.push(built.id)) };
  }
}
