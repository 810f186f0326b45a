import { shortKeys } from '@tallystick/protocol';
import {
  type HoldRequest,
  type HoldView,
  type Outcome,
  type PutHold,
  type Wallet,
  done,
  failed,
} from '@tallystick/wallet/browser';
import type { WaitingCalls } from '../waiting/calls.ts';
import type { SealRequested } from '../waiting/sealed/seal.ts';
import { orderStatus } from '../waiting/put-status.ts';
import { conditionRead } from './condition-read.ts';
import type { WithWallet } from './with-wallet.ts';

/** With keys as people are shown them: one by itself is longer than a page. */
function shown(hold: HoldView): HoldView {
  const claims = hold.claims.map((claim) => ({
    ...claim,
    when: claim.when === null ? null : shortKeys(claim.when),
    missing: shortKeys(claim.missing),
  }));
  return { ...hold, claims };
}

/** Value that waits for somebody, for a day, for a word. */
export function waitingCalls(withWallet: WithWallet): WaitingCalls {
  return {
    waits: () =>
      withWallet(async (open) => {
        const holds = await open.holds().list();
        if (!holds.ok) return holds;
        const mandates = await open.holds().mandates();
        if (!mandates.ok) return mandates;
        return done({ holds: holds.value.map(shown), mandates: mandates.value });
      }),
    putHold: (request) => withWallet((open) => putOne(open, request)),
    putForSecret: (request) =>
      withWallet(async (open) => {
        const secret = await open.holds().secret();
        if (!secret.ok) return secret;
        const [first, ...rest] = request.claims;
        if (first === undefined) return failed('usage', 'bad-claims', 'A hold has a claim.');
        const claims = [{ ...first, when: `preimage ${secret.value}` }, ...rest];
        return await putOne(open, { ...request, claims });
      }),
    takeHold: (hold, claim, isSelfSigned) =>
      withWallet(async (open) => {
        if (isSelfSigned) {
          const word = await open.holds().sign(hold, claim);
          if (!word.ok) return word;
          const kept = await open.holds().gather(word.value);
          if (!kept.ok) return kept;
        }
        return await open.holds().take(hold, claim);
      }),
    signClaim: (hold, claim) => withWallet((open) => open.holds().sign(hold, claim)),
    attest: (statement) => withWallet((open) => open.holds().attest(statement)),
    revealSecret: (hash) => withWallet((open) => open.holds().reveal(hash)),
    holdTerms: (hold) => withWallet((open) => open.holds().terms(hold)),
    takeIn: (text) =>
      withWallet((open) => {
        const given = text.trim();
        const isTerms = given.startsWith('tally-hold:');
        return isTerms ? open.holds().agree(given) : open.holds().gather(given);
      }),
    createMandate: (request) =>
      withWallet(async (open) => {
        const made = await open.holds().createMandate(request);
        if (!made.ok) return made;
        const holds = await open.holds().list();
        return done({ status: orderStatus(made.value, holds.ok ? holds.value : []) });
      }),
    cancelMandate: (mandate) => withWallet((open) => open.holds().cancelMandate(mandate)),
    checkSwap: (swap) => withWallet((open) => open.holds().checkSwap(swap)),
    answerSwap: (swap, request) =>
      withWallet(async (open) => {
        const checked = await open.holds().checkSwap(swap);
        if (!checked.ok) return checked;
        const { when } = checked.value;
        const claims = request.claims.map((claim) => ({ ...claim, when }));
        return await putOne(open, { ...request, claims });
      }),
    takeSwap: (swap) =>
      withWallet(async (open) => {
        const checked = await open.holds().checkSwap(swap);
        return checked.ok ? await open.holds().take(swap.hold) : checked;
      }),
    sealContent: (content, request) => withWallet((open) => sealFor(open, content, request)),
    lookAtSealed: (given, people) => withWallet((open) => open.holds().lookAtSealed(given, people)),
    gatherForSealed: (word, given) =>
      withWallet(async (open) => {
        const kept = await open.holds().gather(word, given);
        return kept.ok ? done(null) : kept;
      }),
    shareOf: (given) => withWallet((open) => open.holds().share(given)),
    unsealContent: (given) => withWallet((open) => open.holds().unseal(given)),
    readCondition: (text) => Promise.resolve(done(conditionRead(text))),
  };
}

async function putOne(open: Wallet, request: HoldRequest): Promise<Outcome<PutHold>> {
  const put = await open.holds().put([request]);
  if (!put.ok) return put;
  const [one] = put.value;
  return one === undefined ? failed('usage', 'bad-claims', 'Nothing was put.') : done(one);
}

async function sealFor(
  open: Wallet,
  content: Uint8Array,
  request: SealRequested,
): Promise<Outcome<Uint8Array>> {
  if (request.kind === 'shares') {
    const { when, groups, names } = request;
    return await open.holds().seal({ content, when, groups, names });
  }
  const secret = request.hash === null ? await open.holds().secret() : done(request.hash);
  if (!secret.ok) return secret;
  const when = `preimage ${secret.value}`;
  return await open.holds().seal({ content, when, preimages: [secret.value] });
}
