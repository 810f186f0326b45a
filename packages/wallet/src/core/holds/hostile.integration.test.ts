import { encode, toBase64url, witnessCodec } from '@tallystick/protocol';
import { describe, expect, it } from 'vitest';
import { type Faults, type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { Outcome } from '../outcome.ts';
import type { Transport } from '../ports.ts';
import type { Wallet } from '../wallet-types.ts';

const DAY = 86_400_000;

interface Escrow {
  readonly town: Town;
  readonly ada: Wallet;
  readonly ben: Wallet;
  readonly hold: string;
}

async function escrow(when = 'signed 1 of ada and oracle ada "It is done."'): Promise<Escrow> {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 10_000n);
  const { wallet: ben } = await funded(town, 'ben', 0n);
  const claims = [{ to: '@ben', when, until: town.clock + DAY }];
  const [made] = must(await ada.holds().put([{ amount: '50.00', currency: 'HRB', claims }]));
  return { town, ada, ben, hold: made?.hold ?? '' };
}

function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : `${outcome.failure.kind} ${outcome.failure.code}`;
}

/** Texts that are not quite the given one: cut, lengthened, with one character changed. */
function bent(text: string): string[] {
  const at = [11, 12, 40, 90, 400, Math.floor(text.length / 2), text.length - 200];
  const changed = at.map((i) => {
    const other = text[i] === 'A' ? 'B' : 'A';
    return `${text.slice(0, i)}${other}${text.slice(i + 1)}`;
  });
  return [
    '',
    'tally-word:',
    'tally-hold:',
    `${text}A`,
    text.slice(0, -4),
    text.slice(1),
    ...changed,
  ];
}

/** Ada has taken her part of a swap with Ben, under a preimage that she made. */
async function halfSwapped(): Promise<Person> {
  const town = await Town.open();
  const { wallet: ada } = await funded(town, 'ada', 10_000n);
  const { person, wallet: ben } = await funded(town, 'ben', 10_000n);
  const when = `preimage ${must(await ada.holds().secret())}`;
  const lock = async (wallet: Wallet, to: string, until: number): Promise<string> => {
    const claims = [{ to, when, until }];
    const request = { amount: '50.00', currency: 'HRB', claims };
    return must(await wallet.holds().put([request]))[0]?.hold ?? '';
  };
  await lock(ada, '@ben', town.clock + 2 * DAY);
  const second = await lock(ben, '@ada', town.clock + DAY);
  must(await ada.sync());
  must(await ada.holds().take(second));
  return person;
}

/** Answers about takings say what `tell` makes of them. */
function telling(tell: (body: string) => string): Faults {
  return {
    transport: (through: Transport): Transport => ({
      async request(asked) {
        const answer = await through.request(asked);
        if (!answer.ok || !asked.path.includes('/takings')) return answer;
        const body = new TextEncoder().encode(tell(new TextDecoder().decode(answer.body)));
        return { ...answer, body };
      },
    }),
  };
}

describe('a sovereign that does not tell the truth of a taking', () => {
  it('is asked again, so that the other part of a swap is taken', async () => {
    const person = await halfSwapped();
    for (const [faults, balance] of [
      [telling(() => '{"takings":[],"next":null}'), '50.00'],
      [{}, '100.00'],
    ] as const) {
      person.faults = faults;
      const again = must(await person.open());
      must(await again.sync());
      expect(must(await again.balances()).balances).toEqual({ HRB: balance });
    }
  });

  it('has nothing kept that the hold did not ask for', async () => {
    const person = await halfSwapped();
    const witness = (byte: number): string => {
      const bytes = new Uint8Array(64).fill(byte);
      return toBase64url(encode(witnessCodec, { node: 0, proof: { kind: 'bytes', bytes } }));
    };
    const more = Array.from({ length: 200 }, (_, byte) => ({ witnesses: [witness(byte)] }));
    person.faults = telling((body) => {
      const told = JSON.parse(body) as { takings: unknown[]; next: null };
      return JSON.stringify({ ...told, takings: [...more, ...told.takings] });
    });
    const again = must(await person.open());
    must(await again.sync());
    expect(must(await again.balances()).balances).toEqual({ HRB: '100.00' });
    const kept = [...person.disk.keys()].filter((key) => key.startsWith('hold/preimage/'));
    expect(kept).toHaveLength(1);
  });
});

