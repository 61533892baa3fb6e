/** Where a quiz can be shared, and how its visits are told apart later (utm_source, utm_medium). */
const NETWORKS = [
  { id: "mail", name: "E-mail", medium: "email" },
  { id: "whatsapp", name: "WhatsApp", medium: "social" },
  { id: "x", name: "X", medium: "social" },
  { id: "facebook", name: "Facebook", medium: "social" },
  { id: "line", name: "LINE", medium: "social" },
  { id: "pinterest", name: "Pinterest", medium: "social" },
] as const;
type Network = (typeof NETWORKS)[number]["id"];

export interface ShareLink {
  id: Network;
  name: string;
  /** The page with its words for the figures. */
  page: string;
  /** Opens the network with it. */
  open: string;
}

/** Words that figures keep: small letters, digits, hyphens. */
export const toCampaign = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 40);

export function taggedAddress(address: string, source: string, medium: string, campaign: string): string {
  const words = new URLSearchParams({ utm_source: source, utm_medium: medium });
  const named = toCampaign(campaign).replace(/-+$/, "");
  if (named !== "") words.set("utm_campaign", named);
  return `${address}?${words.toString()}`;
}

function openWith(network: Network, page: string, title: string): string {
  const to = (address: string, query: Record<string, string>) =>
    // Mail programs read a plus as a plus.
    `${address}?${new URLSearchParams(query).toString().replaceAll("+", "%20")}`;
  switch (network) {
    case "mail":
      return to("mailto:", { subject: title, body: `${title}\n${page}` });
    case "whatsapp":
      return to("https://wa.me/", { text: `${title} ${page}` });
    case "x":
      return to("https://x.com/intent/post", { text: title, url: page });
    case "facebook":
      return to("https://www.facebook.com/sharer/sharer.php", { u: page });
    case "line":
      return to("https://social-plugins.line.me/lineit/share", { url: page, text: title });
    case "pinterest":
      return to("https://www.pinterest.com/pin/create/button/", { url: page, description: title });
  }
}

export const shareLinks = (address: string, title: string, campaign: string): ShareLink[] =>
  NETWORKS.map(({ id, name, medium }) => {
    const page = taggedAddress(address, id, medium, campaign);
    return { id, name, page, open: openWith(id, page, title) };
  });
