import { Badge, Banner, Button, InlineStack, List, Text } from "@shopify/polaris";
import { useState } from "react";
import { Confirm } from "./confirm.tsx";
import { TitledCard } from "./titled-card.tsx";

const texts = {
  tags: "Customer tags",
  tagged: (n: number) =>
    n === 0
      ? "No customer carries a Candor tag."
      : n === 1
        ? "One customer carries a Candor tag."
        : `${n.toLocaleString("en")} customers carry Candor tags.`,
  removing: (n: number) => `Removing tags: ${n === 1 ? "one customer" : `${n.toLocaleString("en")} customers`} to go.`,
  removed: "All Candor tags are removed. Segments go on without tags until you switch them on again.",
  remove: "Remove all Candor tags",
  removeText:
    "Every tag that Candor has put on a customer is taken off, and the segments that Candor made in Shopify go. Do this before you uninstall: afterwards nobody may. Your own tags and those of other apps stay.",
  on: "Switch tags on again",
  aside: "These customers could not be tagged",
  contacts: "Names and e-mail addresses",
  contactsOff:
    "Candor works with customer numbers only. Names and e-mail addresses stay in Shopify, one click away. Switch this on to see them here and to search by them: they are read from Shopify when you look, never stored, and each view is logged.",
  contactsOn:
    "Names and e-mail addresses are shown. They are read from Shopify when you look, never stored, and each view is logged.",
  show: "Show names and e-mails",
  hide: "Hide them here",
  customer: (id: string) => `Customer ${id}`,
  notGranted: "Not granted",
  access: "What Candor may do in your shop",
  accessNote: "What Shopify asked you to allow, and what Candor needs it for.",
};

export interface TagsView {
  off: boolean;
  taggedCustomers: number;
  setAside: { customerId: string; reason: string }[];
}

export function TagsCard({
  tags,
  busy,
  onAct,
}: {
  tags: TagsView;
  busy: boolean;
  onAct(intent: "tags-off" | "tags-on"): void;
}) {
  const [asking, setAsking] = useState(false);
  return (
    <TitledCard title={texts.tags}>
      {tags.off ? (
        <Banner tone={tags.taggedCustomers > 0 ? "info" : "success"}>
          {tags.taggedCustomers > 0 ? texts.removing(tags.taggedCustomers) : texts.removed}
        </Banner>
      ) : (
        <Text as="p" tone="subdued">
          {texts.tagged(tags.taggedCustomers)}
        </Text>
      )}
      {tags.setAside.length > 0 && (
        <Banner tone="warning" title={texts.aside}>
          <List>
            {tags.setAside.map(({ customerId, reason }) => (
              <List.Item key={customerId}>
                {texts.customer(customerId)}: {reason}
              </List.Item>
            ))}
          </List>
        </Banner>
      )}
      <InlineStack>
        {tags.off ? (
          <Button loading={busy} onClick={() => onAct("tags-on")}>
            {texts.on}
          </Button>
        ) : (
          <Button tone="critical" loading={busy} onClick={() => setAsking(true)}>
            {texts.remove}
          </Button>
        )}
      </InlineStack>
      <Confirm
        open={asking}
        title={texts.remove}
        text={texts.removeText}
        action={texts.remove}
        onConfirm={() => {
          setAsking(false);
          onAct("tags-off");
        }}
        onClose={() => setAsking(false)}
      />
    </TitledCard>
  );
}

export function ContactsCard({
  shown,
  busy,
  onAct,
}: {
  shown: boolean;
  busy: boolean;
  onAct(intent: "contacts-on" | "contacts-off"): void;
}) {
  return (
    <TitledCard title={texts.contacts} note={shown ? texts.contactsOn : texts.contactsOff}>
      <InlineStack>
        <Button loading={busy} onClick={() => onAct(shown ? "contacts-off" : "contacts-on")}>
          {shown ? texts.hide : texts.show}
        </Button>
      </InlineStack>
    </TitledCard>
  );
}

export function AccessCard({
  scopes,
}: {
  scopes: { handle: string; name: string; reason: string; granted: boolean }[];
}) {
  return (
    <TitledCard title={texts.access} note={texts.accessNote}>
      <List>
        {scopes.map(({ handle, name, reason, granted }) => (
          <List.Item key={handle}>
            <Text as="span" fontWeight="medium">
              {name}
            </Text>
            : {reason} {granted ? null : <Badge tone="warning">{texts.notGranted}</Badge>}
          </List.Item>
        ))}
      </List>
    </TitledCard>
  );
}
