import { type Matter, equalBytes } from '@tallystick/protocol';
import { check } from '../../check/check.ts';
import type { Surroundings } from '../../check/checking.ts';
import { boundariesOf, momentAt } from '../../compile/moment.ts';
import type { RulebookSource } from '../../compile/source.ts';
import { printForce } from '../../print/print-instant.ts';
import { print } from '../../print/print.ts';
import { type List, type Module, nameOf } from '../../tree/index.ts';
import { beginsAt, type GatedProposal, type GatesGround, type Proposed } from './ground.ts';
import type { Noting } from './noting.ts';

/** A module or a list: its text, checked beside what is in force when it comes in. */
export function checkText(proposal: GatedProposal, ground: GatesGround, noting: Noting): Proposed {
  const { content, matter } = proposal;
  const text = readUtf8(content);
  if (text === undefined) {
    noting.note('text', 'The content is no text in UTF-8.');
    return { ok: false };
  }
  const { source } = ground;
  const beside = surroundingsAt(source, matter, beginsAt(proposal, ground));
  const { tree, mistakes } = check(text, beside);
  noting.noteAll(mistakes, true);
  if (tree === null || mistakes.length > 0) return { ok: false };
  if (!equalBytes(new TextEncoder().encode(print(tree)), content)) {
    noting.note('text', 'The text is not as it is printed: no comments, and no other spaces.');
  }
  checkNamed(tree, matter, noting);
  checkDates(tree, proposal, noting);
  checkNumber(tree, ground, noting);
  const module = tree.kind === 'module' ? nameOf(tree.owner) : null;
  const force = { ...tree.force, from: beginsAt(proposal, ground) };
  const after =
    tree.kind === 'module'
      ? { ...source, modules: [...source.modules, { ...tree, force }] }
      : { ...source, lists: [...source.lists, { ...tree, force }] };
  return { ok: true, after, module, examples: examplesIn(tree) };
}

function readUtf8(content: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(content);
  return equalBytes(new TextEncoder().encode(text), content) ? text : undefined;
}

/** Of what a text is checked beside: other modules as they are at `time`; its own earlier versions are none of them. */
export function surroundingsAt(source: RulebookSource, matter: Matter, time: number): Surroundings {
  const moment = momentAt(source, boundariesOf(source), time);
  const own = matter.kind === 'module' ? matter.owner : matter.kind === 'global' ? 'GLOBAL' : null;
  const modules = [...moment.modules.values()].filter(({ owner }) => nameOf(owner) !== own);
  return { currencies: source.currencies, lists: source.lists, modules };
}

function checkNamed(tree: Module | List, matter: Matter, noting: Noting): void {
  const expected = said(matter);
  const found =
    tree.kind === 'list'
      ? `list ${tree.name}`
      : tree.owner.kind === 'global'
        ? 'the global module'
        : `the module ${nameOf(tree.owner)}`;
  if (found !== expected) {
    noting.note('owner', `The proposal is about ${expected}, its text is ${found}.`);
  }
}

function said(matter: Matter): string {
  if (matter.kind === 'module') return `the module ${matter.owner}`;
  return matter.kind === 'list' ? `list ${matter.name}` : 'the global module';
}

function checkDates(
  { force }: Module | List,
  { from, until }: GatedProposal,
  noting: Noting,
): void {
  if (force.from === from && force.until === until) return;
  const proposed =
    from % 1000 === 0 && (until ?? 0) % 1000 === 0
      ? printForce({ kind: 'force', from, until })
      : 'instants that are no whole seconds';
  noting.note('dates', `The text says “${printForce(force)}”, the proposal ${proposed}.`);
}

function checkNumber(
  { version }: Module | List,
  { lastNumber, mostNumber }: GatesGround,
  noting: Noting,
): void {
  if (version > lastNumber && version <= mostNumber) return;
  const message = `It is version ${version}: a number above ${lastNumber}, and up to ${mostNumber}, is needed.`;
  noting.note('number', message);
}

function examplesIn(tree: Module | List): number {
  if (tree.kind === 'list') return 0;
  return tree.items.filter(({ kind }) => kind === 'example').length;
}
