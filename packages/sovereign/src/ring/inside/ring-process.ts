import { noObjection } from '@tallystick/rules';
import { runRing } from './run-ring.ts';

runRing([noObjection]);
