// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to messages on their way is called by its name.
#include "check_mail_roundtrip/changes.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_mail_roundtrip/roundtrip_world.hpp"

using namespace mpm;
using namespace mpm::checkMailRoundtrip;
using test::replaced;
using test::RoundtripWorld;

namespace {

using Kinds = std::vector<ChangeKind>;

Kinds kindsOf(const std::vector<Change>& changes)
{
    Kinds kinds;
    for (const auto& change : changes) {
        kinds.push_back(change.kind);
    }
    return kinds;
}

Kinds kinds(const Lines& sent, const Lines& came)
{
    return kindsOf(lineChanges(sent, came));
}

std::string sentence(const Lines& sent, const Lines& came)
{
    const auto changes = lineChanges(sent, came);
    return changes.empty() ? "" : changes.front().sentence;
}

const Lines text{"One line.",
                 ".dot",
                 "From here",
                 "blanks  ",
                 "Gr\xc3\xbc\xc3\x9f"
                 "e",
                 "a tab\there",
                 "The end."};

Lines with(std::size_t place, const std::string& line)
{
    auto lines = text;
    lines[place] = line;
    return lines;
}

const std::string token = RoundtripWorld::token('a');

/// What a message that came so differs by from the one that was sent.
Kinds changesTo(const std::string& came)
{
    const RoundtripWorld world;
    return kindsOf(changesOf(expectedOf(world.message(token, 0)), expectedOf(came)));
}

std::string sent()
{
    return RoundtripWorld().message(token, 0);
}

} // namespace

TEST_CASE("lines that came as they were sent are not changed")
{
    CHECK(kinds(text, text).empty());
    CHECK(kinds({}, {}).empty());
}

TEST_CASE("damage to single lines is named")
{
    CHECK(kinds(text, with(2, ">From here")) == Kinds{ChangeKind::FromQuoted});
    CHECK(kinds(text, with(3, "blanks")) == Kinds{ChangeKind::BlanksCut});
    CHECK(kinds(text, with(1, "..dot")) == Kinds{ChangeKind::DotAdded});
    CHECK(kinds(text, with(1, "dot")) == Kinds{ChangeKind::DotLost});
    CHECK(kinds(text, with(4, "Gr??e")) == Kinds{ChangeKind::Characters});
    CHECK(kinds(text, with(4, "Gr\xfc\xdf"
                              "e")) == Kinds{ChangeKind::Characters});
    CHECK(kinds(text, with(5, "a tab   here")) == Kinds{ChangeKind::Blanks});
    auto several = with(2, ">From here");
    several[3] = "blanks";
    CHECK(kinds(text, several) == Kinds{ChangeKind::FromQuoted, ChangeKind::BlanksCut});
}

TEST_CASE("lines that were added, cut off or wrapped again are told with what stands there")
{
    auto longer = text;
    longer.insert(longer.end(), {"", "--", "List of <x|y>"});
    CHECK(kinds(text, longer) == Kinds{ChangeKind::Footer});
    CHECK(sentence(text, longer) == "a footer of 3 lines was added: '--'");
    auto banner = text;
    banner.insert(banner.begin(), "EXTERNAL <b>");
    CHECK(kinds(text, banner) == Kinds{ChangeKind::Banner});
    CHECK(sentence(text, banner) == "1 line before the text was added: 'EXTERNAL (b)'");
    const Lines cut(text.begin(), text.begin() + 5);
    CHECK(kinds(text, cut) == Kinds{ChangeKind::CutOff});
    CHECK(sentence(text, cut) == "the last 2 lines of 7 did not come");
    CHECK(kinds({"one two three", "four"}, {"one two", "three four"}) == Kinds{ChangeKind::Rewrapped});
    CHECK(kinds({"one two three", "four"}, {"one two", "three four", "more"}) ==
          Kinds{ChangeKind::Rewrapped, ChangeKind::Footer});
    CHECK(kinds({"one two three"}, {"one two", " three"}) == Kinds{ChangeKind::Rewrapped});
}

TEST_CASE("other changes are told by the first line that is another")
{
    CHECK(kinds(text, with(0, "Another.")) == Kinds{ChangeKind::Lines});
    CHECK(sentence(text, with(0, "Another.")) == "1 line of 7 did not come as sent, the first of them 'One line.'");
    CHECK(kinds({"a", "b"}, {"b", "a"}) == Kinds{ChangeKind::Lines});
    CHECK(kinds(text, {}) == Kinds{ChangeKind::Lines});
}

TEST_CASE("a message that came as it was sent is whole, whatever servers put above it")
{
    CHECK(changesTo(sent()).empty());
    CHECK(changesTo("Received: by x; y\r\nX-Spam: no\r\n" + sent() + "\r\n").empty());
}

TEST_CASE("a footer, a stripped part, an added part and another subject are named")
{
    CHECK(changesTo(replaced(sent(), "The last line.\r\n", "The last line.\r\n-- \r\nConfidential\r\n")) ==
          Kinds{ChangeKind::Footer});
    CHECK(changesTo(sent() + "-- \r\nConfidential\r\n") == Kinds{ChangeKind::Footer});
    CHECK(changesTo(replaced(sent(), "\r\n\r\n--mpm-", "\r\n\r\nAn advertisement\r\n--mpm-")) ==
          Kinds{ChangeKind::Footer});
    auto message = sent();
    const auto second = message.find("--mpm-", message.find("The last line"));
    const auto end = message.rfind("--mpm-");
    CHECK(changesTo(message.substr(0, second) + message.substr(end)) == Kinds{ChangeKind::PartMissing});
    CHECK(changesTo(message.substr(0, end) + "--mpm-" + token + "\r\nContent-Type: text/html\r\n\r\n<p>Ad\r\n" +
                    message.substr(end)) == Kinds{ChangeKind::PartAdded});
    CHECK(changesTo(replaced(message, "Subject: ", "Subject: [SPAM] ")) == Kinds{ChangeKind::Subject});
    CHECK(changesTo(replaced(message, "charset=utf-8", "charset=latin1")) == Kinds{ChangeKind::Charset});
    CHECK(changesTo("\r\nnothing of it") ==
          Kinds{ChangeKind::Subject, ChangeKind::PartMissing, ChangeKind::PartMissing, ChangeKind::PartAdded});
}
