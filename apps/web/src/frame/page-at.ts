/** Of the pages of a door, the one at a path or that the path lies below; else the first. */
export function pageAt<T extends { readonly path: string }>(
  pages: readonly [T, ...T[]],
  path: string,
): T {
  const above = pages.filter((page) => path === page.path || path.startsWith(`${page.path}/`));
  return above.toSorted((a, b) => b.path.length - a.path.length)[0] ?? pages[0];
}
