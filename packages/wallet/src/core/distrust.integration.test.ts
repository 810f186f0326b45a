import {
  type Certificate,
  certificateCodec,
  decode,
  encode,
  submitResponseCodec,
} from '@tallystick/protocol';
import { describe, expect, it } from 'vitest';
import { Person, funded, must } from '../testing/person.ts';
import { Town } from '../testing/town.ts';
import type { TransportAnswer, TransportRequest } from './ports.ts';
import type { Wallet } from './wallet-types.ts';

const PAYMENT = { to: '@ben', amount: '5.00', currency: 'HRB' } as const;

/** Changes the answers to requests whose path starts with `path`. */
function lying(
  person: Person,
  path: string,
  change: (body: Uint8Array, request: TransportRequest) => Uint8Array,
): void {
  person.faults = {
    transport: (real) => ({
      async request(request): Promise<TransportAnswer> {
        const answer = await real.request(request);
        if (!answer.ok || answer.status !== 200 || !request.path.startsWith(path)) return answer;
        return { ...answer, body: change(answer.body, request) };
      },
    }),
  };
}

function changeJson(body: Uint8Array, change: (json: Record<string, unknown>) => void): Uint8Array {
  const json = JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
  change(json);
  return new TextEncoder().encode(JSON.stringify(json));
}

describe('a sovereign that lies', () => {
  it('about who it is, when the wallet is made and ever after', async () => {
    const town = await Town.open();
    const other = await Town.open('Mountain');
    const person = new Person(town, 'ada');
    expect(await person.create({ pin: other.founding.sovereign.toHex() })).toMatchObject({
      failure: { kind: 'tampering', code: 'other-sovereign' },
    });
    expect(person.disk.size).toBe(0);
    lying(person, '/v1/constitution', (body) =>
      changeJson(body, (json) => {
        const signed = String(json['signedConstitution']);
        const at = signed.length - 2000;
        json['signedConstitution'] = `${signed.slice(0, at)}AAAA${signed.slice(at + 4)}`;
      }),
    );
    expect(await person.create()).toMatchObject({
      failure: { kind: 'tampering', code: 'constitution-signature' },
    });
    person.faults = {};
    const ada = must(await person.create({ pin: town.founding.sovereign.toHex() }));
    await ada.close();
    const moved = new Person(other, 'ada', person.disk);
    expect(await must(await moved.open()).sync()).toMatchObject({ failure: { kind: 'tampering' } });
  });

  it('in a certificate: each part of it is checked', async () => {
    const changes: [string, (certificate: Certificate) => Partial<Certificate>][] = [
      ['proof-inclusion', ({ index }) => ({ index: index - 1 })],
      ['proof-inclusion', ({ proof }) => ({ proof: proof.slice(1) })],
      ['proof-inclusion', ({ effects }) => ({ effects: effects.with(20, effects[20]! ^ 1) })],
      ['proof-size', ({ treeSize }) => ({ treeSize: treeSize + 1 })],
      ['proof-other-transition', ({ transition }) => ({ transition: transition.with(0, 1) })],
      ['proof-log-signature', ({ checkpoint }) => ({ checkpoint: signedOtherwise(checkpoint) })],
    ];
    for (const [code, change] of changes) {
      const town = await Town.open();
      const { person, wallet } = await funded(town, 'ada', 1000n);
      await funded(town, 'ben', 0n);
      await wallet.close();
      lying(person, '/v1/transitions', (body) => {
        const decoded = decode(submitResponseCodec, body);
        if (!decoded.ok) throw new Error(decoded.reason);
        const { checkpoints, results } = decoded.value;
        const [result] = results;
        if (result?.kind !== 'admitted') return body;
        const { checkpoint: at, kind, ...rest } = result;
        const certificate = { ...rest, checkpoint: checkpoints[at]! };
        const { checkpoint, ...changed } = { ...certificate, ...change(certificate) };
        const lie = { kind, checkpoint: 0, ...changed };
        return encode(submitResponseCodec, { checkpoints: [checkpoint], results: [lie] });
      });
      const ada = must(await person.open());
      expect(await ada.pay(PAYMENT)).toMatchObject({ failure: { kind: 'tampering', code } });
      // It was admitted all the same: an honest answer settles it, once.
      person.faults = {};
      const again = must(await person.open());
      must(await again.sync());
      expect(must(await again.balances()).balances).toEqual({ HRB: '5.00' });
    }
  });

  it('about a hold, or about what put it', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 1000n);
    const { person, wallet } = await funded(town, 'ben', 0n);
    must(await ada.pay(PAYMENT));
    await wallet.close();
    const lies: [string, string, (body: Uint8Array) => Uint8Array][] = [
      [
        'hold-differs',
        '/v1/receivables',
        (body) =>
          changeJson(body, (json) => {
            const [hold] = json['receivables'] as Record<string, string>[];
            if (hold !== undefined) hold['hold'] = 'ab'.repeat(32);
          }),
      ],
      [
        'proof-inclusion',
        '/v1/certificates',
        (body) => {
          const certificate = decode(certificateCodec, body);
          if (!certificate.ok) throw new Error(certificate.reason);
          const { index } = certificate.value;
          return encode(certificateCodec, { ...certificate.value, index: index - 1 });
        },
      ],
    ];
    for (const [code, path, change] of lies) {
      lying(person, path, change);
      const ben = must(await person.open());
      expect(await ben.collect()).toMatchObject({ failure: { kind: 'tampering', code } });
    }
    person.faults = {};
    expect(must(await must(await person.open()).sync()).holds).toBe(1);
  });

  it('by showing less than it has certified', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 1000n);
    await funded(town, 'ben', 0n);
    const earlier = town.copyDisk();
    await town.startWith(earlier);
    must(await ada.pay(PAYMENT));
    await town.startWith(earlier);
    expect(await ada.sync()).toMatchObject({
      failure: { kind: 'tampering', code: 'ledger-behind' },
    });
    const verified = must(await ada.verify());
    expect(verified.ok).toBe(false);
  });
});

