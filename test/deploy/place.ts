/** Where the stack under test is, as `run.ts` tells its tests. */
const { AWS_ENDPOINT_URL = '', DEPLOY_FOLDER = '', DEPLOY_SOCKET = '' } = process.env;

export const place = {
  url: AWS_ENDPOINT_URL,
  /** For everything that is written. */
  folder: DEPLOY_FOLDER,
  /** The way in without TLS. */
  socketPath: DEPLOY_SOCKET,
};
