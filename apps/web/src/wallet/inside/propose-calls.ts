import {
  type Alarm,
  decodeStructured,
  encodeAddress,
  fromBase64url,
  parseAlarm,
  toHex,
} from '@tallystick/protocol';
import {
  type GatesWork,
  type OfficeStatement,
  type Outcome,
  type Said,
  done,
  failed,
} from '@tallystick/wallet/browser';
import { readAnswer, readApproval } from '../../keys-of-offices/sign-word.ts';
import type { OfficeWordShown, ProposeCalls } from '../propose/calls.ts';
import type { WithWallet } from './with-wallet.ts';

const MOST_BYTES = 1 << 23;
/** The page waits, and can stop. */
const ONCE = AbortSignal.abort();

/** What this person proposes, and the words of offices that this wallet brings to the log. */
export function proposeCalls(withWallet: WithWallet): ProposeCalls {
  return {
    propose: (request, typed) =>
      withWallet((open) => {
        const alarms = typed.map(parseAlarm);
        const isGood = alarms.every((alarm): alarm is Alarm => alarm !== undefined);
        if (isGood) return open.governance().propose({ ...request, alarms });
        return Promise.resolve(failed('usage', 'bad-alarms', 'One of the alarms is none.'));
      }),
    carryGates: (proposal) =>
      withWallet<Said | GatesWork | null>(async (open) => {
        let work: GatesWork | null = null;
        const tell = (told: GatesWork): void => void (work = told);
        const answer = await open.governance().gates(proposal, { tell, signal: ONCE });
        if (!answer.ok) return work === null ? answer : done<GatesWork>(work);
        if (answer.value === null) {
          return failed('refused', 'gates-over', 'The gates are heard on it no more.');
        }
        const { word } = answer.value;
        return word === null ? done(null) : await open.governance().carry(word);
      }),
    officeWord: (file) => shownOf(file),
    carryWord: (file) =>
      withWallet(async (open) => {
        const word = wordOf(file);
        return word === undefined ? unreadable() : await open.governance().carry(word);
      }),
  };
}

async function shownOf(file: string): Promise<Outcome<OfficeWordShown>> {
  const word = wordOf(file);
  if (word?.kind === 'approval') {
    const { proposal, office, word: said, signatures } = word;
    const says = said.kind === 'audit' ? (said.agrees ? 'agrees' : 'disagrees') : said.kind;
    const name = await officeOf(toHex(proposal), office);
    if (name === undefined) {
      return failed('unreachable', 'no-report', 'Nobody tells which office this is. Ask again.');
    }
    const shown = { proposal: toHex(proposal), appeal: null, says, office: name, exemption: null };
    return done({ ...shown, signatures: signatures.length });
  }
  return word?.kind === 'answer' ? done(answerShown(word)) : unreadable();
}

/** An office of the governance that decides a proposal, which need not be the one in force. */
async function officeOf(proposal: string, office: number): Promise<string | undefined> {
  try {
    const decides = await json<{ governance: string | null }>(`/v1/rules/proposals/${proposal}`);
    if (decides.governance === null) {
      const { constitution } = await json<Founded>('/v1/constitution');
      return constitution.governance?.offices[office]?.name;
    }
    const bytes = fromBase64url(decides.governance, MOST_BYTES) ?? new Uint8Array();
    const governance = decodeStructured('governance', bytes);
    return governance.ok ? governance.value.offices[office]?.name : undefined;
  } catch {
    return undefined;
  }
}

interface Founded {
  readonly constitution: {
    readonly governance: { readonly offices: readonly { readonly name: string }[] } | null;
  };
}

async function json<T>(path: string): Promise<T> {
  const answer = await fetch(path, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** An answer to an appeal, with all that it lets through. */
function answerShown({
  appeal,
  outcome,
  exemption,
  signatures,
}: Extract<OfficeStatement, { readonly kind: 'answer' }>): OfficeWordShown {
  const terms = exemption && {
    currency: toHex(exemption.currency),
    amount: String(exemption.amount),
    payee: encodeAddress(exemption.payee),
    rule: exemption.rule,
    until: exemption.until,
  };
  const shown = { proposal: null, appeal: toHex(appeal), says: outcome, office: null };
  return { ...shown, exemption: terms, signatures: signatures.length };
}

function unreadable(): ReturnType<typeof failed> {
  return failed('usage', 'bad-word', 'This file is no word of an office.');
}

/** Of a file of `tally rules approve`, `tally answer` or the console; undefined for anything else. */
function wordOf(file: string): OfficeStatement | undefined {
  return readApproval(file) ?? readAnswer(file);
}