describe('a sovereign that shows two histories', () => {
  /** Ada sees one history, Ben another, of one log that begins alike. */
  async function forked(): Promise<{ town: Town; ada: Wallet; ben: Wallet }> {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 1000n);
    const { wallet: ben } = await funded(town, 'ben', 1000n);
    const common = town.copyDisk();
    await town.startWith(common);
    must(await ada.pay(PAYMENT));
    const first = town.copyDisk();
    await town.startWith(common);
    must(await ben.pay({ to: '@ada', amount: '1.00', currency: 'HRB' }));
    must(await ben.pay({ to: '@ada', amount: '2.00', currency: 'HRB' }));
    await town.startWith(first);
    return { town, ada, ben };
  }

  it('is caught when wallets compare what they have seen, with evidence for anybody', async () => {
    const { ada, ben } = await forked();
    const theirs = must(await ben.checkpoints());
    const evidence = must(await ada.compareCheckpoints(theirs));
    expect(evidence.map(({ what }) => what)).toContain('two roots of one size');
    const { first, second } = evidence[0]!;
    expect(first.split('\n').slice(0, 2)).toEqual(second.split('\n').slice(0, 2));
    expect(first).not.toBe(second);
    expect(must(await ada.verify()).problems).toEqual([]);
  });

  it('is caught when it shows the other history to a wallet later', async () => {
    const { ben } = await forked();
    expect(await ben.sync()).toMatchObject({ failure: { kind: 'tampering' } });
    expect(must(await ben.verify()).ok).toBe(false);
  });

  it('is not suspected when it grows honestly', async () => {
    const town = await Town.open();
    const { wallet: ada } = await funded(town, 'ada', 100_000n);
    const { wallet: ben } = await funded(town, 'ben', 0n);
    for (let i = 0; i < 8; i += 1) {
      must(await ada.pay(PAYMENT));
      if (i % 3 === 0) must(await ben.sync());
    }
    const theirs = must(await ben.checkpoints());
    expect(theirs.length).toBeGreaterThan(3);
    expect(must(await ada.compareCheckpoints(theirs))).toEqual([]);
    expect(must(await ben.compareCheckpoints(must(await ada.checkpoints())))).toEqual([]);
    const failure = { kind: 'usage', code: 'bad-checkpoint' };
    expect(await ada.compareCheckpoints(['nonsense'])).toMatchObject({ ok: false, failure });
  });
});

/** A checkpoint whose signature line has one letter changed. */
function signedOtherwise(note: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(note);
  const at = text.length - 60;
  const letter = text[at] === 'A' ? 'B' : 'A';
  return new TextEncoder().encode(`${text.slice(0, at)}${letter}${text.slice(at + 1)}`);
}
