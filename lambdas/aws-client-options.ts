/**
 * Time limits and tries of the AWS clients, for `new …Client(awsClientOptions())`.
 *
 * A healthy call takes milliseconds. API destinations give up after 5 s, so two tries of 1.5 s end in
 * an answer of ours; without `throwOnRequestTimeout` the SDK would only log that the time is over.
 */
export const awsClientOptions = () => ({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
});
