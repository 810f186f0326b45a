import type { Scene } from './scene.ts';

/** An endpoint as the OpenAPI document has it, so that a new one is tried as well. */
export interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { name: string; in: string }[];
  readonly hasBody: boolean;
  /** It needs a session. */
  readonly isOwn: boolean;
}

interface Described {
  readonly parameters?: Endpoint['parameters'];
  readonly requestBody?: unknown;
  readonly security?: unknown;
}

export async function endpointsOf(scene: Scene): Promise<Endpoint[]> {
  const document = await scene.json<{ paths: Record<string, Record<string, Described>> }>(
    '/openapi.json',
  );
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      hasBody: operation.requestBody !== undefined,
      isOwn: operation.security !== undefined,
    })),
  );
}

/** The endpoint's path with this value for every parameter of the path and of the query. */
export function pathOf({ path, parameters }: Endpoint, value: string): string {
  const filled = path.replaceAll(/\{([^}]+)\}/g, () => encodeURIComponent(value));
  const query = parameters
    .filter((one) => one.in === 'query')
    .map(({ name }) => `${name}=${value}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}
