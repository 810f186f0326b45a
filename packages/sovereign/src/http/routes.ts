import type { FastifyInstance } from 'fastify';
import type { SovereignNode } from '../node.ts';
import { type AnswerRoom, boundAnswers } from './answer-room.ts';
import { admitOperators } from './authenticate.ts';
import { alarmRoutes } from './routes/alarms.ts';
import { appealRoutes } from './routes/appeals.ts';
import { certificateRoutes } from './routes/certificates.ts';
import { chainRoutes } from './routes/chains.ts';
import { constitutionRoutes } from './routes/constitution.ts';
import { contentRoutes, evidenceRoutes } from './routes/contents.ts';
import type { Pages } from './pages/read-pages.ts';
import { describeApi, docsRoutes, leadToDocs } from './routes/docs.ts';
import { eventRoutes } from './routes/events.ts';
import { figureRoutes } from './routes/figures.ts';
import { forkRoutes } from './routes/forks.ts';
import { foundedRoutes } from './routes/founding.ts';
import { gatesRoutes } from './routes/gates.ts';
import { shadowRoutes } from './routes/shadow.ts';
import { healthRoutes } from './routes/health.ts';
import { heartbeatRoutes } from './routes/heartbeats.ts';
import { holdRoutes, holdStateRoute, takingRoutes } from './routes/holds.ts';
import { identityRoutes } from './routes/identities.ts';
import { identityDevicesRoute } from './routes/identity-devices.ts';
import { keepingRoutes } from './routes/keeping.ts';
import { officeKeyRoutes } from './routes/office-keys.ts';
import { listRoutes } from './routes/lists.ts';
import { logRoutes } from './routes/log.ts';
import { noteRoutes } from './routes/notes.ts';
import { operatorRoutes } from './routes/operator.ts';
import { watchRoutes } from './routes/operator-watch.ts';
import { passkeyRoutes, passkeySessionRoutes } from './routes/passkeys.ts';
import { sessionRoutes } from './routes/sessions.ts';
import type { BodyRoom } from './body-memory.ts';
import { pageRoutes } from './routes/pages.ts';
import { supplyRoutes } from './routes/supply.ts';
import { treasuryRoutes } from './routes/treasuries.ts';
import { transitionRoutes } from './routes/transitions.ts';
import { ringRoutes } from './routes/ring.ts';
import { ballotRoutes, proposalRoutes } from './routes/proposals.ts';
import { rulesRoutes } from './routes/rules.ts';
import { votingKeyRoutes } from './routes/voting-keys.ts';
import { versionRoutes } from './routes/versions.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { addBrowserHeaders, addEventStreams } from './server.ts';

/** All routes. The hot path stands outside the scope that adds browsers' headers. */
export async function addRoutes(
  app: FastifyInstance,
  node: SovereignNode,
  { pages, ...room }: BodyRoom & AnswerRoom & { readonly pages: Pages | undefined },
): Promise<void> {
  await describeApi(app, node);
  await app.register((scope, _options, done) => {
    transitionRoutes(scope, node, room);
    done();
  });
  await app.register(async (scope) => {
    admitOperators(scope, node);
    boundAnswers(scope, room);
    await addBrowserHeaders(scope);
    await addEventStreams(scope);
    constitutionRoutes(scope, node);
    supplyRoutes(scope, node);
    identityRoutes(scope, node);
    listRoutes(scope, node);
    certificateRoutes(scope, node);
    forkRoutes(scope, node);
    sessionRoutes(scope, node);
    chainRoutes(scope, node);
    holdRoutes(scope, node);
    holdStateRoute(scope, node);
    takingRoutes(scope, node);
    heartbeatRoutes(scope, node);
    noteRoutes(scope, node);
    eventRoutes(scope, node);
    logRoutes(scope, node);
    foundedRoutes(scope, node);
    passkeyRoutes(scope, node);
    passkeySessionRoutes(scope, node);
    operatorRoutes(scope, node);
    await scope.register((own, _options, done) => {
      treasuryRoutes(own, node, room);
      identityDevicesRoute(own, node);
      done();
    });
    keepingRoutes(scope, node);
    officeKeyRoutes(scope, node);
    watchRoutes(scope, node);
    webhookRoutes(scope, node);
    ringRoutes(scope, node);
    rulesRoutes(scope, node);
    alarmRoutes(scope, node);
    appealRoutes(scope, node);
    proposalRoutes(scope, node);
    ballotRoutes(scope, node);
    votingKeyRoutes(scope, node);
    gatesRoutes(scope, node);
    shadowRoutes(scope, node);
    versionRoutes(scope, node);
    evidenceRoutes(scope, node);
    contentRoutes(scope, node);
    figureRoutes(scope, node);
    healthRoutes(scope, node);
    await docsRoutes(scope);
    if (pages === undefined) leadToDocs(scope);
    else pageRoutes(scope, pages);
  });
}
