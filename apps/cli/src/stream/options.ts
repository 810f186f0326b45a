import { InvalidArgumentError } from 'commander';

/** A whole number from `least` on, as it is typed. */
export function countFrom(least: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d{1,5}$/.test(text) && count >= least && count <= 65_536) return count;
    throw new InvalidArgumentError(`Write a whole number from ${least} to 65536.`);
  };
}
