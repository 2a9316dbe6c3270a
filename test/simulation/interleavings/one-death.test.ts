import { MORTALS } from '#test/simulation/interleavings/cast.ts';
import { enumerated } from '#test/simulation/interleavings/enumerated.ts';

enumerated(MORTALS, 'lambda');
enumerated(MORTALS, 'announce');
enumerated(MORTALS, 'genesys-callback');
