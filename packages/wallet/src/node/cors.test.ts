import { describe, expect, it } from 'vitest';
import { saidToPages } from './cors.ts';

const HOME = 'https://harbour.example';
const BEFOREHAND = { origin: HOME, 'access-control-request-method': 'GET' };

describe('pages of other origins', () => {
  it('may ask with a tick, and are told so beforehand, without credentials', () => {
    const said = saidToPages('any', { method: 'OPTIONS', headers: BEFOREHAND });
    expect(said).toEqual({
      isPreflight: true,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': 'tally-tick, content-type',
        'access-control-expose-headers': 'retry-after',
        'access-control-max-age': '7200',
      },
    });
  });

  it('may read what is answered', () => {
    const said = saidToPages('any', { method: 'GET', headers: { origin: HOME } });
    expect(said).toEqual({
      isPreflight: false,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'retry-after',
      },
    });
  });

  it('are those of the origins that are named, and no others', () => {
    const own = saidToPages([HOME], { method: 'OPTIONS', headers: BEFOREHAND });
    expect(own.headers).toMatchObject({ 'access-control-allow-origin': HOME, vary: 'origin' });
    const headers = { ...BEFOREHAND, origin: 'https://elsewhere.example' };
    const others = saidToPages([HOME], { method: 'OPTIONS', headers });
    expect(others).toEqual({ isPreflight: true, headers: { vary: 'origin' } });
  });

  it('leave a request of another kind to the server', () => {
    for (const headers of [{}, { origin: HOME }]) {
      expect(saidToPages('any', { method: 'OPTIONS', headers }).isPreflight).toBe(false);
    }
  });
});
