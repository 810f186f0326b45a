import { type Hash, hash } from '@tallystick/protocol';
import type { List, Module } from '../tree/index.ts';
import { print } from './print.ts';

/**
 * `H_module(text)`: what a version of a module or of a list is known by everywhere. The text is the
 * printed one, so that spaces and comments do not matter.
 */
export function treeHash(tree: Module | List): Hash {
  const known = hashes.get(tree);
  if (known !== undefined) return known;
  const made = hash('module', new TextEncoder().encode(print(tree)));
  hashes.set(tree, made);
  return made;
}

/** Trees never change: printing one takes longer than deciding by it. */
const hashes = new WeakMap<Module | List, Hash>();
