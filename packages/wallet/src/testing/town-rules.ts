import {
  type ProposalView,
  countFigures,
  pastRulebooks,
  pastSource,
  readContent,
  readFigure,
  readProposal,
  readProposals,
  readTransition,
  readVersions,
  rulebookInForce,
} from '@tallystick/ledger';
import {
  type Hash,
  certificateCodec,
  encode,
  equalBytes,
  formatScope,
  fromHex,
  toBase64url,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { encodeSource, parse, stageAt } from '@tallystick/rules';
import type { TransportAnswer, TransportRequest } from '../core/ports.ts';
import { versionName } from '../core/rulebook/unproven-part.ts';
import { bytesOr404, json, problem } from './town-answers.ts';
import type { Town } from './town.ts';

/** What a wallet asks about rules, of a town with a governance. */
export function answerRules(town: Town, { path }: TransportRequest): TransportAnswer {
  const { state } = town.ledger;
  const [name = '', query = ''] = path.split('?');
  const [, , , kind, id = '', part] = name.split('/');
  const parameters = new URLSearchParams(query);
  if (kind === undefined) return rulebook(town, parameters.get('rulebook'));
  if (kind === 'figures') return figures(town, id);
  if (kind === 'versions') {
    const versions = readProposals(state).flatMap(({ record, matter }) => {
      const version = readVersions(state, matter).versions.find(
        ({ proposal }) => toHex(proposal) === toHex(record.id),
      );
      const { tree } = parse(new TextDecoder().decode(readContent(state, record.id)));
      const name = tree === null ? '' : versionName(tree);
      const named = { name, matter: formatScope(matter), proposal: toHex(record.id) };
      return version ? [{ ...named, from: version.from, until: version.until }] : [];
    });
    // Pages of one: whoever reads only the first misses the rest.
    const start = Number(parameters.get('after') ?? 0);
    const next = start + 1 < versions.length ? String(start + 1) : null;
    const { hash } = rulebookInForce(state).rulebook;
    const page = versions.slice(start, start + 1);
    return json({ rulebook: toHex(hash), versions: page, next });
  }
  const view = readProposal(state, fromHex(id, 32) as Hash);
  if (view === undefined) return problem(404, 'not-found');
  if (part === undefined) return json({ stage: { kind: stageOf(town, view) } });
  const parts = view.content.kind === 'inline' ? [] : view.content.parts;
  return json({
    proposal: entry(town, view.record.id),
    parts: parts.map((part) => entry(town, part)),
    words: view.words.map(({ by }) => entry(town, by)),
  });
}

/** By itself and beside its rivals. */
function stageOf({ ledger: { state } }: Town, { record, matter }: ProposalView): string {
  const { failed } = readVersions(state, matter);
  const hasLost = failed.some(({ proposal }) => equalBytes(proposal, record.id));
  return hasLost ? 'failed' : stageAt(record, state.header?.time ?? 0).kind;
}

/** The one in force, or one that was, by its hash. */
function rulebook({ ledger: { state } }: Town, hash: string | null): TransportAnswer {
  const { source, rulebook: current } = rulebookInForce(state);
  if (hash === null || hash === toHex(current.hash)) return bytesOr404(encodeSource(source));
  const past = [...pastRulebooks(state, 0)].find((one) => toHex(one.hash) === hash);
  const found = past && pastSource(state, past);
  return found === undefined ? problem(404, 'not-found') : bytesOr404(encodeSource(found));
}

function figures(town: Town, name: string): TransportAnswer {
  const { state } = town.ledger;
  const places = Array.from({ length: countFigures(state, name) }, (_, place) => place).reverse();
  return json({
    name,
    figures: places.map((place) => entry(town, readFigure(state, name, place))),
    next: null,
  });
}

function entry(town: Town, id: Hash): Record<string, string> {
  const certificate = town.ledger.certificate(id);
  const transition = readTransition(town.store, id);
  if (certificate === undefined || transition === undefined) throw new Error('not on the log');
  return {
    transition: toBase64url(encode(transitionCodec, transition)),
    certificate: toBase64url(encode(certificateCodec, certificate)),
  };
}
