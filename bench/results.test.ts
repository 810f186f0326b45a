import { describe, expect, it } from 'vitest';
import { median, quantile } from './figures.ts';
import { section, withSection } from './results.ts';

const machine = {
  processor: 'P',
  cores: 2,
  memoryGiB: 4,
  system: 'linux',
  node: '26',
  openssl: '3',
  sqlite: '3',
  tallystick: '0',
};

describe('results page', () => {
  it('replaces one section and keeps the others', () => {
    const first = section({ name: 'b', figures: { perSecond: 1234.5 } }, machine, '2026-01-01');
    const page = withSection(withSection('# Results\n', 'b', first), 'a', '## a\n\nx\n');
    expect(page).toContain('| perSecond | 1,234.5 |');
    const second = section({ name: 'b', figures: { perSecond: 2 } }, machine, '2026-01-02');
    const replaced = withSection(page, 'b', second);
    expect(replaced).not.toContain('1,234.5');
    expect(replaced.indexOf('## a')).toBeLessThan(replaced.indexOf('## b'));
    expect(replaced.match(/^## /gmu)).toHaveLength(2);
  });
});

describe('quantiles', () => {
  it('are by nearest rank', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.99)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
