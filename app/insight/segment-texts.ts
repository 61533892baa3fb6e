/** "about 3 minutes" for a number of seconds that Shopify's pace takes. */
export function durationText(seconds: number): string {
  if (seconds < 10) return "a few seconds";
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `about ${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`;
}

export const peopleText = (count: number): string =>
  count === 1 ? "1 person" : `${count.toLocaleString("en")} people`;

export interface MemberView {
  profileId: number;
  customerId: string | null;
  /** As Shopify has it, where the shop shows names. */
  name?: string | undefined;
  orderCount: number;
  since?: string;
}

export interface PreviewView {
  people: number;
  members: MemberView[];
  tagsToAdd: number;
  tagsToRemove: number;
  seconds: number;
}
