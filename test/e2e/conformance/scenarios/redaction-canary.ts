import { PERSONAL } from '#test/e2e/conformance/callbacks.ts';
import { Finding } from '#test/e2e/conformance/observer.ts';
import type { Scenario } from '#test/e2e/conformance/scenario.ts';
import { singleDelivery } from '#test/e2e/conformance/scenarios/deliveries.ts';
import { malformedBody } from '#test/e2e/conformance/scenarios/malformed-body.ts';
import { servicesFail } from '#test/e2e/conformance/scenarios/partial-processing.ts';
import { wrongSignature } from '#test/e2e/conformance/scenarios/untrusted-senders.ts';
import { leaksIn } from '#test/integration/privacy/leaks-in.ts';

/** Whatever befell the receiver in this scene, nothing that it answered, logged or printed betrays anybody. */
export const redactionCanary: Scenario = async (scene) => {
  for (const play of [singleDelivery, wrongSignature, malformedBody, servicesFail]) await play(scene);

  const { stage } = scene;
  const { texts, signatures } = scene.said();
  const everything = [...texts, stage.log(), JSON.stringify(await stage.announced())].join('\n');
  const { secret } = stage.signing;
  const canaries = {
    secret: [secret, secret.replace('whsec_', ''), stage.stack().apiKey],
    signature: signatures.map((signature) => signature.replace(/^v1,/, '')),
    number: [PERSONAL.number.slice(1), PERSONAL.number.slice(-7)],
    name: PERSONAL.name.split(' '),
  };
  for (const [what, words] of Object.entries(canaries)) {
    if (words.some((word) => word.trim() !== '' && everything.includes(word))) {
      throw new Finding(`A ${what} was said.`);
    }
  }
  const [leak] = leaksIn(everything, [...canaries.secret, ...canaries.signature]);
  if (leak) throw new Finding(`${leak.what} was said, ${leak.form}.`);
};
