/** Random tests see the same cases for every mutant, so that which of them survive is not a matter of chance. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 1 });
