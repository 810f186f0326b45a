import type { Shot } from './shots.ts';

const STYLE = `body { font: 15px system-ui; margin: 24px; background: #888; color: #fff }
  h2 { margin: 40px 0 8px } .wide { color: #fd0 } div { display: flex; gap: 12px; overflow-x: auto }
  figure { margin: 0 } img { height: 520px; border: 1px solid #444 }`;

/** A document that shows all pictures of a page beside each other. */
export function shotsIndex(shots: readonly Shot[]): string {
  const titles = [...new Set(shots.map(({ title }) => title))];
  const rows = titles.map((title) => {
    const figures = shots.filter((shot) => shot.title === title).map(figureOf);
    return `<h2>${title}</h2>\n<div>\n${figures.join('\n')}\n</div>`;
  });
  return `<!doctype html>\n<meta charset="utf-8" />\n<title>Screenshots</title>
<style>${STYLE}</style>\n${rows.join('\n')}\n`;
}

function figureOf({ look, file, overflow }: Shot): string {
  const { width, height, scheme } = look;
  const wide = overflow > 0 ? ` <span class="wide">${overflow} px too wide</span>` : '';
  const caption = `<figcaption>${width}x${height} ${scheme}${wide}</figcaption>`;
  return `<figure><a href="${file}"><img src="${file}" loading="lazy" /></a>${caption}</figure>`;
}
