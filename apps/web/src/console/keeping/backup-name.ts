const MOST_OF_NAME = 40;

/** A name for a backup that sorts by time and says whose it is: `harbour-2027-07-10-091502.tar`, in UTC. */
export function backupName(sovereign: string, now: number): string {
  const whose = sovereign
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, MOST_OF_NAME);
  const [day = '', time = ''] = new Date(now).toISOString().split('T');
  return `${whose === '' ? 'sovereign' : whose}-${day}-${time.slice(0, 8).replaceAll(':', '')}.tar`;
}
