import { type Constitution, currencyId, sovereignId } from '@tallystick/protocol';
import {
  compile,
  type Constant,
  type List,
  type Module,
  noObjection,
  type RulebookSource,
} from '@tallystick/rules';
import type { Legal } from './decision-book.ts';
import type { GovernanceBook } from './governance-book.ts';
import { treeOf } from './rule-text.ts';
import { settingsOf } from './setting-book.ts';
import { forcesOf, inForce } from './version-book.ts';
import { demand } from './violation.ts';

/** The rulebook as it follows from what was said about it: every version that is decided and not over, those to come included. */
export class LawBook {
  readonly #book: GovernanceBook;
  readonly #currencies: RulebookSource['currencies'];
  readonly #made = new Map<string, Legal>();
  #newest: { readonly now: string; readonly legal: Legal } | undefined;

  constructor(book: GovernanceBook, constitution: Constitution) {
    this.#book = book;
    const sovereign = sovereignId(constitution);
    this.#currencies = constitution.currencies.map(({ code, decimals }) => {
      return { code, decimals, id: currencyId(sovereign, code) };
    });
  }

  /** Under the newest header that the book has read. */
  at(): Legal {
    const { time, said } = this.#book;
    const now = `${time} ${said}`;
    if (this.#newest?.now !== now) this.#newest = { now, legal: this.#make(time) };
    return this.#newest.legal;
  }

  #make(time: number): Legal {
    const texts = [...this.#book.matters.values()].flatMap(([first]) => {
      if (first === undefined || !isText(first.matter.kind)) return [];
      const versions = this.#book.versions(first.matter);
      return forcesOf(versions).filter(({ until }) => until === null || until > time);
    });
    const modules = texts.map(({ version }) => version);
    const settings = settingsOf(this.#book, modules, this.#currencies);
    const key = [
      ...texts.map(({ version, from, until }) => `${version.proposal.name} ${from} ${until}`),
      ...settings.map(({ module, parameter, value, from }) => {
        return `${module} ${parameter} ${nameOf(value)} ${from}`;
      }),
    ];
    const known = this.#made.get(key.join());
    if (known !== undefined) return known;
    const trees = texts.map(({ version, from, until }) => ({
      ...treeOf(version.proposal.text),
      force: { kind: 'force', from, until } as const,
    }));
    const source: RulebookSource = {
      modules: trees.filter((tree) => tree.kind === 'module'),
      lists: trees.filter((tree) => tree.kind === 'list'),
      settings,
      currencies: this.#currencies,
    };
    const made = { source, rulebook: compiled(source) };
    this.#made.set(key.join(), made);
    this.#standsAlone(source, time);
    return made;
  }

  /** Whoever takes the highest number that is in force takes the version that is. */
  #standsAlone({ modules }: RulebookSource, now: number): void {
    const borders = new Set([now]);
    for (const { force } of modules)
      for (const at of [force.from, force.until]) if (at !== null && at > now) borders.add(at);
    for (const [, [first]] of this.#book.matters) {
      if (first?.matter.kind !== 'module' && first?.matter.kind !== 'global') continue;
      const versions = this.#book.versions(first.matter);
      for (const border of borders) {
        const text = inForce(versions, border)?.proposal.text;
        const chosen = highestAt(modules, treeOf(first.text), border);
        const meant = text === undefined ? undefined : treeOf(text).version;
        demand(chosen === meant, 'one version is in force at every instant', () => {
          return `${JSON.stringify(first.matter)} at ${border}: ${chosen}, and by the vote ${meant}`;
        });
      }
    }
  }
}

function nameOf(value: Constant): string {
  if (value.kind === 'figure') return `${value.value}`;
  return `${value.units} ${value.decimals} ${value.currency}`;
}

function isText(kind: string): boolean {
  return kind === 'module' || kind === 'global' || kind === 'list';
}

function compiled(source: RulebookSource): Legal['rulebook'] {
  if (source.modules.length + source.lists.length === 0) return noObjection;
  const made = compile(source);
  if (!made.ok) throw new Error(`${made.of}: ${made.mistakes[0]?.message}`);
  return made.rulebook;
}

/** The highest number of an owner's versions whose dates hold an instant. */
function highestAt(
  modules: readonly Module[],
  like: Module | List,
  instant: number,
): number | undefined {
  const owner = like.kind === 'module' ? JSON.stringify(like.owner) : '';
  const numbers = modules.flatMap((module) => {
    const { from, until } = module.force;
    const holds = from <= instant && (until === null || instant < until);
    return holds && JSON.stringify(module.owner) === owner ? [module.version] : [];
  });
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}
