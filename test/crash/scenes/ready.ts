/** What a worker says once it takes timers. */
export const READY = 'takes timers now';
