import { Link } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { PeopleTable } from "./people-part.tsx";
import type { PersonRow } from "./people-part.tsx";

const texts = {
  search: "Find a customer",
  find: "Search",
  withNames: "By how a name, e-mail address or phone number begins, or by customer number. Shopify does the searching.",
  withoutNames:
    "By customer number, or by a whole e-mail address or phone number that somebody typed in a quiz. Names stay in Shopify:",
  showNames: "show names and e-mails",
  found: (count: number, words: string) =>
    `${count === 0 ? "Nobody" : count === 1 ? "1 person" : `${count} people`} found for “${words}”.`,
  more: "There are more: write a little more to find the right one.",
  unreachable: "Shopify did not answer just now, so names were not searched. Try again in a moment.",
  all: "Show everybody",
  none: "Nobody found",
  noneWithNames: "Nobody whom Candor knows has such a name, e-mail address, phone number or customer number.",
  noneWithoutNames:
    "Nobody whom Candor knows has this customer number, or typed this address or phone number in a quiz.",
};

/** Asks for one person, and says what is searched. */
export function PeopleSearch({
  words,
  names,
  busy,
  onSearch,
}: {
  words: string;
  names: boolean;
  busy: boolean;
  onSearch(words: string): void;
}) {
  const [text, setText] = useState(words);
  const [shown, setShown] = useState(words);
  // Back and "Show everybody" lead to other words than were typed last.
  if (shown !== words) {
    setShown(words);
    setText(words);
  }
  return (
    <Card>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(text.trim());
        }}
      >
        <TextField
          label={texts.search}
          type="search"
          value={text}
          onChange={setText}
          autoComplete="off"
          maxLength={100}
          helpText={names ? texts.withNames : <WithoutNames />}
          clearButton
          onClearButtonClick={() => {
            setText("");
            if (words !== "") onSearch("");
          }}
          connectedRight={
            <Button submit loading={busy}>
              {texts.find}
            </Button>
          }
        />
      </form>
    </Card>
  );
}

const WithoutNames = () => (
  <>
    {texts.withoutNames}{" "}
    <Link to="/app/settings" className="candor-text-link">
      {texts.showNames}
    </Link>
  </>
);

interface PeopleFoundView {
  words: string;
  isMore: boolean;
  names: "searched" | "unreachable" | "off";
  people: PersonRow[];
}

export function PeopleFound({ found }: { found: PeopleFoundView }) {
  const { words, isMore, names, people } = found;
  const empty: [string, string] = [texts.none, names === "searched" ? texts.noneWithNames : texts.noneWithoutNames];
  return (
    <BlockStack gap="300">
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <div role="status">
          <Text as="p">
            {texts.found(people.length, words)} {isMore ? texts.more : null}
          </Text>
          {names === "unreachable" ? <Text as="p">{texts.unreachable}</Text> : null}
        </div>
        <Link to="/app/customers" className="candor-text-link">
          {texts.all}
        </Link>
      </Box>
      <PeopleTable empty={empty} people={people} />
    </BlockStack>
  );
}
