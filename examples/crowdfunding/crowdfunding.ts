/** A crowdfunding goal: `node examples/crowdfunding/crowdfunding.ts PROJECT AUDITOR BACKER...`, folders of wallets. */
import {
  type HoldView,
  type Outcome,
  type Wallet,
  openFolderWallet,
} from '@tallystick/wallet/node';

const GOAL = 100;
const STATEMENT = 'The boat has its 100.00 HRB.';

const [projectFolder = '', auditorFolder = '', ...backerFolders] = process.argv.slice(2);
const project = must(await openFolderWallet(projectFolder));
const auditor = must(await openFolderWallet(auditorFolder));
const builder = project.view().handle;
const counter = auditor.view().handle;
const when = `oracle ${counter} "${STATEMENT}"`;
const until = Date.now() + 30 * 86_400_000;

// Each backer sets its pledge aside: the project's once the auditor says that the goal is met, its own again after 30 days.
const pledges: string[] = [];
const backers: Wallet[] = [];
for (const [i, folder] of backerFolders.entries()) {
  const backer = must(await openFolderWallet(folder));
  backers.push(backer);
  const amount = i === 0 ? '60.00' : '45.00';
  const claims = [{ to: `@${builder}`, when, until }];
  const [pledge] = must(await backer.holds().put([{ amount, currency: 'HRB', claims }]));
  pledges.push(must(await backer.holds().terms(pledge?.hold ?? '')));
  console.log(`${backer.view().handle} pledged ${amount} HRB.`);
  await count();
}

/** The auditor adds up what is proven to be set aside, for this project, under these words, for long enough. */
async function count(): Promise<void> {
  let sum = 0;
  for (const terms of pledges) {
    const [pledge] = must(await auditor.holds().agree(terms));
    if (pledge !== undefined && counts(pledge)) sum += Number(pledge.amount);
  }
  const verdict = sum >= GOAL ? 'the goal is met' : 'not enough';
  console.log(`${counter} counts ${sum.toFixed(2)} HRB: ${verdict}.`);
  if (sum >= GOAL) await collect(must(await auditor.holds().attest(STATEMENT)));
}

function counts({ proven, currency, claims }: HoldView): boolean {
  const [claim, other] = claims;
  const isTheirs = claim?.to === project.view().address && claim.when === when;
  return proven && currency === 'HRB' && isTheirs && claim.until >= until && other === undefined;
}

/** One word pays every pledge. */
async function collect(word: string): Promise<void> {
  must(await project.sync());
  for (const { hold } of must(await project.holds().gather(word))) {
    must(await project.holds().take(hold));
  }
  const { balances } = must(await project.balances());
  console.log(`${builder} has ${balances['HRB']} HRB.`);
}

for (const wallet of [project, auditor, ...backers]) await wallet.close();

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
