import { createHash } from 'node:crypto';

/** The checksum that the SDK compares with what it sent and what it got. */
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
