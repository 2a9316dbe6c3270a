import { describe, expect, it } from 'vitest';
import { genesysUrls, REGION_HOSTS } from '#shared/adapters/genesys-api/regions.ts';
import { GENESYS_REGIONS } from '#shared/config/placers/genesys-client.ts';

describe("Genesys Cloud's addresses", () => {
  it('are known for all of the 18 regions that the configuration takes', () => {
    expect(Object.keys(REGION_HOSTS).sort()).toEqual([...GENESYS_REGIONS].sort());
    expect(new Set(Object.values(REGION_HOSTS)).size).toBe(18);
  });

  it.each([
    ['us_east_1', 'mypurecloud.com'],
    ['us_east_2', 'use2.us-gov-pure.cloud'],
    ['us_west_2', 'usw2.pure.cloud'],
    ['ca_central_1', 'cac1.pure.cloud'],
    ['sa_east_1', 'sae1.pure.cloud'],
    ['mx_central_1', 'mxc1.pure.cloud'],
    ['eu_west_1', 'mypurecloud.ie'],
    ['eu_west_2', 'euw2.pure.cloud'],
    ['eu_central_1', 'mypurecloud.de'],
    ['eu_central_2', 'euc2.pure.cloud'],
    ['eusc_de_east_1', 'edee1.eusc-pure.cloud'],
    ['me_central_1', 'mec1.pure.cloud'],
    ['ap_south_1', 'aps1.pure.cloud'],
    ['ap_southeast_1', 'apse1.pure.cloud'],
    ['ap_southeast_2', 'mypurecloud.com.au'],
    ['ap_northeast_1', 'mypurecloud.jp'],
    ['ap_northeast_2', 'apne2.pure.cloud'],
    ['ap_northeast_3', 'apne3.pure.cloud'],
  ] as const)('of %s are those of %s', (region, host) => {
    expect(genesysUrls({ region })).toEqual({
      token: `https://login.${host}/oauth/token`,
      api: `https://api.${host}/api/v2`,
    });
  });

  it.each(['http://127.0.0.1:9000', 'http://127.0.0.1:9000/'])('of a stand-in lie below %s', (url) => {
    expect(genesysUrls({ url })).toEqual({
      token: 'http://127.0.0.1:9000/oauth/token',
      api: 'http://127.0.0.1:9000/api/v2',
    });
  });

  it('are not guessed', () => {
    expect(() => genesysUrls({})).toThrow(expect.objectContaining({ name: 'NoGenesysPlaceError' }));
  });
});
