import { isHandle } from '@tallystick/protocol';
import { stop } from '../stop.ts';

export function checkCountry(country: string): string {
  if (/^[A-Z]{2}$/.test(country)) return country;
  return stop('usage', 'bad-country', 'A country is two capital letters, such as KE (ISO 3166-1).');
}

export function checkHandle(handle: string): string {
  if (isHandle(handle)) return handle;
  const message = 'A handle has 1 to 32 of a-z, 0-9, and inside also . _ -; leave the @ out.';
  return stop('usage', 'bad-handle', message);
}
