import { expect, it } from 'vitest';
import { loadedPaths, noteLoaded } from './loaded-paths.ts';

it('remembers scripts and styles of its own origin, each once, and nothing else', () => {
  const origin = 'https://harbour.example';
  const asked = ['/assets/a.js', '/v1/state', '/assets/b.css', '/assets/a.js?x', '/icon.svg'];
  noteLoaded([...asked.map((path) => origin + path), 'https://else.example/c.js'], origin);
  // What a process tells later is beside it.
  noteLoaded([`${origin}/assets/door.js`], origin);
  expect(loadedPaths()).toEqual(['/assets/a.js', '/assets/b.css', '/assets/door.js']);
});
