import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type Hash,
  type Matter,
  type Word,
  approvalHash,
  fromBase64url,
  fromHex,
  signingContext,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { parse, print } from '@tallystick/rules';
import type { Outcome, Wallet } from '@tallystick/wallet';
import { createFolderWallet } from '@tallystick/wallet/node';
import { buildPages } from '../build/build-pages.ts';
import { readAnswer } from '../keys-of-offices/sign-word.ts';
import type { ProposalShown } from '../sovereign/answers.ts';
import { writeAnotherRelease } from './another-release.ts';
import { COUNCIL, COUNCIL_OFFICE, foundHarbour } from './founding.ts';
import { TALLY, consoleLinkOf, runTally } from './run-tally.ts';

const MOST_SIGNATURE_BYTES = 4096;
/** A stage that does not come by then does not come; pictures are taken outside Vitest, whose waiting is its own. */
const STAGE_MS = 60_000;
const LOOK_MS = 200;

/** The rules that the harbour has from the beginning. */
const RULES = `module KE version 1 in force from 2026-01-01

rule KE-1 "Identity above 100" source "FATF Recommendation 16"
  when amount > 100.00 HRB and sender tier < 2
  then hold until identity tier 2

parameter MOON "What is nothing to the moon yet" is 900.00 HRB between 500.00 HRB and 950.00 HRB

rule KE-2 "Nothing to the moon"
  when amount > MOON
  then refuse
`;

/** A text of rules as it is proposed, and when it is to be in force. */
export function canonical(text: string): {
  readonly content: Uint8Array;
  readonly from: number;
  readonly until: number | null;
} {
  const { tree } = parse(text);
  if (tree === null) throw new Error('no rules');
  return { content: new TextEncoder().encode(print(tree)), ...tree.force };
}

interface Gates {
  readonly verdict: string;
  readonly report: { readonly hash: string };
  readonly word: { readonly officeIndex: number; readonly by: number; readonly signature: string };
}

/** A real sovereign, a process of its own that serves built pages; and @ada, who has money. */
export class Harbour {
  readonly url: string;
  readonly ada: Wallet;
  readonly #root: string;
  readonly #folder: string;
  #node: ChildProcess;
  readonly #sovereign: Hash;

  private constructor(root: string, node: ChildProcess, url: string, ada: Wallet, sovereign: Hash) {
    this.#root = root;
    this.#folder = join(root, 'harbour');
    this.#node = node;
    this.url = url;
    this.ada = ada;
    this.#sovereign = sovereign;
  }

  static async open(name = 'Harbour', councilVoteMs?: number): Promise<Harbour> {
    await buildPages();
    const root = mkdtempSync(join(tmpdir(), 'web-harbour-'));
    const folder = join(root, 'harbour');
    const sovereign = await foundHarbour(folder, name, councilVoteMs);
    const { node, url } = await serve(TALLY, 'sovereign', 'start', folder, '--json', '--port', '0');
    const given = { sovereign: url, country: 'KE', handle: 'ada', rootSuite: 3 } as const;
    const ada = must(await createFolderWallet(join(root, 'ada'), given));
    await runTally('sovereign', 'issue', folder, '@ada', '1000.00', 'HRB');
    must(await ada.sync());
    return new Harbour(root, node, url, ada, sovereign);
  }

