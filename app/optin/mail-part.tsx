import { Banner, Button, InlineStack, Text } from "@shopify/polaris";
import { TitledCard } from "../ui/titled-card.tsx";

export interface MailView {
  /** Null: no mail server is set up. */
  sender: string | null;
  /** Confirmed addresses become Shopify customers. */
  sync: boolean;
  sent: number;
  confirmed: number;
  heldBack: number;
  failed: number;
}

const count = (n: number) => n.toLocaleString("en");

const texts = {
  title: "Mail and marketing consent",
  notSetUp: "Mail is not set up",
  notSetUpText:
    "Quizzes can ask for an e-mail address, but nobody is asked to confirm it, so it stays unconfirmed: no newsletter, no reward for it. Whoever runs Candor sets SMTP_URL and MAIL_FROM.",
  how: (sender: string) =>
    `Whoever gives an e-mail address and agrees to your newsletter gets one mail from ${sender} with a button to confirm. Until then the address gets no tag, no code and no link.`,
  figures: ({ sent, confirmed }: MailView) =>
    sent === 0
      ? "No confirmation mail in the last 30 days."
      : `Last 30 days: ${sent === 1 ? "one confirmation mail" : `${count(sent)} confirmation mails`} sent, ${count(confirmed)} confirmed.`,
  heldBack: (n: number) =>
    `${n === 1 ? "One mail was" : `${count(n)} mails were`} held back: too many for one address, one network or this hour.`,
  failed: (n: number) => `${n === 1 ? "One address was" : `${count(n)} addresses were`} refused by the mail server.`,
  syncOn:
    "A confirmed address becomes a customer in Shopify, or updates the one that has it: subscribed, with confirmed opt-in and the quiz it came from.",
  syncOff:
    "Confirmed addresses stay in Candor. Switch this on to create or update the customer in Shopify, subscribed with confirmed opt-in.",
  on: "Subscribe confirmed addresses in Shopify",
  off: "Stop subscribing in Shopify",
  phone:
    "Phone numbers that shoppers type are kept, never confirmed, and never used to recognise anybody. You can look for one under Customers.",
};

export function MailCard({
  mail,
  busy,
  onAct,
}: {
  mail: MailView;
  busy: boolean;
  onAct(intent: "marketing-on" | "marketing-off"): void;
}) {
  return (
    <TitledCard title={texts.title}>
      {mail.sender === null ? (
        <Banner tone="warning" title={texts.notSetUp}>
          {texts.notSetUpText}
        </Banner>
      ) : (
        <Text as="p">{texts.how(mail.sender)}</Text>
      )}
      <Text as="p" tone="subdued">
        {[
          texts.figures(mail),
          mail.heldBack > 0 && texts.heldBack(mail.heldBack),
          mail.failed > 0 && texts.failed(mail.failed),
        ]
          .filter(Boolean)
          .join(" ")}
      </Text>
      <Text as="p">{mail.sync ? texts.syncOn : texts.syncOff}</Text>
      <InlineStack>
        <Button loading={busy} onClick={() => onAct(mail.sync ? "marketing-off" : "marketing-on")}>
          {mail.sync ? texts.off : texts.on}
        </Button>
      </InlineStack>
      <Text as="p" tone="subdued">
        {texts.phone}
      </Text>
    </TitledCard>
  );
}
