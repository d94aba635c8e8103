// A page without a browser: what lib/page.js reads, for tests of modules that stand on it. Import it before them.

const blocks = {
  page: { meeting: "apmbc-im-2017", screen: "room", as: "chair", csrf: "token", language: "en", timezone: "Europe/Zurich" },
  words: {
    floor_given: "%(name)s has the floor",
    list_open: "List open", list_limit: "%(state)s, %(limit)s each",
    all_of_it: "100%% of %(limit)s",
    place_one: "%(n)sst", place_two: "%(n)snd", place_few: "%(n)srd", place_other: "%(n)sth",
    remaining_one: "one remaining", remaining_other: "%(n)s remaining",
  },
}

globalThis.document = { getElementById: (id) => ({ textContent: JSON.stringify(blocks[id]) }) }
