import { Banner, BlockStack, Button, InlineGrid, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { renderSVG } from "uqr";
import { copyText } from "../../ui/copy.ts";
import { shareLinks, taggedAddress, toCampaign } from "./share-links.ts";
import { TitledCard } from "../../ui/titled-card.tsx";

const texts = {
  draft: "Not published yet",
  draftText:
    "The page opens as soon as you publish. Until then whoever follows the link reads that it is not available.",
  link: "Link",
  linkText: "A page of its own in your shop: works without any change to the theme.",
  open: "Open the page",
  copy: "Copy",
  copied: "Link copied",
  campaign: "Campaign name",
  campaignHelp: "Tells this campaign apart in the results (utm_campaign). Small letters, digits and hyphens.",
  networks: "Share it",
  networksText: "Each link carries where it was shared, so that the results can tell.",
  copyFor: (name: string) => `Copy the link for ${name}`,
  qr: "QR code",
  qrText: "For shop windows, parcels and receipts. It keeps its sharpness at any size.",
  qrAlt: "QR code of the page",
  download: "Download SVG",
  prefix: "If you have changed the address of Candor’s app proxy in your shop, put yours in the place of /apps/candor.",
};

const copy = (link: string): Promise<void> => copyText(link, texts.copied);

interface ShareProps {
  address: string;
  title: string;
  handle: string;
  published: boolean;
}

/** The shareable page's link, its QR code, and a link for each network. */
export function SharePart({ address, title, handle, published }: ShareProps) {
  const [campaign, setCampaign] = useState(toCampaign(handle));
  const general = taggedAddress(address, "link", "share", campaign);
  return (
    <BlockStack gap="400">
      {!published && (
        <Banner tone="warning" title={texts.draft}>
          <p>{texts.draftText}</p>
        </Banner>
      )}
      <TitledCard title={texts.link} note={texts.linkText}>
        <TextField
          label={texts.link}
          labelHidden
          value={general}
          readOnly
          selectTextOnFocus
          autoComplete="off"
          connectedRight={<Button onClick={() => void copy(general)}>{texts.copy}</Button>}
        />
        <TextField
          label={texts.campaign}
          helpText={texts.campaignHelp}
          value={campaign}
          onChange={(text) => setCampaign(toCampaign(text))}
          maxLength={40}
          autoComplete="off"
        />
        <Text as="p" tone="subdued" variant="bodySm">
          {texts.prefix}
        </Text>
        <InlineStack>
          <Button url={address} target="_blank" disabled={!published}>
            {texts.open}
          </Button>
        </InlineStack>
      </TitledCard>
      <NetworksCard address={address} title={title} campaign={campaign} />
      <QrCard address={taggedAddress(address, "qr", "print", campaign)} file={`candor-${handle}.svg`} />
    </BlockStack>
  );
}

function NetworksCard({ address, title, campaign }: { address: string; title: string; campaign: string }) {
  return (
    <TitledCard title={texts.networks} note={texts.networksText}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        {shareLinks(address, title, campaign).map(({ id, name, page, open }) => (
          <InlineStack key={id} gap="200" wrap={false}>
            <Button url={open} target="_blank" fullWidth>
              {name}
            </Button>
            <Button variant="tertiary" accessibilityLabel={texts.copyFor(name)} onClick={() => void copy(page)}>
              {texts.copy}
            </Button>
          </InlineStack>
        ))}
      </InlineGrid>
    </TitledCard>
  );
}

function QrCard({ address, file }: { address: string; file: string }) {
  const svg = renderSVG(address, { border: 4 });
  const picture = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  return (
    <TitledCard title={texts.qr} note={texts.qrText}>
      <img src={picture} alt={texts.qrAlt} width={200} height={200} />
      <InlineStack>
        <Button url={picture} download={file}>
          {texts.download}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}
