/** What a process says first; what is sent to a module's worker before its script listens reaches nobody. */
export const LISTENING = 'listening';

/** Hears what the page asks of this process, from now on: nothing is lost that was asked while its script was loading. */
export function listen(hear: (asked: never) => void): void {
  addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(data as never));
  postMessage(LISTENING);
}
