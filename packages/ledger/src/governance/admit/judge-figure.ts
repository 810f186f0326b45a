import { figureHash, procedureFor } from '@tallystick/protocol';
import { refuse } from '../../refusal/refusal.ts';
import { checkOffice } from '../check-office.ts';
import type { Judged, Saying, Speech } from './speech.ts';

/** Figures of different names. */
const MOST_FIGURES = 256;

/**
 * An office publishes a rate or an indicator: the office that decides alone about the list of that
 * name. Where people vote on it, no office can say it by itself.
 */
export function judgeFigure(speech: Speech, statement: Saying<'figure'>): Judged {
  const { state, governing, law, header, context, id } = speech;
  const { name, numerator, denominator, from, until, signatures } = statement;
  const procedure = procedureFor(law.governance, { kind: 'list', name });
  if (procedure === undefined || procedure.electorate !== null) return refuse('no-procedure', {});
  const office = procedure.office === null ? undefined : law.governance.offices[procedure.office];
  if (office === undefined) return refuse('no-procedure', {});
  const known = governing.figures.newest(name);
  if (known === undefined && governing.figures.names >= MOST_FIGURES) {
    return refuse('limit-reached', { limit: 'figures', most: MOST_FIGURES });
  }
  if (from > header.time || until <= header.time) return refuse('bad-figure', { fault: 'time' });
  if (known !== undefined && from <= known.from) return refuse('bad-figure', { fault: 'older' });
  const spoken = { kind: 'figure', message: figureHash(statement), signatures } as const;
  const refusal = checkOffice(state.sovereign, office, spoken, context.verifyInside);
  if (refusal !== undefined) return refusal;
  const figure = { name, numerator, denominator, from, until, said: id };
  return { ok: true, change: { kind: 'figure', figure } };
}
