import { RELIEF, TWINS } from '#test/simulation/interleavings/cast.ts';
import { enumerated } from '#test/simulation/interleavings/enumerated.ts';

enumerated(TWINS, 'lambda');
enumerated(TWINS, 'announce');
// The rest takes minutes: `npm run enumerate`.
enumerated(TWINS, 'genesys-call', ({ name }) => name === 'a move by 2 hours');
enumerated(TWINS, 'genesys-callback', ({ name }) => name === 'a cancel');
enumerated(RELIEF, 'lambda', ({ name }) => name === 'a duplicate');
enumerated(RELIEF, 'announce', ({ name }) => name === 'a duplicate');
