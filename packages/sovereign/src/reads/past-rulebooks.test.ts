import { rulebookInForce } from '@tallystick/ledger';
import { START } from '@tallystick/ledger/testing';
import { Council } from '@tallystick/ledger/testing/council';
import { Desk } from '@tallystick/ledger/testing/desk';
import { governedConstitution } from '@tallystick/ledger/testing/governance';
import type { Hash } from '@tallystick/protocol';
import { parse, print, rulebookHash } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { newPastRulebooks } from './past-rulebooks.ts';

const KE = { kind: 'module', owner: 'KE' } as const;
const NONE = new Uint8Array(32);

/** A ledger that has decided rulebooks, and how often it was asked for a text of theirs. */
class Town {
  readonly desk = new Desk(governedConstitution());
  readonly council = new Council(this.desk);
  readonly past = newPastRulebooks({ ledger: { state: this.desk.state } } as never);
  readonly hashes: Hash[] = [];
  readTexts = 0;
  #base: Hash | null = null;

  constructor() {
    const { governing } = this.desk.state;
    if (governing === null) throw new Error('no governance');
    const content = governing.content.bind(governing);
    governing.content = (number) => {
      this.readTexts += 1;
      return content(number);
    };
  }

  /** One more version, in force. */
  decide(version: number): void {
    const from = new Date(START).toISOString().replace(/\.\d+Z/, 'Z');
    const { tree } = parse(`module KE version ${version} in force from ${from}
      rule KE-1 "Cap" when amount > ${version}.00 HRB then refuse`);
    if (tree === null) throw new Error('no text');
    const content = new TextEncoder().encode(print(tree));
    this.#base = this.council.decide(KE, content, { base: this.#base });
    this.desk.wait(2000);
    this.pass();
    this.hashes.push(rulebookInForce(this.desk.state).rulebook.hash);
  }

  /** One more header. */
  pass(): void {
    this.desk.wait(1000);
    this.desk.must(this.desk.treasury.mint(this.desk.hrb, 1n));
    this.desk.state.header = this.desk.header;
  }
}

test('who asks for what never was has no text read again until something changes', async () => {
  const town = new Town();
  town.decide(1);
  expect(await town.past.find(NONE)).toBeUndefined();
  const before = town.readTexts;
  for (let asked = 0; asked < 5; asked += 1) {
    town.pass();
    expect(await town.past.find(NONE)).toBeUndefined();
  }
  expect(town.readTexts).toBe(before);
  town.decide(2);
  for (const hash of town.hashes) expect(await foundHash(town, hash)).toEqual(hash);
});

async function foundHash(town: Town, hash: Hash): Promise<Hash> {
  const source = await town.past.find(hash);
  if (source === undefined || source === 'busy') throw new Error('not found');
  return rulebookHash(source);
}

test('so many look for a rulebook at once, and no more', async () => {
  const town = new Town();
  town.decide(1);
  const all = await Promise.all(Array.from({ length: 40 }, () => town.past.find(NONE)));
  expect(all.filter((one) => one === 'busy')).toHaveLength(8);
  const [first] = town.hashes as [Hash];
  expect(await foundHash(town, first)).toEqual(first);
});