describe('words and terms from hostile hands', () => {
  it('are refused with a reason when they are bent, and change nothing', async () => {
    const { ada, ben, hold } = await escrow();
    must(await ben.holds().agree(must(await ada.holds().terms(hold))));
    const words = [
      must(await ada.holds().sign(hold, 0)),
      must(await ada.holds().attest('It is done.')),
    ];
    const before = must(await ben.holds().list());
    for (const word of words) {
      for (const wrong of bent(word)) {
        const outcome = await ben.holds().gather(wrong);
        expect(codeOf(outcome)).toMatch(/^usage (bad-word|not-asked-for)$/);
      }
    }
    expect(must(await ben.holds().list())).toEqual(before);
    for (const word of words) must(await ben.holds().gather(word));
    must(await ben.sync());
    must(await ben.holds().take(hold));
  });

  it('of terms: what no log proves is not agreed to', async () => {
    const { town, ada, ben, hold } = await escrow();
    const terms = must(await ada.holds().terms(hold));
    for (const wrong of bent(terms)) {
      const outcome = await ben.holds().agree(wrong);
      // Whoever bent them, it was not the sovereign: it is not accused.
      expect(codeOf(outcome)).toBe('usage bad-terms-text');
    }
    const bytes = Uint8Array.fromBase64(terms.slice(11), { alphabet: 'base64url' });
    for (let at = 3; at < bytes.length; at += 29) {
      const altered = bytes.with(at, bytes[at]! ^ 1);
      const text = altered.toBase64({ alphabet: 'base64url', omitPadding: true });
      expect(codeOf(await ben.holds().agree(`tally-hold:${text}`))).toBe('usage bad-terms-text');
    }
    expect(must(await ben.verify()).problems).toEqual([]);
    expect(must(await ben.holds().list())).toEqual([]);
    const other = await Town.open('Elsewhere');
    const { wallet: eve } = await funded(other, 'eve', 0n);
    expect(codeOf(await eve.holds().agree(terms))).toBe('usage bad-terms-text');
    expect(must(await eve.holds().list())).toEqual([]);
    expect(town.totals().owned).toBe(10_000n);
  });

  it('a claim is signed by whoever is asked and knows its terms', async () => {
    const { ada, ben, hold } = await escrow('signed 1 of ben');
    expect(codeOf(await ada.holds().sign(hold, 0))).toBe('usage not-asked-for');
    expect(codeOf(await ben.holds().sign(hold, 0))).toBe('usage unknown-hold');
    const { wallet: carl } = await funded((await escrow()).town, 'carl', 0n);
    expect(codeOf(await carl.holds().terms(hold))).toBe('usage unknown-hold');
  });

  it('a name counts where the sovereign says the same', async () => {
    const { town, ada, hold } = await escrow('signed 1 of ada');
    const { wallet: carl } = await funded(town, 'carl', 0n);
    const terms = must(await ada.holds().terms(hold));
    // The same name, which the reader's sovereign knows for another key.
    const lying = terms.replace('tally-hold:', '');
    const bytes = Uint8Array.fromBase64(lying, { alphabet: 'base64url' });
    const at = bytes.findLastIndex(
      (_, i) => String.fromCharCode(...bytes.slice(i, i + 3)) === 'ada',
    );
    bytes.set(new TextEncoder().encode('ben'), at);
    const text = `tally-hold:${bytes.toBase64({ alphabet: 'base64url', omitPadding: true })}`;
    const [seen] = must(await carl.holds().agree(text));
    expect(seen?.claims[0]?.when).toMatch(/^signed 1 of 1:/);
    const [right] = must(await carl.holds().agree(terms));
    expect(right?.claims[0]?.when).toBe('signed 1 of ada');
  });
});

it('a name that has somebody else by now is not signed for', async () => {
  const { town, ada, ben } = await escrow();
  const [adas, bens] = [ada, ben].map((wallet) => wallet.view().address);
  const put = async (names: Record<string, string>): Promise<string> => {
    const claims = [{ to: '@ben', when: 'signed 1 of ada, ben', until: town.clock + DAY }];
    const request = { amount: '1.00', currency: 'HRB', claims, names };
    return codeOf(await ada.holds().put([request]));
  };
  expect(await put({ ada: adas ?? '', ben: adas ?? '' })).toBe('refused name-moved');
  expect(must(await ada.holds().list())).toHaveLength(1);
  expect(await put({ ada: adas ?? '', ben: bens ?? '' })).toBe('ok');
  expect(await put({ carl: adas ?? '', constructor: 'x' })).toBe('ok');
});

describe('terms that nobody could meet', () => {
  it.each([
    ['after 2100-01-01T00:00Z', 'usage never-true'],
    ['before 2020-01-01T00:00Z', 'usage never-true'],
    ['signed 2 of ben', 'usage bad-condition'],
    ['signed 1 of nobody', 'refused unknown-identity'],
    ['after yesterday', 'refused unknown-identity'],
    ['preimage 00', 'usage bad-condition'],
    ['', 'usage bad-condition'],
    ['(', 'usage bad-condition'],
    ['and', 'usage bad-condition'],
  ])('%s', async (when, code) => {
    const { town, ada } = await escrow();
    const claims = [{ to: '@ben', when, until: town.clock + DAY }];
    const outcome = await ada.holds().put([{ amount: '1.00', currency: 'HRB', claims }]);
    expect(codeOf(outcome)).toBe(code);
    expect(must(await ada.holds().list()).length).toBe(1);
  });

  it('more signatures than a taking has room for', async () => {
    const { town, ada } = await escrow();
    const part =
      'oracle ada "a" and oracle ada "b" and oracle ada "c" and oracle ada "d" and oracle ada "e"';
    const when = `(${part}) and (${part}) and (${part}) and (${part})`;
    const claims = [{ to: '@ben', when, until: town.clock + DAY }];
    const outcome = await ada.holds().put([{ amount: '1.00', currency: 'HRB', claims }]);
    expect(codeOf(outcome)).toBe('usage too-much-to-show');
  });

  it('claims that end before they begin, are none, or are for anyone without a condition', async () => {
    const { town, ada } = await escrow();
    const until = town.clock + DAY;
    const wrong = [
      { claims: [], code: 'usage bad-claims' },
      { claims: [{ to: '@ben', until: town.clock - 1 }], code: 'usage bad-until' },
      { claims: [{ to: { countries: ['KE'] }, until }], code: 'usage bad-claims' },
      { claims: [{ to: { countries: ['ke'] }, until }], code: 'usage bad-country' },
    ];
    for (const { claims, code } of wrong) {
      const outcome = await ada.holds().put([{ amount: '1.00', currency: 'HRB', claims }]);
      expect(codeOf(outcome)).toBe(code);
    }
  });
});
