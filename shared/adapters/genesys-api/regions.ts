import type { GENESYS_REGIONS, GenesysClientConfig } from '#shared/config/placers/genesys-client.ts';

/** Hosts of Genesys Cloud's regions, after the table of its own SDK (`PureCloudRegionHosts`). */
export const REGION_HOSTS = {
  us_east_1: 'mypurecloud.com',
  us_east_2: 'use2.us-gov-pure.cloud',
  us_west_2: 'usw2.pure.cloud',
  ca_central_1: 'cac1.pure.cloud',
  sa_east_1: 'sae1.pure.cloud',
  mx_central_1: 'mxc1.pure.cloud',
  eu_west_1: 'mypurecloud.ie',
  eu_west_2: 'euw2.pure.cloud',
  eu_central_1: 'mypurecloud.de',
  eu_central_2: 'euc2.pure.cloud',
  eusc_de_east_1: 'edee1.eusc-pure.cloud',
  me_central_1: 'mec1.pure.cloud',
  ap_south_1: 'aps1.pure.cloud',
  ap_southeast_1: 'apse1.pure.cloud',
  ap_southeast_2: 'mypurecloud.com.au',
  ap_northeast_1: 'mypurecloud.jp',
  ap_northeast_2: 'apne2.pure.cloud',
  ap_northeast_3: 'apne3.pure.cloud',
} as const satisfies Record<(typeof GENESYS_REGIONS)[number], string>;

export interface GenesysUrls {
  /** Where access tokens are asked for. */
  readonly token: string;
  /** What the paths of requests follow. */
  readonly api: string;
}

/** A placer's configuration names neither a region nor an address. */
export class NoGenesysPlaceError extends Error {
  override readonly name = 'NoGenesysPlaceError';

  constructor() {
    super('A Genesys client needs a region or a url.');
  }
}

/** The addresses of login and API: those of a region, or of a stand-in on this machine. */
export function genesysUrls({ region, url }: Pick<GenesysClientConfig, 'region' | 'url'>): GenesysUrls {
  if (region !== undefined) {
    const host = REGION_HOSTS[region];
    return { token: `https://login.${host}/oauth/token`, api: `https://api.${host}/api/v2` };
  }
  if (url === undefined) throw new NoGenesysPlaceError();
  const base = url.replace(/\/+$/, '');
  return { token: `${base}/oauth/token`, api: `${base}/api/v2` };
}