  /** An address that opens the console once more, for a quarter of an hour: what the machine gives its operator. */
  async consoleLink(): Promise<string> {
    return await consoleLinkOf(this.#folder);
  }

  /** Issues money to somebody. */
  async issue(to: string, amount: string, currency: string): Promise<void> {
    await runTally('sovereign', 'issue', this.#folder, to, amount, currency);
  }

  /** What its treasuries' keys are sealed under. */
  get passphrase(): string {
    return readFileSync(join(this.#folder, 'unlock.key'), 'utf8');
  }

  /** Brings rules into force by the emergency lane, and proposes others. */
  async legislate(): Promise<void> {
    const id = await this.#propose({ kind: 'module', owner: 'KE' }, RULES, 'emergency');
    await this.#report(id);
    await this.approve(id);
    const global = RULES.replace('module KE', 'module global').replaceAll('KE-', 'GLOBAL-');
    await this.#propose({ kind: 'global' }, global, 'ordinary');
  }

  /** Proposes what is soon decided, and brings what the gates say of it to the log. Gives its id. */
  async proposeSoon(matter: Matter, content: Uint8Array, from = 0): Promise<string> {
    const dates = { base: null, from, until: null, lane: 'ordinary' } as const;
    const { id } = must(await this.ada.governance().propose({ matter, content, ...dates }));
    await this.#report(id);
    return id;
  }

  /** The council's approval of a proposal. */
  async approve(id: string): Promise<void> {
    const approved = { kind: 'approved' } as const;
    const spoken = { proposal: fromHex(id, 32) as Hash, office: COUNCIL_OFFICE, word: approved };
    const context = signingContext('approval', this.#sovereign);
    const bytes = nodeCrypto.sign(COUNCIL, approvalHash(spoken), context);
    await this.#carry(id, COUNCIL_OFFICE, approved, { by: 0, bytes });
  }

  /** Has the council approve a proposal as soon as it may, and waits until that is decided. */
  async decide(id: string): Promise<void> {
    await this.inStage(id, 'voting');
    await this.approve(id);
    await this.inStage(id, 'adopted');
  }

  /** Waits until a proposal is in a stage, by the sovereign's newest header. */
  async inStage(id: string, wanted: string): Promise<void> {
    const isThere = async (): Promise<boolean> => {
      const answer = await fetch(`${this.url}/v1/rules/proposals/${id}`);
      const { stage } = (await answer.json()) as Pick<ProposalShown, 'stage'>;
      if (stage.kind === 'failed') throw new Error(`it has failed: ${stage.reason}`);
      return stage.kind === wanted;
    };
    const over = Date.now() + STAGE_MS;
    while (!(await isThere())) {
      if (Date.now() > over) throw new Error(`it is not ${wanted} yet`);
      await sleep(LOOK_MS);
    }
  }

  /** Has the gates look at a proposal, and brings their word to the log. */
  async #report(id: string): Promise<void> {
    const path = `${this.url}/v1/rules/proposals/${id}/gates`;
    let asked = await fetch(path, { method: 'POST' });
    while (asked.status === 202) asked = await fetch(path, { method: 'POST' });
    const { report, verdict, word } = (await asked.json()) as Gates;
    if (verdict === 'failed') throw new Error('the gates have found mistakes');
    const signature = fromBase64url(word.signature, MOST_SIGNATURE_BYTES) as Uint8Array;
    const gates = { kind: 'gates', report: fromHex(report.hash, 32), verdict } as Word;
    await this.#carry(id, word.officeIndex, gates, { by: word.by, bytes: signature });
  }

  async #propose(matter: Matter, text: string, lane: 'ordinary' | 'emergency'): Promise<string> {
    const { content, from, until } = canonical(text);
    const proposal = { matter, base: null, content, from, until, lane };
    return must(await this.ada.governance().propose(proposal)).id;
  }

  async #carry(
    id: string,
    office: number,
    word: Word,
    signature: { by: number; bytes: Uint8Array },
  ): Promise<void> {
    const proposal = fromHex(id, 32) as Hash;
    const said = { kind: 'approval', proposal, office, word, signatures: [signature] } as const;
    must(await this.ada.governance().carry(said));
  }

  /** Brings an answer to an appeal to the log, from the file that its office has signed. */
  async carryAnswer(file: string): Promise<void> {
    const answer = readAnswer(file);
    if (answer === undefined) throw new Error('this is no answer');
    must(await this.ada.governance().carry(answer));
  }

  /** Stops the node's process where it stands: who asks it gets no answer until it goes on. */
  stop(): void {
    this.#node.kill('SIGSTOP');
  }

  goOn(): void {
    this.#node.kill('SIGCONT');
  }

  /** Ends the node, and starts another at its address with another release of the pages; with a fault its files are not what it says. */
  async serveAnotherRelease(fault: boolean): Promise<void> {
    const { folder: built } = await buildPages();
    const pages = writeAnotherRelease(built, join(this.#root, `release-${fault}`), fault);
    await this.#end();
    const program = fileURLToPath(new URL('./serve-pages.ts', import.meta.url));
    ({ node: this.#node } = await serve(program, this.#folder, pages, new URL(this.url).port));
  }

  async #end(): Promise<void> {
    const ended = new Promise((resolve) => this.#node.once('close', resolve));
    // One that stands still would hear nothing.
    this.#node.kill('SIGCONT');
    this.#node.kill('SIGTERM');
    await ended;
  }

  async close(): Promise<void> {
    await this.ada.close();
    await this.#end();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

function serve(...args: string[]): Promise<{ node: ChildProcess; url: string }> {
  const node = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    node.once('close', (code) => reject(new Error(`the sovereign ended with ${code}`)));
    let said = '';
    node.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (url !== undefined) resolve({ node, url });
    });
  });
}

export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
}
