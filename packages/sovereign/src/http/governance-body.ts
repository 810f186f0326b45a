import { type Governance, formatScope } from '@tallystick/protocol';
import { explainProcedure, explainScope } from '@tallystick/rules';
import { Type } from 'typebox';
import { signersBody } from './key-body.ts';
import { countSchema, countrySchema, keySchema, nullableSchema, strictObject } from './schemas.ts';

const name = Type.String();

/** A governance in JSON: what is an index in its bytes is a name, and procedures are told in words too. */
export const governanceSchema: Type.TObject = strictObject({
  electorates: Type.Array(
    strictObject({ name, countries: Type.Array(countrySchema), minTier: countSchema }),
  ),
  offices: Type.Array(
    strictObject({ name, threshold: countSchema, signers: Type.Array(keySchema) }),
  ),
  procedures: Type.Array(
    strictObject({
      for: Type.String({
        description: 'modules, module DE, global, lists, list NAME, settings, …',
      }),
      electorate: nullableSchema(name),
      office: nullableSchema(name),
      approvalPermille: countSchema,
      quorumPermille: countSchema,
      commentMs: countSchema,
      voteMs: countSchema,
      timelockMs: countSchema,
      vendors: countSchema,
      audits: countSchema,
      emergencyMs: countSchema,
      about: Type.String(),
      words: Type.Array(Type.String()),
    }),
  ),
  gates: name,
  registrars: nullableSchema(name),
  appeals: nullableSchema(name),
});

export function governanceBody(governance: Governance): object {
  const { electorates, offices, procedures, gates, registrars, appeals } = governance;
  const nameOf = (index: number | null, named: readonly { name: string }[]): string | null =>
    index === null ? null : (named[index]?.name ?? null);
  return {
    electorates,
    offices: offices.map((office) => ({ name: office.name, ...signersBody(office.signers) })),
    procedures: procedures.map((procedure) => {
      const { scope, electorate, office, ...figures } = procedure;
      return {
        for: formatScope(scope),
        electorate: nameOf(electorate, electorates),
        office: nameOf(office, offices),
        ...figures,
        about: explainScope(scope),
        words: explainProcedure(governance, procedure),
      };
    }),
    gates: nameOf(gates, offices),
    registrars: nameOf(registrars, offices),
    appeals: nameOf(appeals, offices),
  };
}
