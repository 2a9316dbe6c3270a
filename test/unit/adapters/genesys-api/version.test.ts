import { expect, it } from 'vitest';
import { VERSION } from '#shared/config/version.ts';
import packageJson from '../../../../package.json' with { type: 'json' };

it('tells Genesys the version of the package', () => {
  expect(VERSION).toBe(packageJson.version);
});
