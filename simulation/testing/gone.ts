/** A module, or a class, of any shape. */
type Named = Readonly<Record<string, unknown>>;

/**
 * What a plant is about and the code does not have any more, as `export` or `Class.method`: a fault
 * there would be none.
 */
export function gone(actual: Named, planted: Named): string[] {
  return Object.entries(planted).flatMap(([name, fault]) => {
    if (!(name in actual)) return [name];
    const methods = methodsOf(fault);
    const known = actual[name];
    const prototype: unknown = typeof known === 'function' ? known.prototype : undefined;
    const has = (method: string): boolean =>
      typeof prototype === 'object' && prototype !== null && method in prototype;
    return methods.filter((method) => !has(method)).map((method) => `${name}.${method}`);
  });
}

/** What a class has for its objects; nothing of what is no class. */
function methodsOf(fault: unknown): string[] {
  const prototype: unknown = typeof fault === 'function' ? fault.prototype : undefined;
  if (typeof prototype !== 'object' || prototype === null) return [];
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
}
