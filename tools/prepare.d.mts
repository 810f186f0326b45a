/** The types of `prepare.mjs`, which is JavaScript because the machine's own Node runs it. */

/** The path of the Node binary that npm brings for a platform, whether or not it is there. */
export function nodeBinary(root?: string, platform?: string): string | undefined;

/** Installs unless it is done already. */
export function prepare(root?: string): Promise<'ready' | 'adopted' | 'installed'>;
