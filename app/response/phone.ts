/** Country codes by how they begin (ITU-T E.164): one or two digits, all others three. */
const COUNTRY = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;
/** Shorter ones are nobody's. */
const SHORTEST = 5;

/** What is dialled before a number within its country is no part of it. */
const withoutTrunk = (digits: string): string => digits.replace(/^0+/, "").replace(/^1(?=\d{10}$)/, "");

/**
 * Under what one finds a number: as it is within its country, and before that with its country where it says which. What somebody
 * typed is kept under the first; whoever looks for a number tries all, since it may have been typed without its country.
 */
export function phoneForms(text: string): string[] {
  const plain = text.normalize("NFKC").trim();
  const digits = plain.replace("(0)", "").replaceAll(/\D/g, "");
  const abroad = plain.startsWith("+") ? digits : /^00[1-9]/.test(digits) ? digits.slice(2) : undefined;
  const national = withoutTrunk(abroad === undefined ? digits : abroad.replace(COUNTRY, ""));
  if (national.length < SHORTEST) return [];
  const country = abroad === undefined ? undefined : COUNTRY.exec(abroad)?.[0];
  return country === undefined ? [national] : [`+${country} ${national}`, national];
}
