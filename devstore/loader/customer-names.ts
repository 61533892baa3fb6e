import { hashText } from "../generator/random.ts";

const FIRST =
  "Amelia Oliver Isla George Ava Noah Emily Arthur Sophie Harry Grace Leo Mia Jack Lily Oscar Freya Henry Ella Theo Charlotte Thomas Alice James Florence Edward Rosie William Evie Lucas Hannah Adam Clara Samuel Ruby Daniel Nora Isaac Zoe Max Priya Arjun Aisha Omar Mei Kenji Sofia Mateo Ingrid Lars Chloe Finn Maya Elias Helen Martin Judith Peter Susan Robert".split(
    " ",
  );
const LAST =
  "Smith Jones Taylor Brown Evans Wilson Thomas Roberts Walker Wright Hughes Green Hall Wood Harris Clarke Jackson Turner Hill Moore Cooper Ward Morris King Baker Bennett Carter Collins Murphy Kelly Fraser Campbell Stewart Reid Murray Patel Khan Singh Ali Shah Chen Wong Tanaka Rossi Weber Fischer Dubois Laurent Jansen Novak Larsen Silva Garcia Costa Meyer Barnes Fletcher Marsh Osborne Whitfield".split(
    " ",
  );

const COUNTRY_CODES: Readonly<Record<string, string>> = {
  "United Kingdom": "GB",
  "Channel Islands": "GB",
  Germany: "DE",
  France: "FR",
  EIRE: "IE",
  Ireland: "IE",
  Netherlands: "NL",
  Spain: "ES",
  Portugal: "PT",
  Switzerland: "CH",
  Belgium: "BE",
  Italy: "IT",
  Norway: "NO",
  Finland: "FI",
  "Hong Kong": "HK",
  Sweden: "SE",
  Israel: "IL",
  Singapore: "SG",
  Denmark: "DK",
  Austria: "AT",
  Australia: "AU",
  Cyprus: "CY",
  Canada: "CA",
  Poland: "PL",
  Malta: "MT",
  Japan: "JP",
  USA: "US",
  "United States": "US",
  Greece: "GR",
  RSA: "ZA",
  Lebanon: "LB",
  Lithuania: "LT",
  Bahrain: "BH",
  Iceland: "IS",
  Brazil: "BR",
  "Czech Republic": "CZ",
  "Saudi Arabia": "SA",
  "United Arab Emirates": "AE",
};
const LOCALES: Readonly<Record<string, string>> = {
  DE: "de",
  AT: "de",
  CH: "de",
  FR: "fr",
  ES: "es",
  IT: "it",
  NL: "nl",
};

export interface MadeUpPerson {
  firstName: string;
  lastName: string;
  email: string;
  countryCode: string | null;
  locale: string;
  subscribed: boolean;
}

export function countryCodeOf(country: string): string | null {
  // A country of the file may be called as something that every object has.
  return Object.hasOwn(COUNTRY_CODES, country) ? (COUNTRY_CODES[country] ?? null) : null;
}

/** The same CustomerID is always the same made-up person; the address is unique and leads nowhere (example.com). */
export function madeUpPerson(customer: string, country: string): MadeUpPerson {
  const hash = hashText(`customer ${customer}`);
  const firstName = FIRST[hash % FIRST.length] ?? "Alex";
  const lastName = LAST[Math.floor(hash / 97) % LAST.length] ?? "Smith";
  const local = `${firstName}.${lastName}.${customer}`.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
  const countryCode = countryCodeOf(country);
  return {
    firstName,
    lastName,
    email: `${local}@example.com`,
    countryCode,
    locale: LOCALES[countryCode ?? ""] ?? "en",
    subscribed: hash % 100 < 35,
  };
}
