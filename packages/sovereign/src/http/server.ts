import { fastifyHelmet } from '@fastify/helmet';
import { fastifySSE } from '@fastify/sse';
import { type FastifyBaseLogger, type FastifyInstance, LogController, fastify } from 'fastify';
import type { Logger } from 'pino';
import type { Limits } from '../lifecycle/options.ts';
import type { Metrics } from '../observe/metrics.ts';
import {
  answerClientError,
  answerErrors,
  answerFrameworkError,
  answerUnlistened,
  sendProblem,
} from './errors.ts';
import { type Guards, guardRequests, isTurnedAway } from './guard-requests.ts';
import { serializerOf } from './serializer.ts';
import { strictValidator } from './validator.ts';

export interface ServerOptions extends Guards {
  readonly limits: Limits;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'answered'>;
  /** Whose `x-forwarded-for` is believed; nobody's where it is absent. */
  readonly trustedProxy: string | undefined;
}

const STOPPING = 'The node is stopping.';
/** After which another one may be there. */
const STOPPING_S = 5;
/** A connection without a request is closed after this long. */
const KEEP_ALIVE_MS = 72_000;
/** How often slow senders are looked for (ms): as often as the time that they have asks for, and at most this often. */
const LOOK_AT_LEAST_MS = 1000;
/** The longest body that is not counted: payments and a treasury's drafts may be longer, and are. */
const SMALL_BODY_BYTES = 65_536;
const MAX_HEADER_BYTES = 16_384;
/** The longest of a path's parts is the id of a passkey (base64url of at most 1,023 bytes, WebAuthn section 4). */
const MAX_PARAMETER_LENGTH = 1364;
/** A server with the limits, headers and errors that all routes share; the routes are added by the caller. */
export function newServer(options: ServerOptions): FastifyInstance {
  const { limits, metrics } = options;
  const log: FastifyBaseLogger = options.log;
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: SMALL_BODY_BYTES,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    trustProxy: options.trustedProxy ?? false,
    clientErrorHandler: answerClientError,
    // What is wrong with a path is found before any hook, and passes what every request has to pass all the same.
    frameworkErrors: (error, request, reply) => {
      if (!isTurnedAway(request, reply, options)) answerFrameworkError(error, reply);
    },
    // A logger of its own for each request costs more than routing it, and nothing is logged that would name it.
    childLoggerFactory: (logger) => logger,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      // A request without one is answered as every other.
      requireHostHeader: false,
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(LOOK_AT_LEAST_MS, limits.headersMs),
    },
    // The framework would say so in words of its own.
    return503OnClosing: false,
  });
  app.server.maxConnections = limits.connections;
  app.setValidatorCompiler(strictValidator);
  app.setSerializerCompiler(serializerOf);
  answerErrors(app);
  answerUnlistened(app.server);
  refuseWhenClosing(app);
  guardRequests(app, options);
  measure(app, metrics);
  return app;
}

function refuseWhenClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', () => {
    isClosing = true;
    return Promise.resolve();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (isClosing) {
      void sendProblem(reply.header('connection', 'close'), 'unavailable', STOPPING, STOPPING_S);
    } else done();
  });
}

function measure(app: FastifyInstance, { answered }: ServerOptions['metrics']): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    answered(request.method, route, reply.statusCode, reply.elapsedTime);
    done();
  });
}

/** Headers that browsers heed, on everything but the hot path, whose answers no browser shows. */
export async function addBrowserHeaders(scope: FastifyInstance): Promise<void> {
  await scope.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // swagger-ui sets styles on elements; it loads none from elsewhere.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false, // the reverse proxy that has the certificate says this
  });
}

/** Streams of events; a comment line each 15 s keeps proxies from closing them. */
export async function addEventStreams(scope: FastifyInstance): Promise<void> {
  await scope.register(fastifySSE, { heartbeatInterval: 15_000 });
}
