import { devNull } from 'node:os';

/**
 * Makes every AWS client of this process speak to the local endpoint, and to nothing else.
 *
 * What the shell or the files of a developer say of AWS is taken away: it could lead a single service elsewhere.
 */
export function useLocalAws(endpointUrl: string): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_')) delete process.env[name];
  }
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  });
}
