import { expect, it } from 'vitest';
import { workDone } from '../../frame/under-way.ts';
import type { Asked } from '../../sovereign/ask.ts';
import { type OrderToSign, signOrder } from './sign-order.ts';
import type { SigningAnswer } from './signing-calls.ts';
import type { HandedIn } from './treasuries.ts';

const OFFLINE: Asked<HandedIn> = { ok: false, failure: { kind: 'offline' } };
const FINAL: HandedIn = { waits: null, isFinal: true, refusal: null };
const PLACED: HandedIn = {
  waits: { transitions: 'drafts', signed: [], until: 1, isSent: false, refusal: null },
  isFinal: false,
  refusal: null,
};

const good = <T>(value: T): Promise<SigningAnswer<T>> => Promise.resolve({ ok: true, value });
const said = (value: HandedIn): Asked<HandedIn> => ({ ok: true, value });

/** Signs with what the sovereign answers in turn; tells what was done, in its order. */
async function ended(
  answers: readonly Asked<HandedIn>[],
  { canDraft = true, isFirstOfSeveral = false } = {},
) {
  const did: string[] = [];
  const rest = [...answers];
  const newer: Promise<unknown>[] = [];
  const order: OrderToSign = {
    sovereign: '01'.repeat(32),
    code: 'HRB',
    signers: [],
    lines: [],
    isFirstOfSeveral,
    key: { label: null, sealed: '', passphrase: '' },
    signing: {
      open: () => (did.push('open'), good(0)),
      sign: () => (did.push('sign'), good({ transitions: 'signed', last: 'ff' })),
      forget: () => (did.push('forget'), good(null)),
      settle: ({ last }) => (did.push(`settle ${last}`), good(null)),
    },
    drafting: () =>
      canDraft
        ? good({ transitions: 'drafts', lines: [] })
        : Promise.resolve({ ok: false, fault: 'insufficient' }),
    handIn: async (transitions) => {
      did.push(`hand in ${transitions}`);
      if (newer.length === 0) newer.push(workDone().then(() => did.push('newer pages')));
      // A turn of the loop: whatever does not wait for it comes first.
      await new Promise((resolve) => setTimeout(resolve));
      return rest.shift() ?? OFFLINE;
    },
  };
  const end = await signOrder(order);
  const before = [...did];
  await Promise.all(newer);
  // Newer pages that are asked for at the first hand-in wait for all of it.
  expect(did).toEqual([...before, ...newer.map(() => 'newer pages')]);
  return { end, did: before };
}

it('an order whose answer was lost once it was signed stays open, and is not called harmless', async () => {
  const { end, did } = await ended([said(PLACED), OFFLINE]);
  expect(end).toEqual({ kind: 'lost' });
  expect(did).toEqual(['open', 'hand in drafts', 'sign', 'hand in signed', 'forget']);
});

it('so does one that was sent, as long as the sovereign does not say that it is final', async () => {
  const sent = { ...PLACED, waits: PLACED.waits && { ...PLACED.waits, isSent: true } };
  const { end, did } = await ended([said(PLACED), said(sent)]);
  expect(end.kind).toBe('came');
  expect(did).not.toContain('settle ff');
});

it('one that is final, or waits at the sovereign for others, is settled', async () => {
  for (const answer of [FINAL, PLACED]) {
    const { end, did } = await ended([said(PLACED), said(answer)]);
    expect(end).toEqual({ kind: 'came', came: answer });
    expect(did.slice(-2)).toEqual(['settle ff', 'forget']);
  }
});

it('forgets the key where nothing could be drafted, and where the place was not taken', async () => {
  expect(await ended([], { canDraft: false })).toEqual({
    end: { kind: 'fault', fault: 'insufficient' },
    did: ['open', 'forget'],
  });
  expect(await ended([OFFLINE])).toEqual({
    end: { kind: 'not-placed', failure: { kind: 'offline' } },
    did: ['open', 'hand in drafts', 'forget'],
  });
});

it('takes no place with a draft where others have to sign it too, but with its first signature', async () => {
  const isFirstOfSeveral = true;
  const waits = await ended([said(PLACED)], { isFirstOfSeveral });
  expect(waits.end).toEqual({ kind: 'came', came: PLACED });
  expect(waits.did).toEqual(['open', 'sign', 'hand in signed', 'settle ff', 'forget']);

  // It may have been stored; what was signed stays here to be handed in again.
  const { end, did } = await ended([OFFLINE], { isFirstOfSeveral });
  expect(end).toEqual({ kind: 'lost' });
  expect(did).not.toContain('settle ff');

  const failure = { kind: 'refused', detail: 'the place is taken' } as const;
  const refused = await ended([{ ok: false, failure }], { isFirstOfSeveral });
  expect(refused.end).toEqual({ kind: 'not-placed', failure });
  expect(refused.did).toContain('settle ff');
});

it('what could be enough stays open when its place was refused, whatever the sovereign says', async () => {
  const failure = { kind: 'refused', detail: 'the place is taken' } as const;
  const { end, did } = await ended([said(PLACED), { ok: false, failure }]);
  expect(end).toEqual({ kind: 'lost' });
  expect(did).not.toContain('settle ff');
});
