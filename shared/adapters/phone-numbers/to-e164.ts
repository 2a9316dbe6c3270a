import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

// Numbers are copied together with marks for the direction of writing.
const UNSEEN = /\p{Cf}/gu;

/**
 * The number in E.164, where it is a valid one. One without a country code needs `defaultCountry` (ISO 3166). Never
 * throws.
 */
export function toE164(number: string | undefined, defaultCountry: string | undefined): string | undefined {
  const text = number?.replace(UNSEEN, '').trim().replace(/^tel:/i, '');
  if (!text) return undefined;
  const country =
    defaultCountry !== undefined && isSupportedCountry(defaultCountry) ? defaultCountry : undefined;
  // `extract: false`: a number inside other text may not be the customer's.
  const options = { extract: false, ...(country !== undefined && { defaultCountry: country }) };
  const parsed = parsePhoneNumberFromString(text, options);
  // An extension would have to be dialled after somebody answered; E.164 has no place for it.
  return parsed?.isValid() && !parsed.ext ? parsed.number : undefined;
}
