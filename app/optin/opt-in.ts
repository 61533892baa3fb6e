/** What is said to whoever typed the address is always the same; what is really done is bounded by these (A25). */
const CAPS = { perAddressAndDay: 3, perClientAndDay: 10, perShopAndHour: 200 };

export interface Sent {
  toAddress: number;
  fromClient: number;
  ofShop: number;
}

export const isCapped = ({ toAddress, fromClient, ofShop }: Sent): boolean =>
  toAddress >= CAPS.perAddressAndDay || fromClient >= CAPS.perClientAndDay || ofShop >= CAPS.perShopAndHour;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const LINK_MS = 48 * HOUR_MS;

export const hasEnded = (sentAt: Date, now: Date): boolean => now.getTime() - sentAt.getTime() > LINK_MS;

/** Local parts may differ by case in theory; in practice nobody's do, and capitals must not get a second code. */
export const normalAddress = (address: string): string => address.trim().normalize("NFKC").toLowerCase();

/** One form that can stand in a mail header: whatever passed before, no line break ever does (A24). */
export const isMailable = (address: string): boolean =>
  // eslint-disable-next-line no-control-regex
  address.length <= 254 && /^[^\s@<>(),;:"\\[\]\u0000-\u001f\u007f]+@[^\s@<>(),;:"\\[\]]+\.[^\s@.]+$/.test(address);
